--- Compares two results trade by trade, mark by mark, metric by metric.
local compare = {}

local EXACT = {
  "side", "reason", "bars", "signal_bar", "entry_bar", "exit_bar", "entry_time", "exit_time", "maker",
}
-- These prices have one order of operations in the text: equal to the last bit. An
-- exit price is a sum over a quantity, which may round elsewhere; so is the entry price after adds.
local PRICES = { "entry_price", "stop", "target", "ref" }
local MONEY = { "pnl", "fees", "funding", "equity" }

--- Whether two numbers (or nils) agree to `tolerance` of `scale`.
local function near(a, b, tolerance, scale)
  if a == nil or b == nil then return a == b end
  if a == b or (a ~= a and b ~= b) then return true end
  return math.abs(a - b) <= tolerance * math.max(math.abs(a), math.abs(b), scale or 0)
end
compare.near = near

local function text(value)
  if type(value) == "number" then return ("%.17g"):format(value) end
  return tostring(value)
end

local function differs(what, a, b) return ("%s: reference %s, kernel %s"):format(what, text(a), text(b)) end

local function trade(i, a, b)
  local where = ("trade %d (%s entered at bar %d), "):format(i, a.side == 0 and "long" or "short", a.entry_bar)
  for _, key in ipairs(EXACT) do
    if a[key] ~= b[key] then return differs(where .. key, a[key], b[key]) end
  end
  for _, key in ipairs(PRICES) do
    local sum = key == "entry_price" and a.seen and near(a[key], b[key], 1e-12)
    if a[key] ~= b[key] and not sum then return differs(where .. key, a[key], b[key]) end
  end
  if not near(a.exit_price, b.exit_price, 1e-12) then
    return differs(where .. "exit_price", a.exit_price, b.exit_price)
  end
  for _, key in ipairs { "quantity", "wanted" } do
    if not near(a[key], b[key], 1e-9) then return differs(where .. key, a[key], b[key]) end
  end
  local notional = a.quantity * a.entry_price
  for _, key in ipairs(MONEY) do
    if not near(a[key], b[key], 1e-9, notional) then return differs(where .. key, a[key], b[key]) end
  end
  if not near(a.ret, b.ret, 1e-9, 1) then return differs(where .. "return", a.ret, b.ret) end
end

--- The first difference of two runs, nil when there is none.
function compare.runs(a, b, scale)
  for i = 1, math.min(#a.trades, #b.trades) do
    local message = trade(i, a.trades[i], b.trades[i])
    if message then return message end
  end
  if #a.trades ~= #b.trades then return differs("number of trades", #a.trades, #b.trades) end
  for _, key in ipairs { "first", "last", "start", "ruined" } do
    if a[key] ~= b[key] then return differs(key, a[key], b[key]) end
  end
  for i = 0, a.last - a.first do
    if not near(a.equity[i], b.equity[i], 1e-9, scale) then
      return differs("mark of bar " .. a.first + i, a.equity[i], b.equity[i])
    end
  end
  for _, key in ipairs { "final_equity", "fees", "turnover", "funding" } do
    if not near(a[key], b[key], 1e-9, scale) then return differs(key, a[key], b[key]) end
  end
end

--- The first metric that differs. `keys` are the kernel's names.
function compare.metrics(a, b, keys)
  for _, key in ipairs(keys) do
    if not near(a[key], b[key], 1e-9, 1e-3) then return differs("metric " .. key, a[key], b[key]) end
  end
end

return compare

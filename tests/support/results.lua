--- Two results of the host, number by number.
local C = require("stdlib.host").C

local results = {}

local TRADE = {
  "side", "reason", "bars", "signal_bar", "entry_bar", "exit_bar", "entry_time", "exit_time", "entry_price",
  "exit_price", "quantity", "pnl", "ret", "fees", "funding", "equity", "ref", "wanted", "mae", "mfe", "stop",
  "target", "maker",
}
local FILL = {
  "trade", "bar", "kind", "at", "base", "slip", "price", "wanted", "quantity", "rate", "fee", "decided_peak",
  "decided_rate", "decided_slip", "maker",
}
local RUN = {
  "first", "last", "start", "ruined", "n_trades", "n_fills", "final_equity", "fees", "turnover", "funding",
}

local function same(a, b) return a == b or (a ~= a and b ~= b) end

local function rows_differ(what, names, a, b, n)
  for i = 0, n - 1 do
    for _, name in ipairs(names) do
      if not same(a[i][name], b[i][name]) then
        return ("%s %d: %s is %s, expected %s"):format(what, i, name, tostring(b[i][name]), tostring(a[i][name]))
      end
    end
  end
end

local function numbers_differ(what, a, b, n)
  for i = 0, n - 1 do
    if not same(a[i], b[i]) then return ("%s %d is %.17g, expected %.17g"):format(what, i, b[i], a[i]) end
  end
end

--- First difference of two tide_result, or nil.
function results.difference(a, b)
  for _, name in ipairs(RUN) do
    if not same(a[name], b[name]) then
      return ("%s is %s, expected %s"):format(name, tostring(b[name]), tostring(a[name]))
    end
  end
  return rows_differ("trade", TRADE, a.trades, b.trades, a.n_trades)
    or rows_differ("fill", FILL, a.fills, b.fills, a.n_fills)
    or numbers_differ("mark", a.equity, b.equity, a.last - a.first + 1)
    or numbers_differ("metric", a.metric, b.metric, C.tide_metric_count())
end

return results

--- Recorded fills on the random cases of the parity spec: recording changes nothing,
-- and the rows of a trade are its prices, quantities and costs.
local case = require "tests.support.reference.case"
local kernel = require "tests.support.kernel"

local CASES = 1500
local REASON = { partial = "take_profit", target = "take_profit", trailing_stop = "stop_loss",
  breakeven = "stop_loss" }
local KINDS = { "entry", "partial", "target", "stop_loss", "trailing_stop", "breakeven", "liquidation",
  "signal", "reverse", "time_stop", "end_of_data", "ruined", "add" }

local function level(spec, base, t, d)
  if spec.kind == "fraction" then return base * (1 - d * spec.value) end
  return spec.kind == "distance" and base - d * spec.values[t] or spec.values[t]
end

local function near(expected, found, scale)
  assert.near(expected, found, 1e-9 * math.max(math.abs(scale or expected), 1e-3))
end

--- The price and fee of one fill, from its own numbers and the bar.
local function check_fill(c, fill, d)
  local m, t = c.market, fill.bar
  assert.equal(fill.base * (1 + d * fill.slip), fill.price)
  assert.equal(fill.quantity * fill.price * fill.rate + (c.settings.fee_fixed or 0), fill.fee)
  if fill.at == "close" then
    assert.equal(m.close[t], fill.base)
  elseif fill.at == "level" then
    assert.is_true(m.low[t] <= fill.base and fill.base <= m.high[t])
  else
    assert.equal(m.open[t], fill.base)
  end
  if fill.maker then assert.equal(0, fill.slip) end
end

--- A fixed stop stood where its rule says of the mean entry, breakeven at the entry, a trailing stop
-- further. Adds move breakeven and leave a trailing stop: it is looked at where there was none.
local function check_stop(c, trade, entered, fill, d)
  local rules = c.rules.side[trade.side]
  local entry = entered.adds == 0 and entered.first or entered.paid / entered.quantity
  local fixed = rules.stop_loss and level(rules.stop_loss, entry, trade.signal_bar, d)
  if fill.at ~= "level" then return end
  if fill.kind == "stop_loss" then
    if entered.adds > 0 and (rules.breakeven_at or 0) > 0 then return end
    near(fixed, fill.base)
  elseif fill.kind == "breakeven" then
    assert.is_true(rules.breakeven_at > 0)
    if entered.adds == 0 then assert.equal(entry, fill.base) end
  elseif fill.kind == "trailing_stop" and entered.adds == 0 then
    local first = level(rules.trailing_stop, entry, trade.signal_bar, d)
    assert.is_true(d * (fill.base - first) >= -1e-9 * first)
    if fixed then assert.is_true(d * (fill.base - fixed) >= -1e-9 * fixed) end
  end
end

local function check_trade(c, trade, fills, seen)
  local d = trade.side == 0 and 1 or -1
  local entry, last = fills[1], fills[#fills]
  local entered, fees, sold, received = { quantity = 0, paid = 0, adds = -1, first = entry.price }, 0, 0, 0
  for i, fill in ipairs(fills) do
    local enters = fill.kind == "entry" or fill.kind == "add"
    assert.equal(i == 1, fill.kind == "entry")
    check_fill(c, fill, enters and d or -d)
    fees = fees + fill.fee
    seen[fill.kind] = (seen[fill.kind] or 0) + 1
    if enters then
      entered.quantity, entered.adds = entered.quantity + fill.quantity, entered.adds + 1
      entered.paid = entered.paid + fill.quantity * fill.price
    else
      sold, received = sold + fill.quantity, received + fill.quantity * fill.price
      check_stop(c, trade, entered, fill, d)
    end
  end
  seen.parts = math.max(seen.parts or 0, #fills)
  assert.same({ entry.bar, entry.maker }, { trade.entry_bar, trade.maker })
  if entered.adds == 0 then
    assert.same({ entry.price, entry.quantity }, { trade.entry_price, trade.quantity })
  end
  near(entered.quantity, trade.quantity)
  near(entered.paid / entered.quantity, trade.entry_price)
  assert.equal(trade.exit_bar, last.bar)
  assert.equal(trade.reason, REASON[last.kind] or last.kind)
  assert.equal(trade.fees, fees)
  near(trade.quantity, sold)
  near(trade.exit_price, received / trade.quantity)
  near(trade.pnl, d * (received - entered.paid) - fees - trade.funding, received + entered.paid)
end

describe("recorded fills", function()
  it("change no number, and add up to their trades", function()
    local seen = {}
    for seed = 1, CASES do
      local c = case.new(seed)
      local plain = kernel.run(c.market, c.rules, c.settings)
      if plain then
        local run = assert(kernel.run(c.market, c.rules, c.settings, { record_fills = true }))
        local slow = kernel.run(c.market, c.rules, c.settings, { record_fills = true, no_jump = true })
        assert.same(slow.fills, run.fills, "jumps, seed " .. seed)
        for _, rows in pairs(plain.fills) do assert.same({}, rows) end
        plain.fills = run.fills
        assert.same(plain, run, "seed " .. seed)
        for i, trade in ipairs(run.trades) do check_trade(c, trade, run.fills[i], seen) end
      end
    end
    for _, kind in ipairs(KINDS) do assert.is_true((seen[kind] or 0) > 0, kind .. " never happened") end
    assert.is_true(seen.parts > 3)
  end)
end)

--- A run beside the trades of another tool: made by tide itself with one thing done otherwise, written
-- in the columns of the tool, read back, and the cause must be that thing.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local defined = require "tests.support.defined"
local exports = require "tests.support.exports"
local shapes = require "stdlib.research.trades.shapes"
local trades = require "stdlib.research.trades"
local C = require("stdlib.host").C

local TOOLS = { freqtrade = "freqtrade", freqtrade_json = "freqtrade", vectorbt = "vectorbt",
  backtesting_py = "backtesting.py" }

local data = assert(candles.synthetic { bars = 3000, seed = 12 })

local SIDES = {
  long = "long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow)%s }",
  both = "long = { enter = fast:crosses_above(slow)%s }, short = { enter = fast:crosses_below(slow) }",
}

local function strategy(kind, more, slow)
  return assert(defined.load(([[return strategy { name = "x", rules = function(m)
  local fast, slow = ta.ema(m.close, 10), ta.ema(m.close, %d)
  return { %s }
end }]]):format(slow or 40, SIDES[kind]:format(more or ""))))
end

local function run(one, change, c)
  local settings = assert(backtest.settings(one.profile or "freqtrade"))
  settings.commission = 0.001
  if change then change(settings) end
  return assert(backtest.run { strategy = one.strategy, candles = c or data, settings = settings }), settings
end

local long = strategy "long"

-- What they do otherwise, and the cause that must be named.
local CASES = {
  fill_close = { kind = "fill_mode", field = "entry_time", try = "--fill close",
    theirs = function(s) s.fill = C.TIDE_FILL_CLOSE end },
  fill_open = { kind = "fill_mode", field = "entry_time", try = "--fill next_open",
    ours = function(s) s.fill = C.TIDE_FILL_CLOSE end },
  slippage = { kind = "slippage", field = "entry_price", try = "--slippage 0.0007",
    theirs = function(s) s.slippage = 0.0007 end },
  spread = { kind = "spread", field = "entry_price", try = "--spread 0.0003", profile = "backtesting.py",
    theirs = function(s) s.spread = 0.0003 end },
  target_and_spread = { kind = "spread", field = "entry_price", try = "--spread 0.0003", profile = "backtesting.py",
    strategy = strategy("long", ", take_profit = 0.01, stop_loss = 0.01"), ours_strategy = strategy("long",
      ", take_profit = 0.01, stop_loss = 0.01"), theirs = function(s) s.spread = 0.0003 end },
  whole_units = { kind = "whole_units", field = "quantity", try = "--lot 1",
    both = function(s) s.cash = 5e5 end, theirs = function(s) s.lot = 1 end },
  lot = { kind = "lot", field = "quantity", try = "--lot 0.001", theirs = function(s) s.lot = 0.001 end },
  size = { kind = "size", field = "quantity", theirs = function(s) s.cash = 5000 end, try = "--cash 5000, or --size" },
  fixed_stake = { kind = "fixed_stake", field = "quantity", try = "--size cash:1000", theirs = function(s)
    s.size.kind, s.size.value = C.TIDE_SIZE_CASH, 1000
  end },
  fees = { kind = "fees", field = "fees", both = function(s) s.size.kind, s.size.value = C.TIDE_SIZE_UNITS, 0.1 end,
    theirs = function(s) s.commission = 0.002 end, try = "--commission 0.002" },
  stop = { kind = "exit_reason", field = "exit_reason", strategy = strategy("long", ", stop_loss = 0.03") },
  no_stop = { kind = "exit_reason", field = "exit_reason", ours_strategy = strategy("long", ", stop_loss = 0.03") },
  stop_level = { kind = "exit_level", field = "exit_price",
    strategy = strategy("long", ", stop_loss = 0.0101"),
    ours_strategy = strategy("long", ", stop_loss = 0.01") },
  target = { kind = "exit_reason", field = "exit_reason", ours_strategy = strategy("long", ", take_profit = 0.02"),
    strategy = strategy("long", ", take_profit = 0.4") },
  one_side = { kind = "one_side", field = "entry_time", ours_strategy = strategy "both",
    strategy = strategy("long") },
  time_zone = { kind = "time_zone", field = "entry_time", edit = function(list)
    for _, t in ipairs(list) do t.entry_time, t.exit_time = t.entry_time + 7200e3, t.exit_time + 7200e3 end
  end },
  missing = { kind = "missing", field = "entry_time", edit = function(list) table.remove(list, 5) end },
  extra = { kind = "extra", field = "entry_time", edit_ours = function(list) table.remove(list, 5) end },
  starts_later = { kind = "starts_later", field = "entry_time",
    theirs = function(s) s.from = data.cdata.time[600] end },
  ends_earlier = { kind = "ends_earlier", field = "entry_time", theirs = function(s) s.to = data.cdata.time[2000] end,
    edit = function(list) list[#list] = list[#list].exit_reason ~= "end_of_data" and list[#list] or nil end },
  later_signal = { kind = "entry_delay", field = "entry_time", edit = function(list)
    for _, t in ipairs(list) do
      t.entry_time, t.entry_price = t.entry_time + 3600e3, data.cdata.open[t.entry_bar + 1]
    end
  end },
  other_data = { kind = "data", field = "entry_price", edit = function(list)
    for _, t in ipairs(list) do t.entry_price, t.exit_price = t.entry_price * 1.2, t.exit_price * 1.2 end
  end },
}

-- What a format does not say cannot be told from it.
local NOT_IN = {
  stop = { vectorbt = "exit_level exit_signal" },
  target_and_spread = { vectorbt = "slippage", freqtrade = "slippage", freqtrade_json = "slippage" },
}

local function compared(case, tool)
  local function both(more) return function(s)
    if case.both then case.both(s) end
    if more then more(s) end
  end end
  local theirs = run({ strategy = case.strategy or long, profile = case.profile }, both(case.theirs))
  local ours, settings = run({ strategy = case.ours_strategy or long, profile = case.profile }, both(case.ours))
  if case.edit then case.edit(theirs.trades) end
  if case.edit_ours then case.edit_ours(ours.trades) end
  assert.is_true(#theirs.trades > 10, #theirs.trades)
  local list, name = shapes.read(exports[tool](theirs.trades))
  assert.equal(TOOLS[tool], name)
  return trades.compare { result = ours, theirs = assert(list, name), tool = name, settings = settings }
end

describe("trades of another tool", function()
  for tool in pairs(TOOLS) do
    for name, case in pairs(CASES) do
      it(("name their cause: %s, %s"):format(name, tool), function()
        local first = compared(case, tool).first
        local other = (NOT_IN[name] or {})[tool]
        if other then return assert.is_true(other:find(first.kind, 1, true) ~= nil, first.kind) end
        assert.same({ case.kind, case.field }, { first.kind, first.field }, first.cause)
        if case.try then assert.equal(case.try, first.try) end
      end)
    end

    it("agree when they are those of the run: " .. tool, function()
      local found = compared({}, tool)
      local n = found.ours
      if tool == "vectorbt" and found.first then -- the last trade is still open there
        assert.equal("end_of_data", found.first.kind)
        n = n - 1
      end
      assert.same({ n, found.ours, found.ours }, { found.agree, found.paired, found.theirs })
    end)
  end

  it("are the first in time, and the same option brings them together", function()
    local found = compared(CASES.slippage, "vectorbt")
    assert.equal(0, found.agree)
    assert.equal(found.ours, #found.differences)
    local fixed = compared({ theirs = CASES.slippage.theirs, ours = CASES.slippage.theirs }, "freqtrade")
    assert.equal(fixed.ours, fixed.agree)
  end)
end)

describe("the shapes of exported trades", function()
  for label, case in pairs {
    ["other columns"] = { "a,b\n1,2\n", "its columns are those of no tool that is known: freqtrade has open_date, "
      .. "open_rate and close_rate, vectorbt 'Entry Timestamp' and 'Avg Entry Price', backtesting.py Size, "
      .. "EntryPrice and EntryTime" },
    ["a time that is none"] = { "open_date,open_rate,close_rate\nnoon,1,2\n",
      "2: this trade has no entry time that can be read" },
    ["an open quote"] = { 'open_date,open_rate,close_rate\n"2024-01-01,1,2\n', "2: a quote is not closed" },
    ["nothing"] = { "", "1: there is nothing in it" },
    ["JSON of something else"] = { '{"a": [1]}', "it is JSON without a list of trades" },
  } do
    it("are told when they are wrong: " .. label, function()
      local list, why = shapes.read(case[1])
      assert.is_nil(list)
      assert.equal(case[2], why)
    end)
  end

  it("say which column a tool would have", function()
    local _, why = shapes.read("open_date,open_rate,close_rate\n", "vectorbt")
    assert.equal("no column 'Entry Timestamp', which the trades of vectorbt have", why)
  end)

  it("may count bars instead of times, and write times as numbers", function()
    local list = assert(shapes.read("Size,EntryBar,ExitBar,EntryPrice,ExitPrice\n-2,3,5,10,9\n", nil,
      function(bar) return bar * 1000 end))
    assert.same({ "short", 2, 3000, 5000 },
      { list[1].side, list[1].quantity, list[1].entry_time, list[1].exit_time })
    for _, unit in ipairs { 1, 1e3, 1e6, 1e9 } do
      list = assert(shapes.read(("open_timestamp,open_rate,close_rate\n%.0f,1,2\n"):format(1704067200 * unit)))
      assert.equal(1704067200000, list[1].entry_time)
    end
  end)
end)

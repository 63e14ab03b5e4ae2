--- Results added up to one account: a single one is what it was, several are a naive sum.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"
local sum = require "stdlib.sum"

local function result(text, c, cash, timeframe)
  local path = os.tmpname() .. ".lua"
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
  local strategy = assert(loader.load(path))
  os.remove(path)
  local settings = backtest.settings "tide"
  settings.cash = cash
  if timeframe then c = assert(c:resample(timeframe)) end
  return assert(backtest.run { strategy = strategy, candles = c, settings = settings })
end

local CROSS = [[return strategy { name = "a", rules = function(m)
  local fast, slow = ta.sma(m.close, 5), ta.sma(m.close, 20)
  return { long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow), stop_loss = 0.05 },
    short = { enter = fast:crosses_below(slow), exit = fast:crosses_above(slow) } }
end }]]
local DIP = [[return strategy { name = "b", rules = function(m)
  return { long = { enter = ta.rsi(m.close, 14):below(30), take_profit = 0.03, max_bars = 40 } }
end }]]
local HOLD = [[return strategy { name = "c", rules = function(m) return { long = { enter = m.close:above(0) } } end }]]

local function close_of(one, t)
  local bars = one.signals.cdata.candles
  return tonumber(bars.time[t] + bars.timeframe)
end

describe("results added up", function()
  local c = assert(candles.synthetic { bars = 1200, seed = 4 })
  local other = assert(candles.synthetic { bars = 900, seed = 5 })

  for name, text in pairs { cross = CROSS, dip = DIP, hold = HOLD } do
    it("are what a single one was: " .. name, function()
      local one = result(text, c, 5000)
      local all = assert(sum.of({ one }, { 5000 }))
      for _, key in ipairs(one.metric_keys) do assert.equal(one.metrics[key], all.metrics[key], key) end
      assert.same(one:equity(), all:equity())
      assert.equal(#one.trades, #all.trades)
      assert.same({ one.from, one.to, one.bars, one.timeframe }, { all.from, all.to, all.bars, all.timeframe })
    end)
  end

  it("are at each bar what each was worth when it closed", function()
    local list = { result(CROSS, c, 3000), result(DIP, other, 2000), result(CROSS, c, 1000, "4h") }
    local all, cash = assert(sum.of(list, { 3000, 2000, 1000 })), { 3000, 2000, 1000 }
    assert.equal(6000, all.settings.cash)
    assert.equal(1200, all.bars)
    local equity = all:equity()
    for t = 0, all.bars - 1, 49 do
      local worth = 0
      for k, one in ipairs(list) do
        local mark = cash[k]
        for i, equity_then in ipairs(one:equity()) do
          if close_of(one, one.first + i - 1) <= close_of(all, t) then mark = equity_then end
        end
        worth = worth + mark
      end
      assert.equal(worth, equity[t + 1], t)
    end
    local trades, fees = 0, 0
    for _, one in ipairs(list) do trades, fees = trades + #one.trades, fees + one.metrics.fees_paid end
    assert.equal(trades, all.metrics.num_trades)
    assert.is_true(math.abs(fees - all.metrics.fees_paid) < 1e-9)
    for i = 2, #all.trades do assert.is_true(all.trades[i].exit_time >= all.trades[i - 1].exit_time) end
  end)

  it("have the bars of all where the ranges differ", function()
    local short = result(CROSS, c:first(600), 1000)
    local long = result(DIP, assert(candles.synthetic { bars = 1200, seed = 6 }), 1000)
    local all = assert(sum.of({ short, long }, { 1000, 1000 }))
    assert.equal(1200, all.bars)
    assert.equal(short:equity()[600] + long:equity()[1200], all:equity()[1200])
  end)
end)

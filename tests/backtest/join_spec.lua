--- Results of ranges that follow one another, joined: against a slow twin, and against themselves.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"

local BARS = 6000
local market = assert(candles.synthetic { bars = BARS, seed = 5, kind = "momentum" })

local function run(path, from, to, change)
  local settings = backtest.settings "tide"
  settings.from = market.cdata.time[from]
  settings.to = to < BARS and market.cdata.time[to] or 0
  for key, value in pairs(change or {}) do settings[key] = value end
  return assert(backtest.run {
    strategy = assert(loader.load(TIDE_ROOT .. "/strategies/" .. path .. ".lua")), candles = market,
    settings = settings,
  })
end

local function same(a, b, label)
  assert.is_true(a == b or math.abs(a - b) <= 1e-9 * math.max(1, math.abs(a)), ("%s: %s, %s"):format(label,
    tostring(a), tostring(b)))
end

describe("joined results", function()
  it("of one are that one, to the last bit", function()
    local one = run("sma_cross", 500, 4000)
    local joined = assert(backtest.join { one })
    assert.same(one.metrics, joined.metrics)
    assert.equal(#one.trades, #joined.trades)
    local a, b = one:equity(), joined:equity()
    assert.same(a, b)
  end)

  it("go on with what there was, and are measured like any other", function()
    local cuts = { 300, 1500, 1600, 4100, BARS }
    for _, path in ipairs { "sma_cross", "breakout", "rsi_dip" } do
      local parts, equity, trades, fees = {}, {}, {}, 0
      local cash = 10000
      local grown = 1
      for k = 1, #cuts - 1 do
        parts[k] = run(path, cuts[k], cuts[k + 1])
        local marks = parts[k]:equity()
        for _, e in ipairs(marks) do equity[#equity + 1] = e * grown end
        for _, trade in ipairs(parts[k].trades) do
          trades[#trades + 1] = { pnl = trade.pnl * grown, ret = trade["return"], quantity = trade.quantity * grown }
        end
        fees = fees + parts[k].metrics.fees_paid * grown
        grown = grown * marks[#marks] / cash
      end
      local joined = assert(backtest.join(parts))
      local marks = joined:equity()
      assert.equal(#equity, #marks)
      local peak, deepest = cash, 0
      for i, e in ipairs(equity) do
        same(e, marks[i], "equity")
        peak = math.max(peak, e)
        deepest = math.max(deepest, 1 - e / peak)
      end
      assert.equal(#trades, #joined.trades)
      local won = 0
      for i, trade in ipairs(trades) do
        same(trade.pnl, joined.trades[i].pnl, "pnl")
        same(trade.quantity, joined.trades[i].quantity, "quantity")
        assert.equal(trade.ret, joined.trades[i]["return"])
        won = won + (trade.pnl > 0 and 1 or 0)
      end
      same(grown - 1, joined.metrics.total_return, "total_return")
      same(deepest, joined.metrics.max_drawdown, "max_drawdown")
      same(fees, joined.metrics.fees_paid, "fees_paid")
      same(#trades, joined.metrics.num_trades, "num_trades")
      if #trades > 0 then same(won / #trades, joined.metrics.win_rate, "win_rate") end
      local r, n, year = joined:returns()
      local sum, squares = 0, 0
      for i = 0, n - 1 do sum = sum + r[i] end
      for i = 0, n - 1 do squares = squares + (r[i] - sum / n) ^ 2 end
      same(sum / n / math.sqrt(squares / (n - 1)) * math.sqrt(year), joined.metrics.sharpe_ratio, "sharpe_ratio")
      local held, bars = 0, 0
      for _, part in ipairs(parts) do
        held, bars = held + part.metrics.exposure * part.bars, bars + part.bars
      end
      same(held / bars, joined.metrics.exposure, "exposure")
    end
  end)

  it("have to follow one another", function()
    local a, b = run("sma_cross", 0, 1000), run("sma_cross", 1001, 2000)
    for _, list in ipairs { { a, b }, { b, a }, { a, a } } do
      local joined, message = backtest.join(list)
      assert.is_nil(joined)
      assert.is_truthy(message:find("result 2 does not begin where the one before ends", 1, true), message)
    end
    assert.is_nil((backtest.join {}))
    assert.is_true(ffi.sizeof "tide_join" > 0)
  end)
end)

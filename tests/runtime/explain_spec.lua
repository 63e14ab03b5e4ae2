local ffi = require "ffi"
local cjson = require "cjson"
local C = require("stdlib.host").C
local context = require "runtime.explain.context"
local fills = require "runtime.explain.fills"
local options = require "runtime.options"
local program = require "tests.support.program"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"
local sizing = require "runtime.explain.sizing"

local RULES = [[
return strategy {
  name = "explained",
  rules = function(m)
    local fast, slow = ta.ema(m.close, 8), ta.ema(m.close, 21)
    return {
      long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow),
        stop_loss = atr(14) * 3, take_profit = 0.04, LONG },
      short = { enter = fast:crosses_below(slow), stop_loss = 0.05, max_bars = 30, SHORT },
    }
  end,
}]]

local SIDES = {
  ["all of it"] = "",
  ["half of it"] = "size = 0.5",
  ["cash"] = "size = cash(1500)",
  ["units"] = "size = units(0.3)",
  ["risk"] = "size = risk(0.01)",
  ["volatility"] = "size = volatility(0.01)",
  ["kelly"] = "size = kelly(0.5)",
  ["confidence"] = "confidence = m.volume / ta.highest(m.volume, 50)",
  ["a limit"] = "limit = m.close * 0.998, limit_bars = 3",
  ["a trailing stop"] = "trailing_stop = 0.03",
  ["partials"] = "partial = { { at = 0.01, close = 0.5 } }, breakeven_at = 0.01",
}

local COSTS = {
  ["usual costs"] = {},
  ["no costs"] = { "--commission", "0", "--slippage", "0" },
  ["slippage by range, fees, leverage"] = { "--slippage", "dynamic:0.05", "--fee-fixed", "1", "--leverage", "3",
    "--spread", "0.0004" },
  ["fills at the close, lots"] = { "--fill", "close", "--lot", "0.01" },
  ["another tool"] = { "--profile", "backtesting.py", "--spread", "0.001",
    "--cash", "1e7" },
  ["scaled in drawdowns"] = { "--drawdown-scale", "0.6" },
  ["exits in parts"] = { "--max-participation", "0.0001" },
}

local function load(extra)
  local path = os.tmpname()
  program.write(path, (RULES:gsub("LONG", extra):gsub("SHORT", extra)))
  local strategy = assert(require("runtime.loader").load(path, {}))
  os.remove(path)
  return strategy
end

local function market()
  local cdata = ffi.gc(C.tide_synthetic_new(6000, 11, C.TIDE_SYNTHETIC_REGIMES), C.tide_candles_free)
  return { cdata = cdata, n = 6000, timeframe = "1h", symbol = "DEMO", path = "demo", notes = {} }
end

local function last(steps) return steps[#steps].value end

local function named(steps, label)
  for _, step in ipairs(steps) do
    if step.label:find(label, 1, true) then return step.value end
  end
end

describe("an explained trade", function()
  local candles = market()

  for side, extra in pairs(SIDES) do
    for costs, words in pairs(COSTS) do
      it(("adds up to its row: %s, %s"):format(side, costs), function()
        local opts = assert(options.parse({ name = "x", options = settings.options }, words))
        local run = simulation.run {
          strategy = load(extra), candles = candles, with = {}, settings = assert(settings.make(opts)),
        }
        local trades = run.result.trades
        assert.is_true(#trades > 20 or costs == "another tool", #trades) -- whole units
        for i, trade in ipairs(trades) do
          local ctx = assert(context.new(run, i))
          assert.is_true(ctx:holds(ctx.rules.enter, trade.signal_bar))
          local wanted = trade.wanted or trade.quantity
          assert.near(wanted, last(sizing.steps(ctx)), 1e-9 * wanted + 1e-12)
          local entry = fills.entry(ctx)
          assert.equal(trade.quantity, named(entry, "quantity"))
          assert.equal(trade.entry_price, named(entry, "fill"))
          if ctx.columns.limit ~= nil then
            local open, limit = ctx.bars.open[trade.entry_bar], ctx.columns.limit[trade.signal_bar]
            assert.equal(trade.maker and limit or open, trade.entry_price)
          else
            local base = named(entry, "of the bar")
            assert.near(trade.entry_price, base * (1 + ctx.d * ctx:slippage(math.max(trade.signal_bar,
              trade.entry_bar - (trade.entry_bar > trade.signal_bar and 1 or 0)))), 1e-9 * base)
          end
          local ended = fills.exit(ctx)
          assert.near(trade.fees, named(entry, "commission") + named(ended.steps, "commission"), 1e-9)
          local left_at = named(ended.steps, "of the bar")
          if left_at then
            local slip = ctx:slippage(trade.exit_bar - (opts.fill == "close" and 0 or 1), true)
            assert.near(trade.exit_price, left_at * (1 - ctx.d * slip), 1e-9 * left_at)
          end
          if trade.exit_reason == "signal" or trade.exit_reason == "reverse" then
            assert.is_true(ctx:holds(ended.node, ended.bar))
          end
          local result = fills.result(ctx)
          assert.near(trade.pnl, named(result, "before costs") - trade.fees - trade.funding, 1e-7)
          assert.equal(trade["return"], last(result))
        end
      end)
    end
  end
end)

describe("tide explain", function()
  local folder, data
  setup(function()
    folder = program.folder()
    data = folder .. "/AAA_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 4000, "--seed", 3, "--out", data).code)
  end)
  teardown(function() program.remove(folder) end)

  local function explain(...)
    return program.run("explain", TIDE_ROOT .. "/strategies/breakout.lua", "--no-cache", "--data", data, ...)
  end

  it("prints conditions with values and lines, sizes, fills, levels, costs and the end", function()
    local run = explain("--trade", 1)
    assert.equal(0, run.code, run.err)
    for _, part in ipairs {
      "Trade 1 of ", "long AAA by breakout", "crosses_above", "= true", "breakout.lua:14", "bar before: ",
      "equity at the close of the signal bar", "quantity by fixed 1", "open of the bar", "commission of the entry",
      "stop loss", "take profit", "exit price", "profit or loss",
    } do assert.matches(part, run.out, 1, true) end
  end)

  it("says the same as JSON, beside the row of backtest", function()
    local doc = cjson.decode(explain("--trade", 2, "--json").out)
    local all = cjson.decode(program.run("backtest", TIDE_ROOT .. "/strategies/breakout.lua", "--no-cache",
      "--data", data, "--json").out)
    assert.same(all.trades[2], doc.row)
    assert.equal(#all.trades, doc.trades)
    assert.is_true(doc.decision.conditions[1].value)
    assert.equal(doc.row.pnl, doc.result[#doc.result - 1].value)
  end)

  it("names the stop that was hit, and counts in whole words", function()
    local strategy = folder .. "/tight.lua"
    program.write(strategy, [[return strategy { name = "tight", rules = function(m)
      return { long = { enter = m.close:rising(2), stop_loss = 0.0001 } } end }]])
    local run = program.run("explain", strategy, "--no-cache", "--data", data, "--trade", 1)
    assert.matches("after 1 bar by stop_loss: the fixed stop was hit\n", run.out, 1, true)
  end)

  it("refuses a trade that is not there", function()
    local run = explain("--trade", 9999)
    assert.equal(1, run.code)
    assert.matches("^tide: there is no trade 9999: the strategy made %d+ on this data\n$", run.err)
    assert.equal(2, explain("--trade", 0).code)
    assert.matches("needs %-%-trade N", explain().err)
    run = explain("--trade", 1, "--to", "2020-01-03")
    assert.equal(1, run.code)
    assert.matches("tide: the strategy made no trade on this data\n", run.err, 1, true)
  end)
end)

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
      long = { enter = fast:crosses_above(slow), exit = any { fast:crosses_below(slow), m.close:falling(5) },
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
  ["exits in parts, slippage by volume"] = { "--max-participation", "0.0001", "--slippage", "volume:0.5" },
  ["commission tiers"] = { "--commission", "0:0.001:0.0008,20000:0.0005:0.0003", "--fee-fixed", "0.5" },
  ["a tool that sizes at the fill"] = { "--profile", "vectorbt", "--commission", "0.001", "--slippage", "0.0005" },
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

-- What a formula of numbers comes to; nil when it holds words.
local function computed(formula)
  if not formula or formula:find "[^%d%.%+%-%*/%(%)%se]" then return nil end
  local chunk = loadstring("return " .. formula)
  return chunk and chunk()
end

-- Every formula gives its value, to the digits that it shows.
local function check_formulas(steps, digits)
  for _, step in ipairs(steps) do
    local value = computed(step.formula)
    if value then
      assert.near(step.value, value, digits * math.max(math.abs(step.value), 1), step.label .. " = " .. step.formula)
    end
  end
end

local function check_sums(trade, ctx, exits)
  local entry, d, kinds = ctx.entry, ctx.d, {}
  local sold, received, fees = 0, 0, entry.fee
  for i, exit in ipairs(exits) do
    local fill = exit.fill
    assert.near(fill.price, fill.base * (1 - d * fill.slip), 1e-9 * fill.base)
    assert.equal(fill.base, exit.steps[1].value)
    assert.equal(fill.price, named(exit.steps, "exit price"))
    assert.equal(fill.quantity, named(exit.steps, "quantity"))
    assert.equal(fill.fee, named(exit.steps, "commission"))
    sold, received, fees = sold + fill.quantity, received + fill.quantity * fill.price, fees + fill.fee
    check_formulas(exit.steps, 1e-9)
    kinds[i] = fill.kind
  end
  assert.near(trade.quantity, sold, 1e-9 * sold)
  assert.near(trade.exit_price, received / sold, 1e-9 * trade.exit_price)
  assert.near(trade.fees, fees, 1e-9)
  local bought = entry.quantity * entry.price
  assert.near(trade.pnl, d * (received - bought) - fees - trade.funding, 1e-9 * (bought + received))
  return kinds
end

local function check_trade(run, i)
  local trade, ctx = run.result.trades[i], assert(context.new(run, i))
  assert.is_true(ctx:holds(ctx.rules.enter, trade.signal_bar))
  local wanted = trade.wanted or trade.quantity
  local size = sizing.steps(ctx)
  assert.near(wanted, last(size), 1e-9 * wanted + 1e-12)
  check_formulas(size, 1e-9)
  local entry = fills.entry(ctx)
  check_formulas(entry, 1e-9)
  check_formulas(fills.levels(ctx), 1e-9)
  assert.equal(trade.quantity, named(entry, "quantity"))
  assert.equal(trade.entry_price, named(entry, "fill"))
  if ctx.columns.limit ~= nil then
    local open, limit = ctx.bars.open[trade.entry_bar], ctx.columns.limit[trade.signal_bar]
    assert.equal(trade.maker and limit or open, trade.entry_price)
  end
  local kinds = check_sums(trade, ctx, fills.exits(ctx))
  local ended = fills.ending(ctx)
  if trade.exit_reason == "signal" or trade.exit_reason == "reverse" then
    assert.is_true(ctx:holds(ended.node, ended.bar))
  end
  local result = fills.result(ctx)
  check_formulas(result, 1e-7) -- differences of numbers shown to twelve digits
  assert.equal(trade.fees, named(result, "commissions"))
  assert.equal(trade["return"], last(result))
  return kinds
end

describe("an explained trade", function()
  local candles = market()
  local seen, most = {}, 0

  for side, extra in pairs(SIDES) do
    for costs, words in pairs(COSTS) do
      it(("adds up to its row: %s, %s"):format(side, costs), function()
        local opts = assert(options.parse({ name = "x", options = settings.options }, words))
        local made = assert(settings.make(opts))
        made.record_fills = true
        local run = simulation.run { strategy = load(extra), candles = candles, with = {}, settings = made }
        local trades = run.result.trades
        assert.is_true(#trades > 20 or costs == "another tool", #trades) -- whole units
        for i = 1, #trades do
          local kinds = check_trade(run, i)
          most = math.max(most, #kinds)
          for _, kind in ipairs(kinds) do seen[kind] = true end
        end
      end)
    end
  end

  it("names each kind of exit that these rules can have", function()
    for _, kind in ipairs { "partial", "target", "stop_loss", "trailing_stop", "breakeven", "signal", "reverse",
      "time_stop" } do assert.is_true(seen[kind], kind) end
    assert.is_true(most > 2)
  end)
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
    local fees = doc.entry.fee
    for _, exit in ipairs(doc.exits) do fees = fees + exit.fee end
    assert.near(doc.row.fees, fees, 1e-9)
    assert.same({ "entry", doc.row.entry_price }, { doc.entry.kind, doc.entry.price })
    assert.equal(doc.exit.bar, doc.exits[#doc.exits].bar)
  end)

  it("names the stop that was hit, and counts in whole words", function()
    local strategy = folder .. "/tight.lua"
    program.write(strategy, [[return strategy { name = "tight", rules = function(m)
      return { long = { enter = m.close:rising(2), stop_loss = 0.0001 } } end }]])
    local run = program.run("explain", strategy, "--no-cache", "--data", data, "--trade", 1)
    assert.matches("after 1 bar by stop_loss: the fixed stop was hit\n", run.out, 1, true)
  end)

  it("shows the fills of an exit in parts, each with its costs", function()
    local strategy = folder .. "/parts.lua"
    program.write(strategy, [[return strategy { name = "parts", rules = function(m)
      return { long = { enter = m.close:rising(2), partial = { { at = 0.004, close = 0.5 } }, stop_loss = 0.5,
        trailing_stop = 0.02 } } end }]])
    local run = program.run("explain", strategy, "--no-cache", "--data", data, "--trade", 2)
    assert.equal(0, run.code, run.err)
    local part = run.out:match "Closed in part on [^\n]+ a partial target was reached\n(.-)\n\n"
    assert.matches("partial target +%d", part)
    assert.matches("commission of the exit +[%d.]+  = [%d.]+ %* [%d.]+ %* 0%.0004", part)
    assert.matches("by stop_loss: the trailing stop was hit\n", run.out, 1, true)
    assert.matches("average exit price +[%d.]+  = %([%d.]+ %* [%d.]+ %+ [%d.]+ %* [%d.]+%) / [%d.]+", run.out)
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

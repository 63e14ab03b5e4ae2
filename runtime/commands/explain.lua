--- `tide explain STRATEGY --data FILE --trade N`: why a trade happened, what it
-- cost and why it ended, with every number that the row comes from.
local backtest = require "stdlib.backtest"
local json = require "stdlib.json"
local conditions = require "runtime.explain.conditions"
local context = require "runtime.explain.context"
local failure = require "runtime.failure"
local fills = require "runtime.explain.fills"
local simulation = require "runtime.simulation"
local sizing = require "runtime.explain.sizing"
local terminal = require "runtime.terminal"
local text = require "runtime.explain.text"

local function bar_of(ctx, index, more)
  more.index, more.time = index, tonumber(ctx.bars.time[index]) / 1000
  return more
end

local function explain(ctx)
  local trade, ended, exits = ctx.trade, fills.ending(ctx), fills.exits(ctx)
  for _, exit in ipairs(exits) do bar_of(ctx, exit.fill.bar, exit) end
  local exit = bar_of(ctx, trade.exit_bar, {
    reason = ended.reason, text = ended.text, conditions = {},
  })
  if ended.node then exit.conditions[1] = conditions.tree(ctx, ended.node, ended.bar) end
  return {
    strategy = ctx.run.strategy.name, file = ctx.run.strategy.path:match "[^/]*$",
    symbol = ctx.run.symbol, index = ctx.index, count = #ctx.run.result.trades, trade = trade,
    decision = bar_of(ctx, trade.signal_bar, {
      conditions = { conditions.tree(ctx, ctx.rules.enter, trade.signal_bar) },
    }),
    sizing = sizing.steps(ctx),
    entry = bar_of(ctx, trade.entry_bar, { fill = ctx.entry, steps = fills.entry(ctx) }),
    levels = fills.levels(ctx),
    exits = exits,
    exit = exit,
    result = fills.result(ctx),
  }
end

local function json_steps(steps)
  local list = {}
  for i, step in ipairs(steps) do
    list[i] = json.object({ "label", step.label, "value", step.value, "formula", step.formula }, 6)
  end
  return json.array(list)
end

local function json_trees(trees)
  local list = {}
  for i, tree in ipairs(trees) do
    list[i] = json.object({ "text", tree.text, "kind", tree.kind, "value", tree.value,
      "before", tree.before, "line", tree.line, "parts", json_trees(tree.parts) }, 12)
  end
  return json.array(list)
end

local function json_fill(made)
  local fill = made.fill
  return json.object({
    "bar", made.index, "time", made.time, "kind", fill.kind, "at", fill.at, "base", fill.base,
    "slip", fill.slip, "price", fill.price, "wanted", fill.wanted, "quantity", fill.quantity,
    "rate", fill.rate, "fee", fill.fee, "maker", fill.maker, "steps", json_steps(made.steps),
  }, 26)
end

local function json_of(made)
  local row, exits = {}, {}
  for i, exit in ipairs(made.exits) do exits[i] = json_fill(exit) end
  for i, key in ipairs(backtest.trade_keys) do row[2 * i - 1], row[2 * i] = key, made.trade[key] end
  return json.object {
    "strategy", made.strategy, "symbol", made.symbol, "trade", made.index, "trades", made.count,
    "row", json.object(row, 2 * #backtest.trade_keys),
    "decision", json.object { "bar", made.decision.index, "time", made.decision.time,
      "conditions", json_trees(made.decision.conditions) },
    "sizing", json_steps(made.sizing),
    "entry", json_fill(made.entry),
    "levels", json_steps(made.levels),
    "exits", json.array(exits),
    "exit", json.object { "bar", made.exit.index, "time", made.exit.time,
      "reason", made.exit.reason, "conditions", json_trees(made.exit.conditions) },
    "result", json_steps(made.result),
  }
end

local function run(opts)
  if #opts.data > 1 then
    failure.raise("'explain' takes one --data: the instrument of the trade", failure.USAGE)
  end
  local ctx, message = context.new(simulation.all(opts, { record_fills = true })[1], opts.trade)
  if not ctx then failure.raise(message) end
  local made = explain(ctx)
  if opts.json then
    terminal.write(json.encode(json_of(made)), "\n")
  else
    terminal.write(text.render(made))
  end
  return 0
end

return {
  name = "explain",
  summary = "why one trade of a backtest happened",
  about = "Runs a backtest and tells of one of its trades: the value of every condition and column "
    .. "at the signal bar, how the quantity came about, the fills, each cost, why it ended. "
    .. "Takes the options of backtest.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = simulation.with_options {
    { name = "trade", value = "N", kind = "integer", min = 1, required = true,
      help = "which trade, counted from 1" },
    { name = "json", help = "print one JSON document" },
  },
  examples = { "tide explain strategies/breakout.lua --data BTCUSDT_1h.csv --trade 3" },
  run = run,
}

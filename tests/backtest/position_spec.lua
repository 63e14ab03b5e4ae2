--- Rules that read their position: what they read is what the fills say, what they make of it is what
-- a plain reading of the rule says, and what they trade is what the kernel makes of the same signals.
local backtest = require "stdlib.backtest"
local build = require "tests.graph.build"
local ffi = require "ffi"
local positions = require "tests.support.positions"
local random = require "tests.graph.random"
local random_run = require "tests.support.random_run"
local replay = require "stdlib.replay"
local results = require "tests.support.results"
local C = require("stdlib.host").C

local RULES, GROUPS = 400, 8
local CLOSE = { field = "close" }
local FIELDS = { "entry", "last_fill", "bars" }

local function pos(name) return { field = "pos." .. name } end

local function times(x, factor) return { op = "mul", args = { x, { number = factor } } } end

-- Conditions about a position, each with a plain reading: of the close, the position now, and both
-- one bar before (nil: there is none).
local function conditions(r)
  local x, k = r.int(-40, 40) / 1000 + 1, r.int(1, 12)
  return {
    { { op = "below", args = { CLOSE, times(pos "entry", x) } },
      function(c, p) return p ~= nil and c < p.entry * x end, field = "entry" },
    { { op = "above", args = { CLOSE, times(pos "last_fill", x) } },
      function(c, p) return p ~= nil and c > p.last_fill * x end, field = "last_fill" },
    { { op = "at_least", args = { pos "bars", { number = k } } },
      function(_, p) return p ~= nil and p.bars >= k end, field = "bars" },
    { { op = "crosses_above", args = { CLOSE, pos "entry" } },
      function(c, p, before, q) return p ~= nil and q ~= nil and before < q.entry and c > p.entry end,
      field = "entry",
      lenient = function(c, p, before, q) return p ~= nil and q ~= nil and before <= q.entry and c > p.entry end },
  }
end

local function plant(strategy, side, node)
  local err = ffi.new "tide_error"
  local id = C.tide_graph_of_side(strategy.graph, assert(build.node(strategy.graph, node)), side, err)
  assert.is_true(id >= 0, ffi.string(err.text))
  return id
end

--- Gives a random run exits and additions that read the position.
-- @return { [side] = { exit, add, nodes } }: readings, and the nodes of pos.*
local function with_position(run, seed)
  local r, planted = random.new(seed + 1e6), {}
  local strategy = run.strategy.cdata
  for side = 0, 1 do
    local s = strategy.side[side]
    if s.used then
      local one = { nodes = {}, reads = {} }
      local exit, add = r.pick(conditions(r)), r.pick(conditions(r))
      one.exit, s.exit, one.reads[exit.field] = exit, plant(strategy, side, exit[1]), true
      if run.settings.profile == 0 and r.next() < 0.6 then
        one.add, s.add, s.add_max = add, plant(strategy, side, add[1]), r.int(1, 4)
        one.reads[add.field] = true
      else
        s.add, s.add_max = -1, 0
      end
      for _, name in ipairs(FIELDS) do one.nodes[name] = plant(strategy, side, pos(name)) end
      planted[side] = one
    end
  end
  run.settings.record_fills = true
  return planted
end

local function bit(bits, t)
  return bits ~= nil and tonumber(bits[math.floor(t / 64)] / 2ULL ^ (t % 64) % 2ULL) == 1
end

local function reading(rule, strict, closes, held, t)
  local read = not strict and rule.lenient or rule[2]
  return read(closes[t], held[t], closes[t - 1], held[t - 1])
end

local function same(a, b) return a == b or (a ~= a and b == nil) end

-- What a bar of the replay read, against the fills; a column that no rule reads has no value.
local function check_values(seen, held, one, t)
  for _, field in ipairs(FIELDS) do
    local wanted, found = held[t] and held[t][field], seen[t][field]
    local near = wanted and math.abs(found - wanted) <= 1e-12 * wanted
    if one.reads[field] and not near and not same(found, wanted) then
      return ("pos.%s is %s, the fills say %s"):format(field, tostring(found), tostring(wanted))
    end
  end
end

local function check_side(run, result, signals, side, one, seen, held)
  local closes, strict = signals.candles.close, C.tide_profile_strict_crossings(run.settings.profile)
  local last = result.cdata.last
  for t = result.cdata.first, last - 1 do -- the last bar decides nothing: what it says is not asked
    local wrong = check_values(seen[side], held, one, t)
    if wrong then return ("bar %d, side %d: %s"):format(t, side, wrong) end
    for _, name in ipairs { "exit", "add" } do
      local said = bit(signals.signals[side][name], t)
      if one[name] and t > result.cdata.first and said ~= reading(one[name], strict, closes, held, t) then
        return ("bar %d, side %d: %s is %s"):format(t, side, name, tostring(said))
      end
    end
  end
end

local function check(seed)
  local run = random_run.new(seed)
  local planted = with_position(run, seed)
  local made, why = replay.of(run)
  if not made then return nil, why end
  local seen = { [0] = {}, [1] = {} }
  for bar in made:bars(made.reached[made.symbol]) do
    for side, one in pairs(planted) do
      local values = {}
      for name, node in pairs(one.nodes) do values[name] = made.stepper:value(node) end
      seen[side][bar.index] = values
    end
  end
  local result = made:finish()
  if not result then return nil end
  local held = positions.of(result)
  for side, one in pairs(planted) do
    local wrong = check_side(run, result, result.signals.cdata, side, one, seen, held[side])
    if wrong then return nil, ("seed %d, %s"):format(seed, wrong) end
  end
  local again = assert(backtest.simulate(result.signals, run.settings))
  local wrong = results.difference(again.cdata, result.cdata)
  if wrong then return nil, ("seed %d, the kernel: %s"):format(seed, wrong) end
  return result
end

describe("rules that read their position", function()
  local signals, adds = 0, 0

  local function count(result)
    for i, trade in ipairs(result.trades) do
      signals = signals + (trade.exit_reason == "signal" and 1 or 0)
      for _, fill in ipairs(result:fills(i)) do adds = adds + (fill.kind == "add" and 1 or 0) end
    end
  end

  for group = 1, GROUPS do
    local size = RULES / GROUPS
    it(("random rules mean what they say: %d to %d"):format((group - 1) * size + 1, group * size), function()
      for seed = (group - 1) * size + 1, group * size do
        local result, wrong = check(seed)
        assert.is_nil(wrong, tostring(wrong))
        if result then count(result) end
      end
    end)
  end

  for what, fill in pairs { ["at the next open"] = 0, ["at the close"] = 1 } do
    it("pos.bars counts as max_bars does, with fills " .. what, function()
      for n = 1, 4 do
        local trades = {}
        for _, by in ipairs { "max_bars", "position" } do
          local run = random_run.new(3)
          local strategy = build.strategy()
          local side = strategy.side[0]
          side.used = true
          side.enter = assert(build.node(strategy.graph, { op = "rising", args = { CLOSE }, numbers = { 1 } }))
          if by == "max_bars" then
            side.max_bars = n
          else
            side.exit = plant(strategy, 0, { op = "at_least", args = { pos "bars", { number = n } } })
          end
          local settings = backtest.settings "tide"
          settings.fill = fill
          local result = assert(backtest.run { strategy = { cdata = strategy }, candles = run.candles,
            settings = settings })
          for i, trade in ipairs(result.trades) do
            if trade.exit_reason ~= "end_of_data" then trade.exit_reason = nil end
            trades[by] = trades[by] or {}
            trades[by][i] = trade
          end
        end
        assert.is_true(#trades.max_bars > 5)
        assert.same(trades.max_bars, trades.position)
      end
    end)
  end

  it("positions were left and added to", function()
    assert.is_true(signals > 1000 and adds > 100, ("%d exits by signal, %d additions"):format(signals, adds))
  end)
end)

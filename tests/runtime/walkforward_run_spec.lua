--- A walk-forward against slow ones: every combination of every window by itself, and the whole
-- search in each window by hand.
local axis = require "stdlib.optimizer.axis"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local constraint = require "stdlib.optimizer.constraint"
local ffi = require "ffi"
local grammars = require "stdlib.generator.grammar"
local loader = require "runtime.loader"
local objectives = require "stdlib.generator.objective"
local program = require "tests.support.program"
local random = require "stdlib.generator.random"
local run = require "runtime.walkforward.run"
local runner = require "runtime.evolve.search"

local CROSS = TIDE_ROOT .. "/strategies/sma_cross.lua"
local market = assert(candles.synthetic { bars = 6000, seed = 5, kind = "momentum" })
local LENGTHS = { train = "90d", test = "30d" }

local function job(more)
  local made = {
    strategy = assert(loader.load(CROSS)), candles = market, settings = backtest.settings "tide",
    asked = assert(axis.parse "fast=4:12:4,slow=20:40:10"), options = LENGTHS,
  }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

local function options(more)
  local made = { train = LENGTHS.train, test = LENGTHS.test }
  for key, value in pairs(more) do made[key] = value end
  return made
end

--- One combination on part of all candles, the way `tide backtest --from --to` runs it.
local function alone(params, part, over)
  local settings = backtest.settings "tide"
  settings.from, settings.to = part.from, part.to
  return assert(backtest.run {
    strategy = assert(loader.load(CROSS, params)), candles = over or market, settings = settings,
  }).metrics
end

--- The best combination of a window, one after another.
local function naive_best(part, value)
  local best, values
  for fast = 4, 12, 4 do
    for slow = 20, 40, 10 do
      local params = { fast = fast, slow = slow }
      local x = value(alone(params, part))
      if x and (not best or x > best) then best, values = x, params end
    end
  end
  return best, values
end

--- Candles with others in place of those from a bar on.
local function changed_from(first)
  local copy, c = assert(candles.synthetic { bars = 6000, seed = 99, kind = "noise" }), market.cdata
  for _, column in ipairs { "open", "high", "low", "close", "volume" } do
    ffi.copy(ffi.cast("double *", copy.cdata[column]), c[column], 8 * first)
  end
  return copy
end

describe("runtime.walkforward.run", function()
  local folder

  setup(function() folder = program.folder() end)
  teardown(function() program.remove(folder) end)

  local CASES = {
    { "rolls", {} },
    { "is anchored", { anchored = true } },
    { "steps less than it tests", { step = "10d", test = "20d" } },
    { "leaves a gap", { purge = 40, embargo = "1d" } },
    { "has another aim", { objective = "calmar_ratio" }, function(m) return m.calmar_ratio end },
    { "has a constraint", { constraints = { "num_trades>=120" } }, function(m)
      return (m.num_trades or 0) >= 120 and m.sharpe_ratio or nil
    end },
  }

  for _, case in ipairs(CASES) do
    it("chooses and trades as separate backtests do when it " .. case[1], function()
      local more, value = options(case[2]), case[3] or function(m) return m.sharpe_ratio end
      if more.embargo then more.embargo = { bars = 24 } end
      if more.objective then more.objective = assert(objectives.parse(more.objective)) end
      for i, text in ipairs(more.constraints or {}) do more.constraints[i] = assert(constraint.parse(text)) end
      local walk = assert(run.walk(job { options = more }))
      assert.is_true(#walk.windows >= 3)
      local grown, flat = 1, 0
      for _, one in ipairs(walk.windows) do
        local w, best, params = one.window, naive_best(one.window.train, value)
        assert.equal(best, one.chosen.value)
        assert.same(params, one.chosen.params)
        if best then
          assert.equal(best, value(one.in_sample.metrics))
          assert.same(alone(params, w.test), one.out_of_sample.metrics)
          assert.same(alone(params, w.stitched), one.stitched.metrics)
          if not more.constraints then assert.equal(value(one.out_of_sample.metrics), one.value_later) end
        else
          flat = flat + 1
          assert.is_true(one.chosen.flat)
          assert.equal(0, #one.stitched.trades)
        end
        grown = grown * one.stitched.metrics.final_equity / 10000
      end
      assert.near(grown - 1, walk.stitched.metrics.total_return, 1e-9)
      assert.equal(9 * #walk.windows, walk.tried.count)
      assert.equal(9, walk.tried.different)
      if more.constraints then assert.is_true(flat > 0 and flat < #walk.windows, flat) end
    end)
  end

  it("knows nothing of what comes after a window", function()
    local whole = assert(run.walk(job()))
    local last = whole.windows[3].window.test.last
    local cut = assert(run.walk(job { candles = changed_from(last + 1) }))
    for i = 1, 3 do
      local a, b = whole.windows[i], cut.windows[i]
      assert.same(a.chosen.params, b.chosen.params)
      assert.equal(a.chosen.value, b.chosen.value)
      assert.same(a.out_of_sample.metrics, b.out_of_sample.metrics)
    end
    assert.not_same(whole.windows[5].out_of_sample.metrics, cut.windows[5].out_of_sample.metrics)
  end)

  it("purges by the longest trade before the first test, whatever comes after it", function()
    local plain = assert(run.windows(job { options = options { purge = 0 } }))
    local settings, longest = backtest.settings "tide", 0
    settings.from, settings.to = plain[1].train.from, plain[1].test.from
    local result = assert(backtest.run { strategy = assert(loader.load(CROSS)), candles = market, settings = settings })
    for _, trade in ipairs(result.trades) do longest = math.max(longest, trade.bars) end
    local planned = assert(run.windows(job()))
    assert.is_true(longest > 10)
    assert.equal(longest, planned.purge)
    assert.equal("longest", planned.measured)
    for _, w in ipairs(planned) do assert.equal(w.test.first - longest - 1, w.train.last) end
    local later = assert(run.windows(job { candles = changed_from(plain[1].test.first) }))
    assert.equal(longest, later.purge)
  end)

  it("takes at most half of a training part for the gap", function()
    local file = program.write(folder .. "/holds.lua", [[return strategy { name = "holds", rules = function(m)
      return { long = { enter = m.close:rising(2) } } end }]])
    local planned = assert(run.windows(job { strategy = assert(loader.load(file)) }))
    assert.equal(90 * 12, planned.purge)
    assert.equal("half", planned.measured)
  end)

  it("walks a strategy without ranges as it is", function()
    local file = program.write(folder .. "/fixed.lua", [[return strategy { name = "fixed", rules = function(m)
      local line = ta.sma(m.close, 20)
      return { long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line) } } end }]])
    local walk = assert(run.walk(job { strategy = assert(loader.load(file)), asked = false }))
    assert.equal(#walk.windows, walk.tried.count)
    assert.equal(1, walk.tried.different)
    assert.same({}, walk.drift)
  end)

  it("cuts no bar in two that a strategy trades", function()
    local file = program.write(folder .. "/four.lua", [[return strategy { name = "four", timeframe = "4h",
      params = { n = int { 10, min = 5, max = 15, step = 5 } }, rules = function(m, p)
        local line = ta.sma(m.close, p.n)
        return { long = { enter = m("1h").close:crosses_above(line), exit = m.close:crosses_below(line) } } end }]])
    local odd = assert(candles.synthetic { bars = 6000, seed = 5, kind = "momentum" })
    for i = 0, odd.n - 1 do ffi.cast("int64_t *", odd.cdata.time)[i] = odd.cdata.time[i] + 5 * 3600e6 end
    local walk = assert(run.walk(job { strategy = assert(loader.load(file)), candles = odd, asked = false,
      options = options { embargo = 7 } }))
    local grown = 1
    for _, one in ipairs(walk.windows) do
      for _, p in ipairs { one.window.train, one.window.test } do assert.equal(0, tonumber(p.from) / 3600e6 % 4) end
      assert.equal(0, (one.window.train.last + 1 + 5) % 4)
      assert.is_true(one.window.test.first - one.window.train.last > 7)
      local settings = backtest.settings "tide"
      settings.from, settings.to = one.window.test.from, one.window.test.to
      local alone_ = assert(backtest.run { strategy = one.chosen.strategy, candles = odd, settings = settings })
      assert.same(alone_.metrics, one.out_of_sample.metrics)
      grown = grown * alone_.metrics.final_equity / 10000
    end
    assert.near(grown - 1, walk.stitched.metrics.total_return, 1e-9)
  end)

  it("measures drift as a share of what was searched", function()
    local walk, sum = assert(run.walk(job())), 0
    local values = walk.drift[1].values
    for i = 2, #values do sum = sum + math.abs(values[i] - values[i - 1]) end
    assert.near(sum / (#values - 1) / 8, walk.drift[1].share, 1e-12)
    assert.equal(#walk.windows, #values)
  end)

  it("writes every try down, and ends when it is told to", function()
    local written, told = {}, 0
    local walk = assert(run.walk(job {
      ledger_at = function(window)
        return {
          add = function(_, one, numbers)
            assert.is_true(numbers ~= nil)
            local key = window.number .. " " .. one.hash
            written[key] = (written[key] or 0) + 1
          end,
          recall = function() return false end, flush = function() end,
        }
      end,
      done = function() told = told + 1 end, stop = function() return told == 2 end,
    }))
    assert.is_true(walk.stopped)
    assert.equal(2, #walk.windows)
    local count = 0
    for _, times in pairs(written) do
      count = count + 1
      assert.equal(1, times)
    end
    assert.equal(18, count)
  end)

  it("breeds again in each window what a search breeds on its candles alone", function()
    local opts = { population = 12, generations = 2, seed = 3, sprouts = 2, refine = 1, pool = 1, min_trades = 5 }
    local grammar = assert(grammars.load(nil, { timeframe = "1h" }))
    local written = 0
    local walk = assert(run.walk {
      candles = market, settings = backtest.settings "tide", options = options { train = "90d", test = "60d" },
      breeding = { opts = opts, grammar = grammar },
      ledger_at = function()
        return { add = function() written = written + 1 end, flush = function() end }
      end,
    })
    assert.equal(0, walk.plan.purge)
    local tries, known, different = 0, {}, 0
    for _, one in ipairs(walk.windows) do
      local w, settings = one.window, backtest.settings "tide"
      settings.from = w.train.from
      local s = runner.new { opts = opts, objective = assert(objectives.parse "sharpe_ratio"), grammar = grammar,
        settings = settings, datasets = { { candles = market:first(w.train.last + 1), with = {} } } }
      assert.is_true(runner.run(s))
      tries = tries + #s.order
      for _, record in ipairs(s.order) do
        if not known[record.hash] then known[record.hash], different = true, different + 1 end
      end
      local best = s:best(1)[1]
      assert.equal(best and best.record.hash, not one.chosen.flat and one.chosen.hash or nil)
      assert.equal(best and best.record.values[1], one.chosen.value)
      if best then assert.equal(best.record.values[1], one.in_sample.metrics.sharpe_ratio) end
    end
    assert.is_true(tries > 20 * #walk.windows)
    assert.equal(tries, walk.tried.count)
    assert.equal(tries, written)
    assert.equal(different, walk.tried.different)
  end)
end)

describe("what a walk has tried", function()
  local tried = require "runtime.walkforward.tried"

  it("is counted once a strategy, and sampled evenly", function()
    local hits, r = {}, random.new(4)
    for seed = 1, 100 do
      local list = tried.new(seed)
      for i = 1, 1000 do list:add("h" .. i, function() return i end) end
      for _ = 1, 50 do list:add("h" .. r:int(1, 1000), error) end
      assert.equal(1050, list.count)
      assert.equal(1000, list.different)
      assert.equal(400, #list.sample)
      for _, one in ipairs(list.sample) do
        local tenth = math.ceil(one.made / 100)
        hits[tenth] = (hits[tenth] or 0) + 1
      end
    end
    for tenth = 1, 10 do assert.near(4000, hits[tenth], 250) end -- five deviations
  end)
end)

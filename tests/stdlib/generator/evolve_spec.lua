--- Genetic programming: what holds for every generation, whatever the candles.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local evolve = require "stdlib.generator.evolve"
local fitness = require "stdlib.generator.fitness"
local grammar = require "stdlib.generator.grammar"
local journals = require "runtime.evolve.journal"
local json = require "stdlib.json"
local objective = require "stdlib.generator.objective"
local parsimony = require "stdlib.generator.parsimony"
local program = require "tests.support.program"
local read = require "stdlib.generator.read"
local refine = require "stdlib.generator.refine"
local strategy = require "stdlib.strategy"
local text = require "stdlib.generator.text"
local tree = require "stdlib.generator.tree"

local BARS = 3000
local g = assert(grammar.load(nil, { timeframe = "1h" }))

local function market(seed, bars)
  return assert(candles.synthetic { bars = bars or BARS, seed = seed, kind = "momentum" })
end

local function search(options)
  local job = options.fitness or {}
  local f = fitness.new {
    datasets = job.datasets or { { candles = market(1) } }, settings = backtest.settings "tide",
    objective = assert(objective.parse(options.objective or "sharpe_ratio")),
    min_trades = job.min_trades or 10, threads = job.threads or 2, idle = job.idle, found = job.found,
  }
  local made = { grammar = g, seed = 5, population = 60, generations = 5, pool = 3, patience = 0 }
  for key, value in pairs(options) do made[key] = value end
  made.fitness = f
  return evolve.new(made)
end

local function run(s) while not s:finished() do assert.is_true(s:step()) end return s end

local function hashes(s)
  local list = {}
  for i, m in ipairs(s.members) do list[i] = m.record.hash end
  return table.concat(list, " ")
end

describe("evolve", function()
  it("has no member twice, none that does what another does, all within the limits", function()
    local s = search {}
    while not s:finished() do
      s:step()
      local seen, behaviour = {}, {}
      assert.is_true(#s.members > 40 and #s.members <= 60)
      for _, m in ipairs(s.members) do
        assert.is_nil(seen[m.record.hash])
        seen[m.record.hash] = true
        assert.is_true(tree.fits(m.tree, g.limits))
        local key = m.record.values and m.record.values[1] .. " " .. m.record.trades
        assert.is_nil(key and behaviour[key])
        if key then behaviour[key] = true end
      end
    end
  end)

  it("gives each strategy the fitness that it has alone", function()
    local c = market(1)
    local s = run(search { fitness = { datasets = { { candles = c } } } })
    local fit = 0
    for i = 1, #s.order, 5 do
      local record = s.order[i]
      local made = assert(strategy.from_json(text.of(record.tree, record.name)))
      assert.equal(record.hash, made.hash)
      local result = assert(backtest.run { strategy = made, candles = c, settings = backtest.settings "tide" })
      assert.equal(#result.trades, record.trades)
      local wanted = #result.trades >= 10 and result.metrics.sharpe_ratio or nil
      assert.equal(wanted, record.values and record.values[1])
      fit = fit + (wanted and 1 or 0)
    end
    assert.is_true(fit > 20, fit)
  end)

  it("computes no strategy twice", function()
    local tried = {}
    run(search { fitness = { found = function(one)
      assert.is_nil(tried[one.hash])
      tried[one.hash] = true
    end } })
  end)

  it("never loses its best, and finds better ones", function()
    local s = search { generations = 12 }
    local last
    while not s:finished() do
      s:step()
      local fitness_now = s:best(1)[1].record.fitness or -math.huge
      assert.is_true(not last or fitness_now >= last)
      last = fitness_now
    end
    assert.is_true(s.history[12].best > s.history[1].median)
    assert.is_true(s.history[12].median > s.history[1].median)
  end)

  it("is the same on one thread and two, and another with another seed", function()
    local one, two = run(search { fitness = { threads = 1 } }), run(search {})
    assert.equal(hashes(one), hashes(two))
    assert.same(one.history, two.history)
    assert.are_not.equal(hashes(one), hashes(run(search { seed = 6 })))
  end)

  it("can be interrupted at any time without having changed", function()
    local countdown
    local long = { { candles = market(1, 40000) } } -- longer than one look at the work
    local s = search { fitness = { threads = 1, datasets = long, idle = function()
      countdown = countdown - 1
      return countdown < 0
    end } }
    local stops = 0
    while not s:finished() do
      countdown = 0
      local before, generation = #s.order, s.generation
      if not s:step() then
        stops = stops + 1
        assert.equal(before, #s.order)
        assert.equal(generation, s.generation)
        countdown = 1e9
        assert.is_true(s:step())
      end
    end
    assert.equal(hashes(run(search { fitness = { datasets = long } })), hashes(s))
    assert.is_true(stops > 0)
  end)

  it("goes on from its journal as if it had never stopped", function()
    local whole = run(search { generations = 6 })
    local folder = program.folder()
    local path = folder .. "/state.jsonl"
    for stop = 1, 5 do
      local first = search { generations = 6 }
      local journal = journals.new("00000000000000aa", path)
      journal:begin "tide evolve"
      for _ = 1, stop do
        first:step()
        journal:add(first)
      end
      journal:close()
      local file = assert(io.open(path, "ab"))
      file:write('{"strategy":{"name":"half') -- what a killed program may leave
      file:close()
      local second = search { generations = 6 }
      local again = journals.new("00000000000000aa", path)
      assert.is_true(again:resume(second))
      assert.equal(stop, second.generation)
      while not second:finished() do
        second:step()
        again:add(second)
      end
      again:close()
      assert.equal(hashes(whole), hashes(second))
      assert.same(whole.history, second.history)
      local third = search { generations = 6 }
      assert.is_true(journals.new("00000000000000aa", path):resume(third))
      assert.equal(hashes(whole), hashes(third))
    end
    program.remove(folder)
  end)

  it("keeps the fronts of several aims", function()
    local s = run(search { objective = "total_return, max_drawdown", generations = 6 })
    local front = s:front()
    assert.is_true(#front > 1)
    for _, m in ipairs(s.members) do
      for _, f in ipairs(front) do
        local x, y = m.record.values, f.record.values
        if x then assert.is_false(x[1] > y[1] and x[2] > y[2]) end
      end
    end
  end)

  it("takes the mean over several instruments", function()
    local a, b = market(1), market(2)
    local s = search { generations = 1, fitness = { datasets = { { candles = a }, { candles = b } } } }
    run(s)
    local checked = 0
    for _, record in ipairs(s.order) do
      if record.values and checked < 10 then
        local sum = 0
        for _, c in ipairs { a, b } do
          local made = assert(strategy.from_json(text.of(record.tree, "x")))
          sum = sum + assert(backtest.run { strategy = made, candles = c,
            settings = backtest.settings "tide" }).metrics.sharpe_ratio
        end
        assert.equal(sum / 2, record.values[1])
        checked = checked + 1
      end
    end
    assert.equal(10, checked)
  end)

  it("lets given strategies join the first generation", function()
    local first = run(search { generations = 2 })
    local start = {}
    for i, m in ipairs(first:best(5)) do start[i] = m.tree end
    local s = search { seed = 77, start = start }
    s:step()
    local best = s:best(1)[1].record.fitness
    for _, m in ipairs(first:best(5)) do
      assert.equal("given", s.seen[m.record.hash].how)
      assert.is_true(best >= s.seen[m.record.hash].fitness)
    end
  end)

  it("keeps the regimes that given strategies are meant for, and hands them down", function()
    local first = run(search { generations = 2 })
    local start, given = {}, {}
    for i, m in ipairs(first:best(5)) do
      local line = text.of(m.tree, "s"):gsub('"entry_rules"', '"regimes":["bull","low_volatility"],%0', 1)
      start[i] = assert(read.strategy(g, line))
      assert.equal(line, text.of(start[i], "s"))
      given[m.record.hash] = true
    end
    local s = run(search { seed = 77, start = start })
    local children = 0
    for _, record in ipairs(s.order) do
      local parent = record.parent_a and s.seen[record.parent_a]
      if given[record.hash] then assert.same({ "bull", "low_volatility" }, record.tree.regimes) end
      if parent and record.how ~= "given" then
        assert.same(parent.tree.regimes, record.tree.regimes)
        children = children + (record.tree.regimes and 1 or 0)
      end
    end
    assert.is_true(children > 20, children)
    for _, wrong in ipairs { "bull", {}, { "bul" } } do
      local line = text.of(start[1], "s"):gsub('"regimes":%b[]', function()
        return '"regimes":' .. json.encode(type(wrong) == "table" and json.array(wrong) or wrong)
      end)
      local made, message = read.strategy(g, line)
      assert.is_nil(made)
      assert.is_truthy(message:find "^regimes: ", message)
    end
  end)

  it("refines numbers and keeps structure", function()
    local s = run(search {})
    local before = s:best(3, true)
    local best = before[1].record.fitness
    assert.is_true(refine.run(s, { count = 3, rounds = 8, tries = 10 }))
    assert.is_true(s:best(1)[1].record.fitness >= best)
    for _, record in ipairs(s.order) do
      if record.how == "refinement" then
        local parent = s.seen[record.parent_a]
        local function shape(t) return (text.of(t, ""):gsub("[%d.]+", "")) end
        assert.equal(#shape(parent.tree):gsub("%-", ""), #shape(record.tree):gsub("%-", ""))
      end
    end
  end)

  it("ends when nothing better comes", function()
    local s = search { generations = 500, patience = 2, population = 10, pool = 1 }
    run(s)
    assert.is_true(s.generation < 500)
    assert.equal("patience", select(2, s:finished()))
  end)
end)

describe("parsimony", function()
  it("costs what a free number adds to noise", function()
    assert.near(2 - 0.3 * 40 * 0.25 / 2, parsimony.fitness(2, 40, 0.3, 0.5), 1e-12)
    assert.equal(2, parsimony.fitness(2, 40, 0.3, nil))
    assert.equal(2, parsimony.fitness(2, 40, 0, 0.5))
  end)

  it("rises with the value, however small", function()
    for complexity = 10, 100, 30 do
      local last = -math.huge
      for value = -3, 6, 0.01 do
        local now = parsimony.fitness(value, complexity, 0.3, 0.7)
        assert.is_true(now > last)
        last = now
      end
    end
  end)

  it("takes the spread of the upper half of the first generation", function()
    local records = {}
    local r = require("stdlib.generator.random").new(4)
    for i = 1, 4000 do
      local z = math.sqrt(-2 * math.log(r:next())) * math.cos(2 * math.pi * r:next())
      records[i] = { generation = 0, values = { z < 0 and 9 * z or 0.6 * z } }
    end
    records[#records + 1] = { generation = 1, values = { 1e9 } }
    assert.near(0.6, parsimony.spread(records), 0.05)
    assert.is_nil(parsimony.spread { records[1] })
  end)
end)


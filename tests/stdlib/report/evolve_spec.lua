--- What the report of a search computes: the front against a slow twin, the family, the curves.
local aims = require "stdlib.report.search.aims"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local equity = require "stdlib.report.search.equity"
local family = require "stdlib.report.evolve.family"
local front = require "stdlib.report.evolve.front"
local objective = require "stdlib.generator.objective"
local pack = require "stdlib.report.pack"
local random = require "stdlib.generator.random"
local split = require "stdlib.research.split"
local strategy = require "stdlib.strategy"

local function reaches(a, b)
  for i, x in ipairs(a) do
    if x < b[i] then return false end
  end
  return true
end

--- Those that no other reaches in every aim; of equals the simplest, of those the least hash.
local function naive_front(order)
  local list = {}
  for _, a in ipairs(order) do
    local stays = a.values ~= nil
    for _, b in ipairs(stays and order or {}) do
      if b ~= a and b.values and reaches(b.values, a.values) then
        local equal = reaches(a.values, b.values)
        local simpler = b.complexity < a.complexity or b.complexity == a.complexity and b.hash < a.hash
        if not equal or simpler then stays = false end
      end
    end
    if stays then list[#list + 1] = a end
  end
  table.sort(list, function(a, b) return a.hash < b.hash end)
  return list
end

local function random_records(r, n, count)
  local order = {}
  for i = 1, n do
    local values
    if r:chance(0.9) then
      values = {}
      for v = 1, count do values[v] = r:int(0, 9) end
    end
    order[i] = { hash = ("%06d"):format(i), values = values, complexity = r:int(10, 15) }
  end
  return order
end

describe("the Pareto front of a report", function()
  it("is that of a slow twin", function()
    for seed = 1, 60 do
      local r = random.new(seed)
      local order = random_records(r, r:int(0, 80), r:int(1, 4))
      local found = front.members(order)
      for i = 2, #found do assert.is_true(found[i - 1].values[1] >= found[i].values[1]) end
      table.sort(found, function(a, b) return a.hash < b.hash end)
      assert.same(naive_front(order), found)
    end
  end)
end)

-- Generations of records with random parents among those before.
local function random_search(seed, generations, size)
  local r = random.new(seed)
  local search = { order = {}, seen = {}, generation = generations }
  local before = {}
  for generation = 0, generations - 1 do
    local now = {}
    for i = 1, size do
      local record = { hash = ("%02d_%03d"):format(generation, i), generation = generation, how = "crossover" }
      if generation > 0 and r:chance(0.95) then
        record.parent_a = r:pick(before).hash
        record.parent_b = r:chance(0.8) and r:pick(before).hash or nil
      end
      now[i] = record
      search.order[#search.order + 1], search.seen[record.hash] = record, record
    end
    before = now
  end
  return search, before
end

-- All ancestors, by walking every line.
local function naive_ancestors(search, record, known)
  known = known or {}
  for _, key in ipairs { "parent_a", "parent_b" } do
    local parent = search.seen[record[key] or ""]
    if parent and not known[parent.hash] then
      known[parent.hash] = true
      naive_ancestors(search, parent, known)
    end
  end
  return known
end

describe("the family of a winner", function()
  it("stands in columns of generations, nobody on top of another", function()
    for seed = 1, 40 do
      local search, last = random_search(seed, 1 + seed % 20, 30)
      local nodes, count = family.of(search, last[1])
      local known, taken, ancestors = naive_ancestors(search, last[1]), {}, 0
      for _ in pairs(known) do ancestors = ancestors + 1 end
      assert.equal(ancestors, count)
      assert.is_true(#nodes <= 75)
      for _, node in ipairs(nodes) do
        local place = node.column .. " " .. node.row
        assert.is_nil(taken[place])
        taken[place] = true
        assert.is_true(node.record == last[1] or known[node.record.hash])
        assert.equal(node.trunk, node.row == 0)
        for _, parent in ipairs(node.parents) do assert.is_true(parent.column > node.column) end
        assert.is_true(node.column == 0 or #node.children > 0)
      end
      assert.equal(last[1], nodes[1].record)
      assert.equal(0, nodes[1].column)
    end
  end)

  it("follows the first parents back to the first generation", function()
    local search, last = random_search(7, 12, 40)
    local nodes = family.of(search, last[1])
    local drawn, record = {}, last[1]
    for _, node in ipairs(nodes) do drawn[node.record.hash] = node end
    while record do
      assert.is_true(drawn[record.hash].trunk)
      record = search.seen[record.parent_a or ""]
    end
  end)

  it("takes steps of refinement as one", function()
    local search, last = random_search(3, 4, 10)
    local before = last[1]
    for i = 1, 5 do
      local record = { hash = "refined" .. i, generation = 4, how = "refinement", parent_a = before.hash }
      search.order[#search.order + 1], search.seen[record.hash], before = record, record, record
    end
    local nodes, count = family.of(search, before)
    assert.equal(last[1], nodes[2].record)
    local parent, steps = family.first_parent(search, before)
    assert.same({ last[1], 5 }, { parent, steps })
    local _, without = family.of(search, last[1])
    assert.equal(without + 1, count)
  end)
end)

-- What page/decode.js reads from a packed column: the last number, by its differences.
local function unpacked(packed, n)
  local letters, bytes, word, bits = {}, {}, 0, 0
  local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  for i = 1, 64 do letters[alphabet:sub(i, i)] = i - 1 end
  for letter in packed.data.text:gmatch "[%w+/]" do
    word, bits = word * 64 + letters[letter], bits + 6
    if bits >= 8 then
      bits = bits - 8
      bytes[#bytes + 1] = math.floor(word / 2 ^ bits)
      word = word % 2 ^ bits
    end
  end
  local list, at, now = {}, 1, 0
  for i = 1, n do
    local rest, weight = 0, 1
    repeat
      local byte = bytes[at]
      rest, weight, at = rest + byte % 128 * weight, weight * 128, at + 1
    until byte < 128
    now = now + (rest % 2 == 1 and -(rest + 1) / 2 or rest / 2)
    list[i] = now / packed.scale
  end
  return list
end

local CROSS = [[{"name":"cross",%s"entry_rules":{"long":{"operator":"AND","conditions":[
  {"indicator":"sma_cross","params":{"fast":5,"slow":20},"comparison":"crosses_above"}]}},
  "exit_rules":{"long":{"operator":"AND","conditions":[
  {"indicator":"sma_cross","params":{"fast":5,"slow":20},"comparison":"crosses_below"}]}}}]]

-- The in-sample and validation run of a strategy, as a search judges it.
local function found_on(bars, shares, more)
  local c = assert(candles.synthetic { bars = bars, seed = 3 })
  local parts, runs = assert(split.parts(c, shares)), {}
  for name, part in pairs(parts) do
    local settings = backtest.settings "tide"
    settings.from, settings.to = part.from, 0
    local made = assert(strategy.from_json(CROSS:format(more or "")))
    runs[name] = assert(backtest.run { strategy = made, candles = part.candles, settings = settings })
  end
  local dataset = { symbol = "SYN", candles = c, parts = parts }
  return { datasets = { dataset }, settings = { cash = 10000 }, top = { { runs = { runs } } } }, runs, c
end

describe("the curves of the best", function()
  for _, bars in ipairs { 300, 1500, 9000 } do
    it(("go on where in-sample ended, over %d bars"):format(bars), function()
      local found, runs, c = found_on(bars, { 0.6, 0.3, 0.1 })
      local made = equity.of(found, 1)
      local curve, held = unpacked(made.curves[1], made.n), unpacked(made.held, made.n)
      local ended = runs.in_sample:equity()
      local after = runs.validation:equity()
      assert.is_true(#ended > 100 and runs.in_sample.metrics.num_trades > 2)
      assert.is_true(made.n <= 2002)
      assert.near(ended[#ended], curve[made.border], 0.06)
      assert.near(ended[#ended] * after[#after] / 10000, curve[made.n], 0.12)
      local close, last = c.cdata.close, found.datasets[1].parts.validation.last
      assert.near(10000 * close[last] / close[0], held[made.n], 0.06)
      if equity.every(found.datasets[1].parts) == 1 then
        for i, mark in ipairs(ended) do assert.near(mark, curve[i], 0.06) end
        for i, mark in ipairs(after) do
          assert.near(ended[#ended] * mark / 10000, curve[made.border + i], 0.12)
        end
      end
    end)
  end

  it("know a mark of longer bars when they end, not before", function()
    local found, runs = found_on(400, { 0.6, 0.4, 0 }, '"timeframes":{"primary":"4h"},')
    local marks, curve = runs.in_sample:equity(), equity.of(found, 1)
    local list = unpacked(curve.curves[1], curve.n)
    assert.equal("4h", runs.in_sample.timeframe)
    for i = 1, 3 do assert.near(10000, list[i], 0.06) end
    for k = 1, #marks do assert.near(marks[k], list[4 * k], 0.06) end
    assert.near(marks[10], list[42], 0.06)
  end)

  it("stop at the border when there is no validation", function()
    local found = found_on(300, { 1, 0, 0 })
    local made = equity.of(found, 1)
    assert.equal(300, made.n)
    assert.equal(made.n, made.border)
  end)
end)

describe("the aims of a report", function()
  it("are metrics as people know them", function()
    local list = aims.of(assert(objective.parse "sharpe_ratio, max_drawdown, total_return - 2*max_drawdown"), 3)
    assert.same({ "Sharpe", "Max. drawdown", "total_return - 2*max_drawdown" },
      { list[1].title, list[2].title, list[3].title })
    assert.equal("1.50, 20.00 %, -0.30", aims.texts(list, { 1.5, -0.2, -0.3 }))
    assert.equal("-, -, -", aims.texts(list, nil))
  end)

  it("are means over the instruments, and nothing when one is undefined", function()
    local o = assert(objective.parse "total_return,max_drawdown")
    local runs = {
      { validation = { metrics = { total_return = 0.2, max_drawdown = 0.1 } } },
      { validation = { metrics = { total_return = 0.4, max_drawdown = 0.3 } } },
    }
    local values = aims.values(o, runs, "validation")
    assert.near(0.3, values[1], 1e-12)
    assert.near(-0.2, values[2], 1e-12)
    runs[2].validation.metrics.max_drawdown = nil
    assert.is_nil(aims.values(o, runs, "validation"))
    assert.is_nil(aims.values(o, runs, "in_sample"))
  end)

  it("packs what decode.js reads", function()
    local column = require("ffi").new("double[3]", 1.5, -2.25, 1000)
    assert.same({ 1.5, -2.25, 1000 }, unpacked(pack.column(column, 3, 0.01), 3))
  end)
end)

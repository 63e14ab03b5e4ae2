--- Different strategies by the thousand: none twice, none mirrored, the same for the same seed.
local cjson = require "cjson"
local grammar = require "stdlib.generator.grammar"
local population = require "stdlib.population"
local produce = require "stdlib.generator.produce"
local program = require "tests.support.program"

local function make(g, count, options)
  local source = produce.new(g, options)
  local list = {}
  while #list < count do
    local more = assert(source:next(count - #list))
    if #more == 0 then break end
    for _, one in ipairs(more) do list[#list + 1] = one end
  end
  return list, source
end

local function lines(list)
  local texts = {}
  for i, one in ipairs(list) do texts[i] = one.text end
  return table.concat(texts, "\n")
end

local MIRROR = { greater_than = "less_than", less_than = "greater_than", crosses_above = "crosses_below",
  crosses_below = "crosses_above" }

local COLUMN = { "indicator", "params", "inputs", "output", "timeframe", "shift" }

local function sorted(list)
  table.sort(list)
  return list
end

local encode_any

--- A rule as text that is the same for mirrored comparisons and for any order of conditions.
local function canonical(rule)
  local texts = {}
  for i, part in ipairs(rule.conditions) do
    if part.conditions then
      texts[i] = canonical(part)
    elseif MIRROR[part.comparison] and type(part.value) == "table" then
      local left = {}
      for _, key in ipairs(COLUMN) do left[key] = part[key] end
      local a, b, sign = encode_any(left), encode_any(part.value), part.comparison
      if a > b then a, b, sign = b, a, MIRROR[sign] end
      texts[i] = ("%s %s %s %s %s"):format(a, sign, b, tostring(part.held), tostring(part.within))
    else
      texts[i] = encode_any(part)
    end
  end
  return rule.operator .. "(" .. table.concat(sorted(texts), ";") .. ")"
end

function encode_any(value)
  if type(value) ~= "table" then return tostring(value) end
  local texts = {}
  for key, inner in pairs(value) do texts[#texts + 1] = tostring(key) .. "=" .. encode_any(inner) end
  return "{" .. table.concat(sorted(texts), ",") .. "}"
end

local function strategy_text(s)
  local texts = {}
  for _, rules in ipairs { s.entry_rules, s.exit_rules } do
    for _, side in ipairs { "long", "short" } do texts[#texts + 1] = rules[side] and canonical(rules[side]) or "-" end
  end
  return table.concat(texts, " ")
end

describe("strategies that are produced", function()
  local g

  setup(function() g = assert(grammar.load(nil, { timeframe = "1h" })) end)

  it("are ten thousand different ones, by their hash and by what they say", function()
    local list = make(g, 10000, { seed = 3, method = "grammar" })
    assert.equal(10000, #list)
    local hashes, said, names = {}, {}, {}
    for i, one in ipairs(list) do
      local s = cjson.decode(one.text)
      assert.equal(one.name, s.name)
      assert.equal(one.hash, s.hash)
      assert.equal("grammar-3-" .. i, s.name)
      assert.equal(16, #s.hash)
      assert.is_nil(hashes[s.hash])
      assert.is_nil(names[s.name])
      local what = strategy_text(s)
      assert.is_nil(said[what], what)
      hashes[s.hash], names[s.name], said[what] = true, true, true
    end
  end)

  it("have the hashes that the host finds when it reads them", function()
    local list = make(g, 500, { seed = 4, method = "random" })
    local p = assert(population.new())
    assert.equal(500, p:read(lines(list)))
    for i, one in ipairs(list) do
      local member = p:at(i)
      assert.is_nil(member.error)
      assert.equal(one.hash, member.hash)
      assert.equal(one.name, member.name)
    end
  end)

  it("are the same for the same seed, on any number of threads", function()
    for _, method in ipairs(produce.METHODS) do
      local one = lines(make(g, 3000, { seed = 8, method = method, threads = 1 }))
      assert.equal(one, lines(make(g, 3000, { seed = 8, method = method, threads = 2 })))
      assert.not_equal(one, lines(make(g, 3000, { seed = 9, method = method, threads = 2 })))
    end
  end)

  it("begin alike, however many are asked for", function()
    local all = lines(make(g, 4000, { seed = 5, method = "grammar" }))
    for _, count in ipairs { 1, 7, 999, 1000, 1001, 2500 } do
      local some = lines(make(g, count, { seed = 5, method = "grammar" }))
      assert.equal(all:sub(1, #some), some)
      assert.equal("\n", all:sub(#some + 1, #some + 1))
    end
  end)

  it("end honestly when a grammar has no more", function()
    local folder = program.folder()
    local path = program.write(folder .. "/narrow.lua", [[return {
      indicators = { "bop", "close" }, sides = { long = 1, short = 0, both = 0 },
      conditions = { level = 1, trend = 1, cross = 0, breakout = 0, lines = 0, own = 0, sign = 0, pattern = 0 },
      levels = { bop = { -0.5, 0.5, 0.25 } }, bars = { min = 1, max = 2 },
      modifiers = { timeframe = 0, within = 0, held = 0, group = 0 }, entry = { min = 1, max = 2 },
      exits = { signal = 0, take_profit = 0, trailing_stop = 0, time_stop = 0, breakeven = 0 },
      stops = { stop_loss = { percent = { 1, 3, 1 } } } }]])
    local list, source = make(assert(grammar.load(path)), 1000000, { seed = 1, method = "grammar" })
    program.remove(folder)
    -- bop: 5 levels x 4 comparisons, and rising or falling for 1 or 2 bars; close: that, too
    local stops, bop, close = 3, 5 * 4 + 4, 4
    local alone = bop + close
    -- two conditions look at two columns: bop of a level and bop rising are one column
    local together = bop * close
    assert.equal(stops * (alone + together), #list)
    assert.equal(#list, source.count)
    assert.is_true(source.fruitless >= 10 * #list)
    assert.same({}, source:next(5))
  end)

  it("say when limits leave nothing", function()
    local tight = assert(grammar.load(nil, { change = { limits = { complexity = 5 } } }))
    local list, message = produce.new(tight, { seed = 1, method = "grammar" }):next(10)
    assert.is_nil(list)
    assert.equal("none of 200 strategies fitted in its limits: raise limits or lower entry.min", message)
  end)
end)

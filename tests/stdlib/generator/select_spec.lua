--- Who is better: an order, tournaments, and Pareto ranks against a slow twin.
local random = require "stdlib.generator.random"
local select_ = require "stdlib.generator.select"

local function member(r, count)
  local values
  if r:chance(0.9) then
    values = {}
    for v = 1, count do values[v] = r:int(0, 6) end -- few different ones: ties occur
  end
  return {
    record = { values = values, trades = r:int(0, 50), hash = ("%08x"):format(r:int(0, 2 ^ 30)) },
    complexity = r:int(10, 40),
  }
end

local function members_of(seed, n, count)
  local r, list = random.new(seed), {}
  for i = 1, n do list[i] = member(r, count) end
  return list
end

local function dominates(a, b)
  local better = false
  for v, x in ipairs(a) do
    if x < b[v] then return false end
    better = better or x > b[v]
  end
  return better
end

--- Peel off those nobody left dominates, again and again.
local function naive_ranks(list)
  local rank, left, ranks = 1, {}, {}
  for _, m in ipairs(list) do left[#left + 1] = m.record.values and m or nil end
  while #left > 0 do
    local front, rest = {}, {}
    for _, m in ipairs(left) do
      local beaten = false
      for _, other in ipairs(left) do
        beaten = beaten or dominates(other.record.values, m.record.values)
      end
      table.insert(beaten and rest or front, m)
    end
    for _, m in ipairs(front) do ranks[m] = rank end
    left, rank = rest, rank + 1
  end
  return ranks
end

describe("selection", function()
  it("is a total order", function()
    for seed = 1, 40 do
      local list = members_of(seed, 30, 1)
      for _, a in ipairs(list) do
        for _, b in ipairs(list) do
          if a ~= b then assert.is_true(select_.better(a, b) ~= select_.better(b, a)) end
        end
      end
      local sorted = select_.sorted(list)
      for i = 2, #sorted do
        assert.is_false(select_.better(sorted[i], sorted[i - 1]))
        local x, y = sorted[i - 1].record.values, sorted[i].record.values
        assert.is_true(x ~= nil or y == nil)
        if x and y then assert.is_true(x[1] >= y[1]) end
        if not x and not y then
          assert.is_true(sorted[i - 1].record.trades >= sorted[i].record.trades)
        end
      end
    end
  end)

  it("prefers fitness, which counts complexity, to the value alone", function()
    local a = { record = { values = { 2 }, fitness = 1, trades = 9, hash = "a" }, complexity = 50 }
    local b = { record = { values = { 1.5 }, fitness = 1.2, trades = 9, hash = "b" }, complexity = 10 }
    assert.is_true(select_.better(b, a))
  end)

  it("lets the better of a tournament through, and anyone when it is of one", function()
    local list = members_of(3, 50, 1)
    local best = select_.sorted(list)[1]
    assert.equal(best, select_.tournament(random.new(1), list, 2000))
    local seen, count, r = {}, 0, random.new(2)
    for _ = 1, 2000 do
      local m = select_.tournament(r, list, 1)
      if not seen[m] then seen[m], count = true, count + 1 end
    end
    assert.equal(50, count)
  end)

  it("ranks several values as a slow twin does", function()
    for seed = 1, 60 do
      local list = members_of(seed, 40, 1 + seed % 3)
      select_.rank(list)
      local ranks = naive_ranks(list)
      for _, m in ipairs(list) do assert.equal(ranks[m], m.rank) end
      for _, m in ipairs(select_.front(list)) do assert.equal(1, ranks[m]) end
    end
  end)

  it("measures how alone a member of a front is", function()
    local list = {}
    for i, x in ipairs { 0, 1, 4, 5, 10 } do
      list[i] = { record = { values = { x, -x }, trades = 1, hash = tostring(i) }, complexity = 1 }
    end
    select_.rank(list)
    local crowding = {}
    for i, m in ipairs(list) do crowding[i] = m.crowding end
    assert.same({ math.huge, 0.8, 0.8, 1.2, math.huge }, crowding)
  end)
end)

--- Plateau, importance and heat maps against twins that go through every pair of combinations.
local axis = require "stdlib.optimizer.axis"
local heatmap = require "stdlib.optimizer.heatmap"
local importance = require "stdlib.optimizer.importance"
local plateau = require "stdlib.optimizer.plateau"
local random = require "stdlib.generator.random"
local spaces = require "stdlib.optimizer.space"

local function new_space(r)
  local axes = {}
  for i = 1, r:int(1, 4) do
    local name = "p" .. i
    if r:chance(0.2) then
      axes[i] = axis.of({ name = name, kind = "choice", choices = { "a", "b", "c" } }, { name = name })
    else
      axes[i] = axis.of({ name = name, kind = "int" },
        { name = name, from = 0, to = r:int(0, 5), step = 1 })
    end
  end
  return spaces.new(axes)
end

local function values_of(r, space)
  local values, done = {}, {}
  for i = 1, space.count do
    done[i] = r:chance(0.95) or nil
    values[i] = done[i] and r:chance(0.8) and math.floor(r:next() * 100) / 10 - 5 or nil
  end
  return values, done
end

local function are_neighbours(space, i, k)
  local a, b = space:levels(i), space:levels(k)
  for d, one in ipairs(space.axes) do
    if math.abs(a[d] - b[d]) > (one.ordered and 1 or 0) then return false end
  end
  return i ~= k
end

local function naive(space, values, done)
  local sorted, scores = {}, {}
  for i = 1, space.count do sorted[#sorted + 1] = values[i] end
  table.sort(sorted)
  local n = #sorted
  if n == 0 then return scores end
  local median = n % 2 == 1 and sorted[(n + 1) / 2] or (sorted[n / 2] + sorted[n / 2 + 1]) / 2
  for i = 1, space.count do
    local sum, count = 0, 0
    for k = 1, space.count do
      if done[k] and are_neighbours(space, i, k) then
        sum, count = sum + (values[k] or sorted[1]), count + 1
      end
    end
    if values[i] and count > 0 then
      local mean = sum / count
      scores[i] = { neighbours = mean, robust = math.min(mean, values[i]) }
      if values[i] > median then
        scores[i].plateau = (mean - median) / (values[i] - median)
        scores[i].peak = scores[i].plateau < 0.5
      end
    end
  end
  return scores
end

local function near(a, b)
  if a == nil or b == nil then return a == b end
  return math.abs(a - b) < 1e-9 * math.max(1, math.abs(a))
end

describe("a grid", function()
  it("numbers its combinations, each once", function()
    local r = random.new(1, "grid")
    for _ = 1, 50 do
      local space, seen = new_space(r), {}
      for i = 1, space.count do
        local levels = space:levels(i)
        assert.equal(i, space:number(levels))
        local point = space:point(levels)
        assert.is_nil(seen[point.key])
        seen[point.key] = true
        assert.equal(point.key, space:at(space:place(levels)).key)
        for d, a in ipairs(space.axes) do
          assert.equal(axis.value(a, levels[d]), point.values[a.name])
        end
      end
    end
  end)

  it("has the plateau scores of its naive twin", function()
    local r, peaks, scored = random.new(2, "plateau"), 0, 0
    for _ = 1, 60 do
      local space = new_space(r)
      local values, done = values_of(r, space)
      local made, wanted = plateau.of(space, values, done), naive(space, values, done)
      for i = 1, space.count do
        assert.equal(wanted[i] ~= nil, made[i] ~= nil)
        if wanted[i] then
          for _, key in ipairs { "neighbours", "robust", "plateau" } do
            assert.is_true(near(wanted[i][key], made[i][key]), key)
          end
          assert.equal(wanted[i].peak, made[i].peak)
          scored, peaks = scored + 1, peaks + (made[i].peak and 1 or 0)
        end
      end
    end
    assert.is_true(scored > 500 and peaks > 50)
  end)

  it("tells a peak from a plateau", function()
    local a = axis.of({ name = "n", kind = "int" }, { name = "n", from = 1, to = 9, step = 1 })
    local space = spaces.new { a }
    local scores = plateau.of(space, { 0, 9, 0, 0, 0, 5, 6, 5, 0 })
    assert.is_true(scores[2].peak)
    assert.equal(0, scores[2].neighbours)
    assert.is_false(scores[7].peak)
    assert.equal(5, scores[7].robust)
    assert.is_nil(scores[3].plateau) -- it has no lead
    assert.is_nil(plateau.of(spaces.new { axis.of({ name = "n", kind = "int" },
      { name = "n", list = { "3" } }) }, { 1 })[1])
  end)

  it("scores scattered combinations by those that are near", function()
    local a = axis.of({ name = "n", kind = "int" }, { name = "n", from = 0, to = 99, step = 1 })
    local points = {}
    for i, pair in ipairs { { 50, 10 }, { 55, 8 }, { 45, 6 }, { 60, 4 }, { 61, -9 }, { 0, 0 }, { 1, 1 },
      { 2, 2 }, { 90, 9 } } do
      points[i] = { levels = { pair[1] }, value = pair[2] }
    end
    points[#points + 1] = { levels = { 91 } }
    local scores = plateau.scattered({ a }, points, points, 9)
    assert.equal(6, scores[1].neighbours)
    assert.equal((6 - 4) / (10 - 4), scores[1].plateau)
    assert.is_nil(scores[9]) -- but one neighbour
  end)
end)

describe("importance", function()
  it("is the share of variance between the means of a parameter's values", function()
    local r = random.new(3, "importance")
    for _ = 1, 30 do
      local space, points = new_space(r), {}
      local values = values_of(r, space)
      for i = 1, space.count do
        if values[i] then points[#points + 1] = { levels = space:levels(i), value = values[i] } end
      end
      local made = importance.of(space.axes, points)
      local mean, total = 0, 0
      for _, p in ipairs(points) do mean = mean + p.value / #points end
      for _, p in ipairs(points) do total = total + (p.value - mean) ^ 2 end
      for d in ipairs(made and space.axes or {}) do
        local between = 0
        for _, p in ipairs(points) do -- each point in place of the mean of its value
          local sum, count = 0, 0
          for _, q in ipairs(points) do
            if q.levels[d] == p.levels[d] then sum, count = sum + q.value, count + 1 end
          end
          between = between + (sum / count - mean) ^ 2
        end
        assert.is_true(near(between / total, made[d]))
        assert.is_true(made[d] > -1e-12 and made[d] < 1 + 1e-9)
      end
    end
  end)

  it("is all of it where one parameter alone decides, and nothing of the others", function()
    local axes, points = {}, {}
    for i = 1, 2 do
      axes[i] = axis.of({ name = "p" .. i, kind = "int" }, { name = "p" .. i, from = 0, to = 19, step = 1 })
    end
    for i = 0, 19 do
      for k = 0, 19 do points[#points + 1] = { levels = { i, k }, value = i * i } end
    end
    local made = importance.of(axes, points)
    assert.near(1, made[1], 1e-12)
    assert.near(0, made[2], 1e-12)
    assert.is_true(importance.of(axes, points, 10)[1] > 0.97)
    assert.is_nil(importance.of(axes, { { levels = { 0, 0 }, value = 1 }, { levels = { 1, 0 }, value = 1 } }))
  end)
end)

describe("a heat map", function()
  it("has mean and best of what shares a cell", function()
    local r = random.new(4, "heatmap")
    for _ = 1, 30 do
      local space, points = new_space(r), {}
      local values = values_of(r, space)
      for i = 1, space.count do
        if values[i] then points[#points + 1] = { levels = space:levels(i), value = values[i] } end
      end
      local most, several = r:int(2, 6), 0
      for _, a in ipairs(space.axes) do several = several + (a.n > 1 and 1 or 0) end
      local maps = heatmap.all(space.axes, points, most)
      assert.equal(several * (several - 1) / 2, #maps)
      for _, map in ipairs(maps) do
        local x, y
        for d, a in ipairs(space.axes) do
          if a.name == map.x then x = d elseif a.name == map.y then y = d end
        end
        local function cell_of(d, p)
          local n = space.axes[d].n
          return math.floor(p.levels[d] * math.min(n, most) / n) + 1
        end
        for row = 1, #map.y_values do
          for column = 1, #map.x_values do
            local sum, count, best = 0, 0, nil
            for _, p in ipairs(points) do
              if cell_of(x, p) == column and cell_of(y, p) == row then
                sum, count, best = sum + p.value, count + 1, math.max(best or p.value, p.value)
              end
            end
            assert.equal(best, map.best[row][column])
            assert.is_true(near(count > 0 and sum / count or nil, map.mean[row][column]))
          end
        end
      end
    end
  end)
end)

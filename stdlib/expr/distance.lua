--- Distances and sizes: atr(14) * 2, cash(1000), risk(0.01).
local distance = {}

local REFUSED = {
  "__add", "__sub", "__unm", "__mod", "__pow", "__lt", "__le", "__eq", "__index", "__newindex",
  "__concat", "__call",
}

--- atr(n) * k: a distance in price, for stops and targets.
-- @return function(value) -> { n, factor } or nil
function distance.install_atr(r, env)
  local class, distances = {}, {}
  r:name_class(class, "a distance (atr)", "; the column is written ta.atr(m, n)")

  local function new(n, factor)
    local object = setmetatable({}, class)
    distances[object] = { n = n, factor = factor, line = r:line() }
    return object
  end

  local function scale(a, b, divide)
    local d, k = distances[a], b
    if not d and not divide then d, k = distances[b], a end
    if not d or type(k) ~= "number" then
      r:fail "a distance is atr(n) * number; where a column is wanted write ta.atr(m, n)"
    end
    return new(d.n, divide and d.factor / k or d.factor * k)
  end

  function class.__mul(a, b) return scale(a, b) end
  function class.__div(a, b) return scale(a, b, true) end
  local function refused()
    r:fail "atr(n) is a distance for stops and targets; the column is written ta.atr(m, n)"
  end
  for _, event in ipairs(REFUSED) do class[event] = refused end

  function env.atr(n) return new(r:count(n == nil and 14 or n, 1, 5000, "atr(n)"), 1) end
  return function(value) return distances[value] end
end

-- kind = { least (exclusive), most, what it is, example }
local SIZES = {
  cash = { 0, math.huge, "an amount of money", "cash(1000)" },
  units = { 0, math.huge, "a quantity", "units(2)" },
  risk = { 0, 1, "a fraction of the equity", "risk(0.01) for 1 %" },
  volatility = { 0, 1, "a fraction of the equity", "volatility(0.01) for 1 %" },
  kelly = { 0, 1, "a fraction of Kelly", "kelly(0.25)" },
}

--- What makes a size, sorted.
distance.sizes = {}
for name in pairs(SIZES) do distance.sizes[#distance.sizes + 1] = name end
table.sort(distance.sizes)

--- @return function(value) -> { kind, value } or nil
function distance.install_sizes(r, env)
  local class, sizes = {}, {}
  r:name_class(class, "a size")
  for kind, spec in pairs(SIZES) do
    env[kind] = function(value)
      local fine = type(value) == "number" and value > spec[1] and value <= spec[2]
      if not fine or value == math.huge then
        r:fail("%s: expected %s above 0%s, found %s: write %s", kind, spec[3],
          spec[2] == 1 and " and at most 1" or "", r:describe(value), spec[4])
      end
      local object = setmetatable({}, class)
      sizes[object] = { kind = kind, value = value }
      return object
    end
  end
  return function(value) return sizes[value] end
end

return distance

--- The streaming form of every indicator says what the whole column says, bit for bit,
-- however the bars are cut.
local columns = require "tests.support.columns"
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

local N = 700

local function same(a, b) return a == b or (a ~= a and b ~= b) end

--- The defaults, the smallest parameters, short and longer windows at random.
local function parameter_sets(spec, random)
  local sets = { {}, {} }
  for i, p in ipairs(spec.params) do sets[2][i] = p.min end
  for round = 1, #spec.params > 0 and 6 or 0 do
    local set = {}
    for i, p in ipairs(spec.params) do
      local top = math.min(p.max, p.integer and (round % 2 == 0 and 60 or 12) or p.default * 3)
      set[i] = p.integer and random(p.min, math.max(top, p.min)) or p.min + random() * (top - p.min)
    end
    sets[#sets + 1] = set
  end
  return sets
end

--- Pieces of the inputs: one bar at a time, or up to `most`.
local function fed(spec, p, inputs, n, random, most)
  local feed, out, t = indicators.stream(spec, p), {}, 0
  for k = 1, #spec.outputs do out[k] = ffi.new("double[?]", n) end
  while t < n do
    local len, piece = math.min(random(1, most), n - t), {}
    for i, x in ipairs(inputs) do piece[i] = ffi.cast("const double *", x) + t end
    for k, y in ipairs(feed(len, piece)) do ffi.copy(out[k] + t, y, len * 8) end
    t = t + len
  end
  return out
end

local function compare(spec, label, inputs, n, p, random)
  local whole = indicators.run(spec, n, inputs, p)
  for _, most in ipairs { 1, 3, 200 } do
    for k, y in ipairs(fed(spec, p, inputs, n, random, most)) do
      for t = 0, n - 1 do
        if not same(y[t], whole[k][t]) then
          error(("%s, pieces of %d, %s[%d]: fed %.17g, whole %.17g"):format(label, most,
            spec.outputs[k], t, y[t], whole[k][t]))
        end
      end
    end
  end
end

for _, spec in ipairs(indicators.list) do
  it("ta." .. spec.name .. " fed bar by bar is ta." .. spec.name, function()
    local random = columns.random(#spec.name * 31 + spec.name:byte(1))
    for round, set in ipairs(parameter_sets(spec, random)) do
      local p = assert(indicators.check(spec, set))
      local label = "(" .. table.concat(set, ", ") .. ")"
      for _, options in ipairs { {}, { coarse = true, flat = 0.4 }, { scale = 1e9 } } do
        local market = columns.market_for(spec, N, round * 17, options)
        compare(spec, label, columns.inputs(spec, market), N, p, random)
      end
      local holes = columns.market_for(spec, N, round)
      for i, name in ipairs(spec.inputs) do
        for t = 0, 40 + i do holes[name][t] = 0 / 0 end
        holes[name][400 + 3 * i] = 0 / 0
      end
      compare(spec, label .. " with holes", columns.inputs(spec, holes), N, p, random)
    end
  end)
end

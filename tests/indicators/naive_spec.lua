--- Every indicator against its slow twin, on random markets with random
-- parameters.
local columns = require "tests.support.columns"
local indicators = require "stdlib.indicators"
local naive = require "tests.support.naive.init"

local function to_table(x, n)
  local t = {}
  for i = 0, n - 1 do t[i] = x[i] end
  return t
end

local function draw(spec, random)
  local p = {}
  for i, param in ipairs(spec.params) do
    if not param.integer then
      p[i] = param.min + random() * (math.min(param.max, param.default * 2) - param.min)
    else
      local top = math.min(param.max, ({ 4, 12, 60 })[random(1, 3)])
      p[i] = random(param.min, math.max(param.min, top))
    end
  end
  return p
end

--- What rounding may change: 1e-9 of the value, or of the prices it is made of.
local function tolerance(unit, value, scale)
  local base = (unit == "price" or unit == "distance" or unit == "index") and scale or 1
  return 1e-9 * math.max(math.abs(value), base * 1e-3)
end

for _, spec in ipairs(indicators.list) do
  it("ta." .. spec.name .. " equals its definition", function()
    assert.is_function(naive[spec.name])
    local random = columns.random(spec.name:byte(1) * 31 + #spec.name)
    local occurs = false
    for round = 1, 150 do
      local n = random(1, 300)
      local options = { {}, { coarse = true, flat = 0.3 }, { flat = 0.5 } }
      local market = columns.market_for(spec, n, round * 101, options[round % 3 + 1])
      local list, copies = columns.inputs(spec, market), {}
      for i, x in ipairs(list) do copies[i] = to_table(x, n) end
      local p = draw(spec, random)
      local out = indicators.run(spec, n, list, assert(indicators.check(spec, p)))
      local expected = naive[spec.name](n, copies, p)
      assert.equal(#out, #expected)
      for k, y in ipairs(out) do
        for t = 0, n - 1 do
          local a, b = y[t], expected[k][t]
          occurs = occurs or b == b and b ~= 0
          if not (a ~= a and b ~= b or math.abs(a - b) <= tolerance(spec.units[k], b, 100)) then
            error(("round %d, parameters %s, %s[%d] of %d: %.17g, definition %.17g"):format(round,
              table.concat(p, ", "), spec.outputs[k], t, n, a, b))
          end
        end
      end
    end
    assert.is_true(occurs)
  end)
end

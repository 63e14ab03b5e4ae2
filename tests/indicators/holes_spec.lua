--- After a NaN in the middle of an input, what only looks at a window recovers when the
-- NaN has left, and what carries an average along stays undefined.
local columns = require "tests.support.columns"
local indicators = require "stdlib.indicators"

local N, HOLE = 700, 300

local WINDOWED = {
  "ao", "aroon", "aroonosc", "bop", "choppiness", "coppock", "dpo", "fosc", "imi", "kst", "msw",
  "qstick", "rocp", "rocr", "rocr100", "rvgi", "squeeze", "stochf", "ultosc", "vortex",
}

local RECURSIVE = {
  "adx", "adxr", "cmo", "connors_rsi", "di", "dm", "dx", "fisher", "macd", "macdfix",
  "mass", "minus_di", "minus_dm", "plus_di", "plus_dm", "rsi", "schaff", "trix", "tsi",
}

--- Whether each output is undefined at the last bar, with a hole in input i.
local function undefined_at_the_end(spec, p, i)
  local market, list = columns.market(N, 3), {}
  for k, name in ipairs(spec.inputs) do list[k] = columns.copy(market[name], N) end
  list[i][HOLE] = 0 / 0
  local all, any = true, false
  for _, y in ipairs((indicators.run(spec, N, list, p))) do
    local undefined = y[N - 1] ~= y[N - 1]
    all, any = all and undefined, any or undefined
  end
  return all, any
end

--- f(spec, p) for each name.
local function each(names, f)
  for _, name in ipairs(names) do
    it("ta." .. name, function()
      local spec = assert(indicators.find(name))
      f(spec, assert(indicators.check(spec, {})))
    end)
  end
end

describe("a hole is forgotten by", function()
  each(WINDOWED, function(spec, p)
    for i, input in ipairs(spec.inputs) do
      local _, any = undefined_at_the_end(spec, p, i)
      assert.is_false(any, input)
    end
  end)
end)

describe("a hole is remembered by", function()
  each(RECURSIVE, function(spec, p)
    assert.is_true((undefined_at_the_end(spec, p, 1)))
  end)
end)

--- Ranges as somebody types them.
local axis = require "stdlib.optimizer.axis"

local INT = { name = "n", kind = "int", default = 10, min = 2, max = 100 }
local FREE = { name = "n", kind = "int", default = 10 }
local NUMBER = { name = "x", kind = "number", default = 0.1, min = 0, max = 1 }
local STEPPED = { name = "x", kind = "number", default = 0.1, min = 0, max = 1, step = 0.25 }
local CHOICE = { name = "kind", kind = "choice", default = "sma", choices = { "sma", "ema" } }
local FLAG = { name = "on", kind = "flag", default = true }

-- What is typed, of which parameter, and its values; "a .. b (n)" where they are many.
local RANGES = {
  { "n=5:8", INT, { 5, 6, 7, 8 } },
  { "n=5:9:2", INT, { 5, 7, 9 } },
  { "n=5:10:2", INT, { 5, 7, 9, 10 } },
  { "n=5:5", INT, { 5 } },
  { "n=8|5|13", INT, { 5, 8, 13 } },
  { "n=7", INT, { 7 } },
  { "n", INT, { 2, 7, 12, 17, 22, 27, 32, 37, 42, 47, 52, 57, 62, 67, 72, 77, 82, 87, 92, 97, 100 } },
  { " n = -2 : 2 ", FREE, { -2, -1, 0, 1, 2 } },
  { "x=0.1:0.5:0.1", NUMBER, { 0.1, 0.2, 0.3, 0.4, 0.5 } },
  { "x=0:1:0.3", NUMBER, { 0, 0.3, 0.6, 0.9, 1 } },
  { "x=0:0.1", NUMBER, { 0, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05, 0.055,
    0.06, 0.065, 0.07, 0.075, 0.08, 0.085, 0.09, 0.095, 0.1 } },
  { "x=1e-3:3e-3:1e-3", NUMBER, { 0.001, 0.002, 0.003 } },
  { "x", STEPPED, { 0, 0.25, 0.5, 0.75, 1 } },
  { "x=0:0.5", STEPPED, { 0, 0.25, 0.5 } },
  { "kind", CHOICE, { "sma", "ema" } },
  { "kind=ema", CHOICE, { "ema" } },
  { "kind=ema|sma", CHOICE, { "ema", "sma" } },
  { "on", FLAG, { false, true } },
  { "on=true", FLAG, { true } },
}

-- What cannot be read at all, and what no parameter can be.
local TYPED = {
  { "", "a range is missing" },
  { "n=1:2,", "a range is missing beside ','" },
  { "n=", "write NAME=FROM:TO:STEP" },
  { "=1:2", "write NAME=FROM:TO:STEP" },
  { "n=1:", "a range is FROM:TO" },
  { "n=1:2:3:4", "a range is FROM:TO" },
  { "n=a:b", "a range is FROM:TO" },
  { "n=1:nan", "a range is FROM:TO" },
  { "n=1:2:0", "a step is above 0" },
  { "n=1:2:-1", "a step is above 0" },
  { "n=5:1", "ends before it begins" },
  { "n=1||2", "a value is missing beside '|'" },
  { "n=1:2,n=3:4", "'n' has two ranges" },
}
local WRONG = {
  { "n=1:20", INT, "expected a whole number of at least 2, found 1" },
  { "n=5:101", INT, "expected a whole number of at most 100, found 101" },
  { "n=5.5:8", INT, "expected a whole number, found 5.5" },
  { "n=5:8:0.5", INT, "the step is 0.5" },
  { "n=5|x", INT, "expected a whole number, found 'x'" },
  { "n=5|5", INT, "5 stands twice" },
  { "n", FREE, "the strategy file says no range of it: write n=FROM:TO" },
  { "n=0:10000000", FREE, "more than 1000000 values" },
  { "kind=1:2", CHOICE, "it is no number: write kind=sma|ema" },
  { "kind=wma", CHOICE, "expected one of sma, ema, found 'wma'" },
  { "on=1:2", FLAG, "it is no number: write on=false|true" },
}

describe("a range", function()
  for _, case in ipairs(RANGES) do
    it(("'%s' of %s has its values"):format(case[1], case[2].kind), function()
      local asked = assert(axis.parse(case[1]))
      assert.equal(1, #asked)
      local made = assert(axis.of(case[2], asked[1]))
      assert.equal(#case[3], made.n)
      assert.same(case[3], axis.values(made))
    end)
  end

  it("may be one of several", function()
    local asked = assert(axis.parse "fast=5:20, slow=20:50:2 ,kind")
    local names = {}
    for i, one in ipairs(asked) do names[i] = one.name end
    assert.same({ "fast", "slow", "kind" }, names)
    assert.same({ 20, 50, 2 }, { asked[2].from, asked[2].to, asked[2].step })
  end)

  it("is fine where a search draws from it", function()
    assert.equal(99, assert(axis.of(INT, { name = "n" }, true)).n)
    assert.equal(1001, assert(axis.of(NUMBER, { name = "x" }, true)).n)
    assert.equal(5, assert(axis.of(STEPPED, { name = "x" }, true)).n)
  end)

  for _, case in ipairs(TYPED) do
    it(("'%s' is refused"):format(case[1]), function()
      local made, message = axis.parse(case[1])
      assert.is_nil(made)
      assert.is_truthy(message:find(case[2], 1, true), message)
    end)
  end

  for _, case in ipairs(WRONG) do
    it(("'%s' is refused for %s"):format(case[1], case[2].kind), function()
      local made, message = axis.of(case[2], assert(axis.parse(case[1]))[1])
      assert.is_nil(made)
      assert.is_truthy(message:find(case[3], 1, true), message)
    end)
  end

  it("knows the place that is nearest to a value", function()
    local made = assert(axis.of(INT, assert(axis.parse "n=10:20:5")[1]))
    for value, place in pairs { [2] = 0, [10] = 0, [13] = 1, [15] = 1, [18] = 2, [99] = 2 } do
      assert.equal(place, axis.nearest(made, value), value)
    end
    assert.equal(1, axis.nearest(assert(axis.of(CHOICE, { name = "kind" })), "ema"))
  end)
end)

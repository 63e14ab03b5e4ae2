--- Every row of semantics.md section 2 as a market of a few bars whose trades
-- are worked out by hand, run by the reference engine and by the kernel.
local compare = require "tests.support.reference.compare"
local engine = require "tests.support.reference.engine"
local kernel = require "tests.support.kernel"
local scenario = require "tests.support.scenario"

local SIDE = { long = 0, short = 1 }

local function same(what, expected, found)
  if type(expected) == "number" and type(found) == "number" then
    assert(compare.near(expected, found, 1e-9, 1e-6),
      ("%s: expected %.12g, found %.12g"):format(what, expected, found))
  else
    assert.equal(expected, found, what)
  end
end

local function check(case, result)
  for i = 1, math.max(#case.trades, #result.trades) do
    local expected, found = case.trades[i], result.trades[i]
    assert(expected and found,
      ("expected %d trades, found %d"):format(#case.trades, #result.trades))
    for key, value in pairs(expected) do
      if key == "side" then value = SIDE[value] end
      same(("trade %d, %s"):format(i, key), value, found[key])
    end
  end
  for i, mark in ipairs(case.equity or {}) do same("mark " .. i - 1, mark, result.equity[i - 1]) end
  if case.last then same("last", case.last, result.last) end
  same("ruined", case.ruined or false, result.ruined)
end

describe("semantics", function()
  for _, file in ipairs { "signals", "levels", "limits", "money" } do
    for _, case in ipairs(require("tests.support.cases." .. file)) do
      it(case.name .. " (reference)", function() check(case, engine.run(scenario.new(case))) end)
      it(case.name .. " (kernel)", function()
        check(case, assert(kernel.run(scenario.new(case))))
      end)
    end
  end
end)

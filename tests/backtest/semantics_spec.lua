--- Every row of semantics.md section 2 as a market of a few bars whose trades
-- are worked out by hand, run by the reference engine and by the kernel.
local check = require "tests.support.check"
local engine = require "tests.support.reference.engine"
local kernel = require "tests.support.kernel"
local scenario = require "tests.support.scenario"

describe("semantics", function()
  for _, file in ipairs { "signals", "levels", "limits", "money", "adds" } do
    for _, case in ipairs(require("tests.support.cases." .. file)) do
      it(case.name .. " (reference)", function() check.case(case, engine.run(scenario.new(case))) end)
      it(case.name .. " (kernel)", function()
        check.case(case, assert(kernel.run(scenario.new(case))))
      end)
    end
  end
end)

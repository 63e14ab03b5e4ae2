--- The kernel against the reference engine on random markets, rules and
-- settings: every trade, mark and metric, and jumps against no jumps.
-- TIDE_PARITY_CASES sets how many, TIDE_PARITY_SEED the first seed.
local case = require "tests.support.reference.case"

local GROUPS = 10
local cases = tonumber(os.getenv "TIDE_PARITY_CASES") or 3000
local first = tonumber(os.getenv "TIDE_PARITY_SEED") or 1

local function report(seed)
  local small = case.shrink(case.new(seed))
  error(("TIDE_PARITY_SEED=%d TIDE_PARITY_CASES=1 ./tide test tests/backtest/parity_spec.lua\n%s\n%s")
    :format(seed, case.check(small), case.describe(small)), 0)
end

describe("kernel and reference engine agree", function()
  local size = math.ceil(cases / GROUPS)
  for group = 1, math.min(GROUPS, cases) do
    local from = first + (group - 1) * size
    local to = math.min(from + size, first + cases) - 1
    it(("on random cases %d to %d"):format(from, to), function()
      for seed = from, to do
        if case.check(case.new(seed)) then report(seed) end
      end
    end)
  end
end)

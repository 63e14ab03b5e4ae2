--- The same bytes, whenever, by whatever build and instruction set: the sanitized
-- program is compiled without any of the dispatched kernels, the release program
-- picks the best this machine has.
local program = require "tests.support.program"

local RUNS = {
  { "demo", "--json", "--equity", "--bars", "9000" },
  { "demo", "--json", "--equity", "--bars", "9000", "--seed", "5", "--momentum" },
  { "demo", "--json", "--equity", "--bars", "9000", "--edge", "rsi" },
}
local STRATEGIES = { "sma_cross", "rsi_dip", "bollinger_reversion", "macd_trend" }

describe("the same bytes come out", function()
  local folder, candles

  setup(function()
    folder = program.folder()
    candles = folder .. "/DEMO_1h.csv"
    assert.equal(0, program.run("demo", "--bars", "9000", "--seed", "3", "--out", candles).code)
    for _, name in ipairs(STRATEGIES) do
      RUNS[#RUNS + 1] = { "backtest", ("%s/strategies/%s.lua"):format(TIDE_ROOT, name), "--data", candles,
        "--json", "--equity" }
    end
  end)
  teardown(function() program.remove(folder) end)

  local function each(compare)
    for _, words in ipairs(RUNS) do
      local here = program.run(unpack(words))
      assert.equal(0, here.code)
      assert.is_true(#here.out > 50000)
      assert.equal(here.out, compare(words).out)
    end
  end

  it("of two runs", function()
    each(function(words) return program.run(unpack(words)) end)
  end)

  if os.getenv "TIDE_SANITIZED" then
    it("of the portable code and of the best instruction set here", function()
      local release = TIDE_ROOT .. "/build/tide"
      each(function(words)
        local quoted = {}
        for i, word in ipairs(words) do quoted[i] = ("'%s'"):format(word) end
        return program.shell(("'%s' %s"):format(release, table.concat(quoted, " ")))
      end)
    end)
  end
end)

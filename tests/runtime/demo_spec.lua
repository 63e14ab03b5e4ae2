--- `tide demo`: the made-up market, the same for the same seed.
local cjson = require "cjson"
local program = require "tests.support.program"

local function sum_of(...)
  local out = os.tmpname()
  local run = program.run("demo", "--out", out, ...)
  assert.equal(0, run.code, run.err)
  assert.equal("", run.out)
  local sum = program.shell("sha256sum <" .. out).out:match "%x+"
  os.remove(out)
  return sum
end

describe("tide demo", function()
  it("makes the same bytes for the same seed, on every machine", function()
    assert.equal("b99aeda99eecbb98a27f8a9d8f21bf4c1e6e762ec36353c5e9218117d5444fe5",
      sum_of("--bars", 5000))
    assert.equal("be95c0221c25d7840fc089f39ae280a55db94276e41773681051cd560a151fd9",
      sum_of("--bars", 5000, "--seed", 7, "--noise"))
    assert.equal("97333c7be389fb691f4bd23a403b3d10c2c90969aec988fa8fb6dbf426c6865b",
      sum_of("--bars", 5000, "--momentum"))
  end)

  it("makes markets that differ by seed", function()
    assert.not_equal(sum_of("--bars", 100), sum_of("--bars", 100, "--seed", 2))
  end)

  it("makes candles that the reader accepts", function()
    local out = os.tmpname()
    for _, kind in ipairs { "--noise", "--momentum" } do
      for seed = 1, 5 do
        assert.equal(0, program.run("demo", "--out", out, kind, "--seed", seed, "--bars", 20000).code)
        local candles = assert(require("stdlib.candles").load(out, { gaps = "fail", cache = false }))
        assert.equal(20000, candles.n)
        assert.equal("1h", candles.timeframe)
      end
    end
    os.remove(out)
  end)

  it("trades breakout on the market it makes", function()
    local run = program.run("demo", "--json")
    assert.equal(0, run.code, run.err)
    local doc = cjson.decode(run.out)
    assert.equal("breakout", doc.strategy)
    assert.equal("DEMO", doc.symbol)
    assert.is_true(doc.metrics.num_trades >= 20)
    assert.equal(run.out, program.run("demo", "--json").out)
  end)

  it("gives nothing away for nothing: noise has no edge", function()
    local total, runs = 0, 12
    for seed = 1, runs do
      local doc = cjson.decode(program.run("demo", "--noise", "--json", "--seed", seed).out)
      total = total + doc.metrics.sharpe_ratio
    end
    assert.is_true(math.abs(total / runs) < 0.6, total / runs)
  end)

  it("excludes two kinds at once", function()
    local run = program.run("demo", "--noise", "--momentum")
    assert.same({ code = 2, out = "", err = "tide: '--noise' and '--momentum' exclude each other\n" }, run)
  end)

  it("writes candles or trades them, not both", function()
    local out = os.tmpname()
    local run = program.run("demo", "--out", out, "--json")
    os.remove(out)
    assert.equal(2, run.code)
    assert.matches("leave '--json' out\n", run.err, 1, true)
  end)
end)

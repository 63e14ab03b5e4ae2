--- `tide demo`: the made-up market, the same for the same seed.
local cjson = require "cjson"
local program = require "tests.support.program"

local EDGES = {
  breakout = "a4d87cec32f2c73c348776b69814369d2884ac57a6ea83a42c3b547d496979da",
  cross = "1566edb32b12936da400b05e5ddade3a984d96a92652c0c0ad36e80569136381",
  rsi = "22b860f5873933364cb7f08c9ff577d67fb27f31d5442e837a9f3b48dcdf45d8",
  session = "a994c9789ac46767cfb2caf05fd45348341c37998941660e08b3764bfd98a258",
  volume = "1a8278c8ff1174e3d1c94a07be322b08b159192530fa78f23317f6bdc02d3a5a",
}

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
    for edge, sum in pairs(EDGES) do assert.equal(sum, sum_of("--bars", 5000, "--edge", edge), edge) end
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

  it("trades the planted rule on the market it is planted in", function()
    local run = program.run("demo", "--edge", "volume", "--bars", 5000, "--json")
    assert.equal(0, run.code, run.err)
    local doc = cjson.decode(run.out)
    assert.equal("planted_volume", doc.strategy)
    assert.is_true(doc.metrics.num_trades >= 100)
    local none = cjson.decode(program.run("demo", "--edge", "volume", "--bars", 5000, "--json", "--strength", 0).out)
    assert.is_true(doc.metrics.sharpe_ratio > none.metrics.sharpe_ratio + 2)
  end)

  it("says which rule is planted in what it writes, and trades as that file does", function()
    local folder = program.folder()
    local out = folder .. "/DEMO_1h.csv"
    local run = program.run("demo", "--edge", "rsi", "--bars", 5000, "--seed", 4, "--out", out)
    assert.same({ code = 0, out = "", err = "tide: 5000 hourly candles written, the edge is that of "
      .. "strategies/planted/rsi.lua; next: tide backtest strategies/planted/rsi.lua --data " .. out .. "\n" }, run)
    local there = program.run("backtest", TIDE_ROOT .. "/strategies/planted/rsi.lua", "--data", out, "--json")
    local here = program.run("demo", "--edge", "rsi", "--bars", 5000, "--seed", 4, "--json")
    assert.same(cjson.decode(there.out).trades, cjson.decode(here.out).trades)
    program.remove(folder)
  end)

  for message, words in pairs {
    ["'--noise' and '--momentum' exclude each other"] = { "--noise", "--momentum" },
    ["'--noise' and '--edge' exclude each other"] = { "--noise", "--edge", "rsi" },
    ["'--strength' is that of an edge: give --edge, too"] = { "--strength", "2" },
    ["'--strength' needs a number of at least 0, found '-1'"] = { "--edge", "rsi", "--strength=-1" },
    ["'--edge' needs one of breakout, cross, rsi, session, volume, found 'rsj'; did you mean 'rsi'?"] =
      { "--edge", "rsj" },
  } do
    it("refuses " .. table.concat(words, " "), function()
      assert.same({ code = 2, out = "", err = "tide: " .. message .. "\n" }, program.run("demo", unpack(words)))
    end)
  end

  it("writes candles or trades them, not both", function()
    local out = os.tmpname()
    local run = program.run("demo", "--out", out, "--json")
    os.remove(out)
    assert.equal(2, run.code)
    assert.matches("leave '--json' out\n", run.err, 1, true)
  end)
end)

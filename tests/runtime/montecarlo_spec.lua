--- `tide montecarlo` and `tide costs` as their user sees them.
local cjson = require "cjson"
local program = require "tests.support.program"

local STRATEGY = TIDE_ROOT .. "/strategies/breakout.lua"
local MEASURES = { "final_equity", "max_drawdown", "sharpe_ratio" }

describe("tide", function()
  local folder, data
  setup(function()
    folder = program.folder()
    data = folder .. "/AAA_1h.csv"
    assert.equal(0, program.run("demo", "--edge", "breakout", "--bars", 4000, "--seed", 3, "--out", data).code)
  end)
  teardown(function() program.remove(folder) end)

  local function run(command, ...) return program.run(command, STRATEGY, "--data", data, "--no-cache", ...) end

  local function document(command, ...)
    local made = run(command, "--json", ...)
    assert.equal(0, made.code, made.err)
    assert.equal("", made.err)
    return cjson.decode(made.out), made.out
  end

  describe("montecarlo", function()
    local NAMES = { "trades", "blocks", "shuffle", "skip", "noise", "costs", "params" }

    it("asks every method, with the numbers of the backtest beside them", function()
      local made, backtest = document("montecarlo", "--paths", 30), document "backtest"
      assert.equal(#NAMES, #made.methods)
      assert.equal(backtest.hash, made.hash)
      for i, name in ipairs(NAMES) do
        local m = made.methods[i]
        assert.equal(name, m.method)
        assert.equal(30, m.paths)
        assert.is_true(m.ruin >= 0 and m.ruin <= 1)
        assert.is_true(math.abs(m.final_equity.actual / backtest.metrics.final_equity - 1) < 1e-9)
        assert.equal(101, #m.bands.median)
        for _, key in ipairs(MEASURES) do
          assert.is_true(m[key].low_99 <= m[key].median and m[key].median <= m[key].high_99, name .. " " .. key)
        end
        if m.steps == cjson.null then
          for _, key in ipairs(MEASURES) do assert.equal(backtest.metrics[key], m[key].actual) end
        end
      end
      assert.equal("trades", made.method)
      assert.same({ made.methods[1].paths, made.methods[1].ruin }, { made.paths, made.ruin })
      assert.same(made.methods[1].bands, made.bands)
    end)

    it("prints the same bytes for the same seed, whatever the threads", function()
      local words = { "--method", "trades", "noise", "blocks", "--paths", 300, "--json" }
      local function print_with(...)
        local all = { ... }
        for _, word in ipairs(words) do all[#all + 1] = word end
        return run("montecarlo", unpack(all)).out
      end
      local one = print_with("--seed", 5, "--threads", 1)
      assert.is_true(#one > 1000)
      assert.is_true(one == print_with("--seed", 5, "--threads", 2))
      assert.is_false(one == print_with("--seed", 6, "--threads", 2))
    end)

    it("counts ruin by its option", function()
      assert.equal(1, document("montecarlo", "--method", "shuffle", "--ruin", 1).ruin)
      assert.equal(0, document("montecarlo", "--method", "shuffle", "--ruin", 0).ruin)
    end)

    it("hands its options to the methods", function()
      local function spread(...)
        local d = document("montecarlo", "--paths", 60, ...).methods[1].final_equity
        return d.high_95 - d.low_95
      end
      assert.is_true(spread("--method", "skip", "--skip", 0.5) > spread("--method", "skip", "--skip", 0.02))
      assert.is_true(spread("--method", "costs", "--cost-jitter", 4) > spread("--method", "costs", "--cost-jitter",
        0.1))
      assert.equal(0, spread("--method", "noise", "--noise", 0))
      assert.is_true(spread("--method", "noise", "--noise", 0.3) > 0)
      assert.equal(7, #document("montecarlo", "--method", "blocks", "--block", 20, "--points", 6).bands.at)
    end)

    it("reads tables and draws a picture of one method within the terminal", function()
      local made = run("montecarlo", "--method", "shuffle")
      assert.equal(0, made.code, made.err)
      assert.matches("Trades in another order: was the drawdown lucky", made.out, 1, true)
      assert.matches("1,000 paths of %d+ trades; equity fell to 50 %% of the start in %S+ %% of them", made.out)
      assert.matches("━", made.out, 1, true)
      for line in made.out:gmatch "[^\n]+" do
        assert.is_true(#line:gsub("[\128-\191]", "") <= 80, line)
      end
      assert.is_nil(run("montecarlo", "--paths", 10).out:find("━", 1, true))
    end)

    it("makes a document for each instrument", function()
      local both = cjson.decode(program.run("montecarlo", STRATEGY, "--json", "--no-cache", "--paths", 5, "--data",
        data, "B=" .. data).out)
      assert.equal(2, #both.results)
      assert.equal("B", both.results[2].symbol)
      assert.same(both.results[1].methods, both.results[2].methods)
    end)

    it("leaves out what cannot be asked, and fails when that was all", function()
      local made = document("montecarlo", "--paths", 5, "--commission", 0, "--slippage", 0)
      assert.same({ { method = "costs", reason = "there are no costs to change" } }, made.left_out)
      assert.equal(6, #made.methods)
      local only = run("montecarlo", "--method", "costs", "--commission", 0, "--slippage", 0)
      assert.equal(1, only.code)
      assert.equal("tide: costs: there are no costs to change\n", only.err)
      assert.equal("", only.out)
    end)

    it("refuses wrong words, and to write over what it reads", function()
      for pattern, words in pairs {
        ["'--method' needs one of trades, blocks"] = { "--method", "dice" },
        ["'--skip' needs a number of at most 0.99"] = { "--skip", "1" },
        ["'--block' needs a number of at least 1"] = { "--block", "0" },
        ["'--report' would write over candles"] = { "--report", data },
      } do
        local made = run("montecarlo", unpack(words))
        assert.equal(2, made.code)
        assert.matches(pattern, made.err, 1, true)
      end
    end)

    it("shows what is done after Ctrl-C", function()
      local command = ("'%s' montecarlo '%s' --data '%s' --no-cache --json --method noise --paths 100000")
        :format(program.path, STRATEGY, data)
      -- a shell starts what runs behind it with SIGINT ignored: perl gives it back
      local made = program.shell(([[perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' %s & pid=$!
        sleep 2; kill -INT $pid; wait $pid; exit $?]]):format(command))
      assert.equal(130, made.code, made.err)
      assert.equal("tide: stopped: what was done until then is shown\n", made.err)
      local found = cjson.decode(made.out)
      assert.is_true(found.paths > 0)
      assert.is_true(found.methods[#found.methods].paths < 100000)
    end)
  end)

  describe("costs", function()
    it("says what the backtest says at its own costs", function()
      local made, backtest = document "costs", document "backtest"
      assert.equal(4, #made.costs)
      assert.equal(1, made.costs[2].factor)
      for key, x in pairs(made.costs[2].metrics) do assert.equal(backtest.metrics[key], x, key) end
      assert.equal(backtest.metrics.break_even_bps, made.break_even.metric_bps)
      local at = document("backtest", "--commission", made.break_even.bps / 1e4)
      assert.is_true(math.abs(at.metrics.total_return) < 1e-6)
      local half = made.capacity.sharpe_without_impact / 2
      local function sharpe(share)
        return document("backtest", "--cash", ("%.17g"):format(made.capacity.capital * share), "--slippage",
          "volume:1", "--spread", 0.001).metrics.sharpe_ratio
      end
      assert.is_true(sharpe(0.99) > half and sharpe(1.01) <= half)
    end)

    it("takes other multiples and another impact", function()
      local made = document("costs", "--times", "0,10", "--impact", 2)
      assert.same({ 0, 10 }, { made.costs[1].factor, made.costs[2].factor })
      assert.equal(0, made.costs[1].metrics.fees_paid)
      assert.equal(2, made.capacity.impact)
    end)

    it("reads as a table and sentences", function()
      local made = run "costs"
      assert.equal(0, made.code, made.err)
      for _, text in ipairs { "costs  total return", "0.5 x", "Break-even", "Commission of a fill", "Capacity",
        "Sharpe halves at a capital of" } do
        assert.matches(text, made.out, 1, true)
      end
      local units = run("costs", "--size", "units:1")
      assert.matches("There is none: its sizes do not grow with the account.", units.out, 1, true)
    end)

    it("refuses wrong words", function()
      local made = run("costs", "--times", "1,x")
      assert.equal(2, made.code)
      assert.matches("'--times' needs times of the costs, like 0.5,1,2,3, found '1,x'", made.err, 1, true)
    end)
  end)
end)

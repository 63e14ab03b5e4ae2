--- `tide backtest` as its user sees it: output, files, exit codes, messages.
local cjson = require "cjson"
local program = require "tests.support.program"

local TRADE_KEYS = {
  "side", "entry_time", "entry_price", "exit_time", "exit_price", "quantity", "pnl", "return", "fees", "bars",
  "exit_reason",
}
local STRATEGY = TIDE_ROOT .. "/strategies/breakout.lua"

describe("tide backtest", function()
  local folder, data, other

  setup(function()
    folder = program.folder()
    data, other = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 4000, "--seed", 3, "--out", data).code)
    assert.equal(0, program.run("demo", "--bars", 3000, "--seed", 4, "--out", other).code)
  end)
  teardown(function() program.remove(folder) end)

  local function backtest(...) return program.run("backtest", STRATEGY, "--no-cache", "--data", ...) end
  local function json_of(...)
    local run = backtest(...)
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out)
  end

  it("prints one JSON document and nothing else", function()
    local doc = json_of(data, "--json", "--equity", "--param", "lookback=10")
    assert.equal("breakout", doc.strategy)
    assert.matches("^%x+$", doc.hash)
    assert.equal("AAA", doc.symbol)
    assert.equal("1h", doc.timeframe)
    assert.equal(4000, doc.bars)
    assert.equal(1577836800000, doc.from)
    assert.equal(1577836800000 + 3999 * 3600000, doc.to)
    assert.same({ lookback = 10, tp = 0.07, sl = 0.16 }, doc.params)
    assert.equal("vector", doc.engine)
    assert.equal("tide", doc.profile)
    assert.equal(4000, #doc.equity)
    assert.equal(doc.metrics.final_equity, doc.equity[4000])
    assert.is_true(#doc.trades > 0)
    assert.equal(doc.metrics.num_trades, #doc.trades)
    local pnl = 0
    for _, trade in ipairs(doc.trades) do
      for _, key in ipairs(TRADE_KEYS) do assert.is_not_nil(trade[key], key) end
      pnl = pnl + trade.pnl
    end
    assert.near(doc.metrics.final_equity, doc.settings.cash + pnl, 1e-6)
  end)

  it("prints the same bytes twice", function()
    assert.equal(backtest(data, "--json", "--equity").out, backtest(data, "--json", "--equity").out)
    assert.equal(backtest(data).out, backtest(data).out)
  end)

  it("lets an option beat the profile, and the profile the defaults", function()
    local plain = json_of(data, "--json").settings
    assert.equal(0.0004, plain.commission)
    assert.equal(0.0005, plain.slippage)
    local other_tool = json_of(data, "--json", "--profile", "vectorbt").settings
    assert.equal(0, other_tool.commission)
    assert.equal("close", other_tool.fill)
    local both = json_of(data, "--json", "--profile", "vectorbt", "--commission", "0.001", "--fill", "next_open")
    assert.equal("vectorbt", both.profile)
    assert.equal(0.001, both.settings.commission)
    assert.equal(0.001, both.settings.commission_maker)
    assert.equal("next_open", both.settings.fill)
  end)

  it("tells every setting back as the option says it", function()
    local s = json_of(data, "--json", "--cash", "5000", "--commission", "0:0.001,1e5:0.0008:0.0001",
      "--commission-maker", "0.0002", "--fee-fixed", "0.5", "--slippage", "dynamic:0.1", "--spread", "0.0002",
      "--size", "risk:0.01", "--lot", "0.001", "--leverage", "2", "--settle", "--hedging",
      "--max-participation", "0.1", "--require-volume", "--drawdown-scale", "0.5", "--risk-free", "0.02",
      "--from", "2020-02-01", "--to", "2020-05-01T12:00").settings
    assert.same({
      cash = 5000, commission = "0:0.001:0.0002,100000:0.0008:0.0002", commission_maker = 0.0002, fee_fixed = 0.5,
      slippage = "dynamic:0.1", spread = 0.0002, size = "risk:0.01", lot = 0.001, leverage = 2,
      maintenance = 0.005, fill = "next_open", settle = true, hedging = true, max_participation = 0.1,
      require_volume = true, drawdown_scale = 0.5, risk_free = 0.02,
      from = 1580515200000, to = 1588334400000,
    }, s)
  end)

  it("earns the rebates that --commission-maker names, and tells them", function()
    local file = program.write(folder .. "/maker.lua", [[
      return strategy { name = "maker", rules = function(m)
        return { long = { enter = m.close:rising(3), take_profit = 0.01, stop_loss = 0.02 } }
      end }]])
    local function run(...)
      local made = program.run("backtest", file, "--data", data, "--json", "--no-cache", "--commission", "0.001",
        "--size", "units:0.1", ...)
      assert.equal(0, made.code, made.err)
      return cjson.decode(made.out)
    end
    local plain, rebate = run(), run("--commission-maker", "-0.0002")
    assert.equal(0.001, plain.settings.commission_maker)
    assert.equal(-0.0002, rebate.settings.commission_maker)
    local resting = 0
    for _, trade in ipairs(plain.trades) do
      if trade.exit_reason == "take_profit" then resting = resting + trade.quantity * trade.exit_price end
    end
    assert.is_true(resting > 0)
    assert.near(plain.metrics.fees_paid - rebate.metrics.fees_paid, 0.0012 * resting, 1e-9 * resting)
    local refused = program.run("backtest", file, "--data", data, "--commission-maker", "-0.2")
    assert.equal(2, refused.code)
  end)

  it("trades only between --from and --to", function()
    local doc = json_of(data, "--json", "--from", "2020-03-01", "--to", "2020-04-01")
    assert.equal(1583020800000, doc.from)
    assert.equal(1585699200000 - 3600000, doc.to)
    assert.equal(31 * 24, doc.bars)
    assert.is_true(#doc.trades > 0)
    for _, trade in ipairs(doc.trades) do assert.is_true(trade.entry_time >= doc.from) end
  end)

  it("runs on the bars of --timeframe", function()
    assert.equal("4h", json_of(data, "--json", "--timeframe", "4h").timeframe)
    local run = backtest(data, "--timeframe", "7x")
    assert.equal(2, run.code)
    assert.equal("tide: '--timeframe' needs a time frame like 5m, 1h, 4h, 1d, 1w or 1mo, found '7x'\n", run.err)
    run = backtest(data, "--timeframe", "5m")
    assert.equal(1, run.code)
    assert.matches("5m", run.err)
  end)

  it("adds up several instruments", function()
    local doc = json_of(data, "--data", "TWO=" .. other, "--json")
    assert.equal(2, #doc.results)
    assert.equal("AAA", doc.results[1].symbol)
    assert.equal("TWO", doc.results[2].symbol)
    local sum = doc.aggregate
    assert.equal(2, sum.runs)
    assert.equal(#doc.results[1].trades + #doc.results[2].trades, sum.trades)
    local a, b = doc.results[1].metrics.sharpe_ratio, doc.results[2].metrics.sharpe_ratio
    assert.near((a + b) / 2, sum.mean.sharpe_ratio, 1e-12)
    assert.near((a + b) / 2, sum.median.sharpe_ratio, 1e-12)
    assert.same({ "AAA", "TWO" }, sum.symbols)
    local best = doc.results[1].metrics.total_return > doc.results[2].metrics.total_return and 1 or 2
    assert.equal(doc.results[best].symbol, sum.best)
    assert.near(doc.results[3 - best].metrics.total_return, sum.without_best.mean_return, 1e-12)
    assert.equal(sum.correlation.results, sum.correlation.results_matrix[1][2])
    assert.equal(sum.carried and 1 or 0, #sum.red_flags)
    assert.is_true(sum.effective_symbols >= 1 and sum.effective_symbols <= 2)
    local text = backtest(data, "--data", "TWO=" .. other).out
    assert.matches("Without " .. sum.best .. ", the best", text:gsub("%s+", " "), 1, true)
    for _, word in ipairs { "AAA", "TWO", "mean", "median", "of 2 earned money" } do
      assert.matches(word, text, 1, true)
    end
  end)

  it("writes the trades as CSV with the keys of the JSON", function()
    local out = folder .. "/trades.csv"
    local doc = json_of(data, "--json", "--trades", out)
    local lines = {}
    for line in io.lines(out) do lines[#lines + 1] = line end
    assert.equal(table.concat(TRADE_KEYS, ","), lines[1])
    assert.equal(#doc.trades + 1, #lines)
    for i, trade in ipairs(doc.trades) do
      local k = 0
      for cell in lines[i + 1]:gmatch "[^,]+" do
        k = k + 1
        local value = trade[TRADE_KEYS[k]]
        if type(value) == "number" then assert.equal(value, tonumber(cell)) else assert.equal(value, cell) end
      end
      assert.equal(#TRADE_KEYS, k)
    end
  end)

  it("prints the result even if the trades cannot be written", function()
    local run = backtest(data, "--trades", folder .. "/nowhere/trades.csv")
    assert.equal(1, run.code)
    assert.matches("Total return", run.out, 1, true)
    assert.matches("nowhere/trades.csv: cannot write the trades: ", run.err, 1, true)
  end)

  it("shows a number without the dust of its last digits, and tells it exactly", function()
    local words = { data, "--profile", "backtesting.py" }
    assert.matches("size 1,", (backtest(unpack(words)).out:gsub("\n", ",")), 1, true)
    words[#words + 1] = "--json"
    assert.equal(0.9999999999999998, json_of(unpack(words)).settings.size)
  end)

  it("takes leverage up to the maintenance margin, a file twice under two names", function()
    assert.equal(199, json_of(data, "--json", "--leverage", "199").settings.leverage)
    assert.equal(2, #json_of(data, "TWO=" .. data, "--json").results)
    local run = backtest(data, "AAA=" .. folder .. "/./AAA_1h.csv")
    assert.same({ code = 2, out = "", err = ("tide: '--data' names %s/./AAA_1h.csv twice\n"):format(folder) }, run)
  end)

  it("names no size where the strategy has its own", function()
    assert.matches("size 1\n", backtest(data).out, 1, true)
    local own = program.run("backtest", TIDE_ROOT .. "/strategies/macd_trend.lua", "--no-cache", "--data", data)
    assert.matches("size by the strategy\n", own.out, 1, true)
  end)

  it("shows undefined numbers as - and null when there is no trade", function()
    local run = backtest(data, "--json", "--from", "2020-01-01", "--to", "2020-01-03")
    assert.equal(0, run.code)
    assert.matches("tide: warning: AAA: ", run.err, 1, true)
    local doc = cjson.decode(run.out)
    assert.equal(0, doc.metrics.num_trades)
    assert.equal(cjson.null, doc.metrics.win_rate)
    assert.matches("Win rate +%-\n", (backtest(data, "--to", "2020-01-03").out .. "\n"):gsub("    Prof", "\nProf"))
  end)

  it("tells with --debug which quantities were cut at the fill", function()
    local run = backtest(data, "--debug", "--max-participation", "0.0001")
    assert.equal(0, run.code)
    assert.matches("tide: debug: AAA: trade %d+: [%d.]+ wanted, cut to [%d.]+ at the fill\n", run.err)
    assert.equal(backtest(data, "--max-participation", "0.0001").out, run.out)
  end)

  it("uses no colour and no control characters off a terminal", function()
    assert.is_nil(backtest(data).out:find("[%z\1-\8\11-\31\127]"))
    assert.is_nil(backtest(data, "--data", other).err:find("\27", 1, true))
  end)

  for width, most in pairs { [40] = 40, [60] = 60, [80] = 80, [120] = 120 } do
    it(("fits a terminal of %d columns"):format(width), function()
      local show = require "runtime.show"
      local simulation = require "runtime.simulation"
      local options = require "runtime.options"
      local command = require "runtime.commands.backtest"
      for _, words in ipairs { { STRATEGY, "--data", data }, { STRATEGY, "--data", data, "--data", other } } do
        local opts = assert(options.parse(command, words))
        local runs = simulation.all(opts, { strategy = simulation.strategy { strategy = opts.strategy[1] } })
        local lines = 0
        for line in show.results(runs, width):gmatch "[^\n]+" do
          lines = lines + 1
          assert.is_true(#line:gsub("[\128-\191]", "") <= most, line)
        end
        assert.is_true(lines > 5)
      end
    end)
  end

  -- exit code, part of the message, words; S and D stand for the strategy and the data
  for label, case in pairs {
    ["a missing strategy"] = { 1, "nothere.lua", "nothere.lua --data D" },
    ["a missing file"] = { 1, "nothere.csv", "S --data nothere.csv" },
    ["a folder for data"] = { 1, "/tmp", "S --data /tmp" },
    ["a folder for a strategy"] = { 1, "/tmp", "/tmp --data D" },
    ["an empty file"] = { 1, "/dev/null", "S --data /dev/null" },
    ["no data"] = { 2, "'backtest' needs --data [SYMBOL=]FILE", "S" },
    ["a misspelt option"] = { 2, "did you mean '--commission'?", "S --data D --commision 0" },
    ["a leverage that is liquidated at once"] = { 2,
      "'--leverage' must be below 200: at 200 the initial margin of a position is not above the maintenance margin "
        .. "(0.005 of its value), so it would be liquidated at once", "S --data D --leverage 200" },
    ["equity without JSON"] = { 2, "'--equity' adds to the JSON document: give --json, too", "S --data D --equity" },
    ["candles twice"] = { 2, "AAA_1h.csv twice", "S --data D D" },
    ["candles for a strategy"] = { 1, "AAA_1h.csv: this looks like a table of candles; a strategy is a .lua or .json "
      .. "file, and candles are given with --data", "D --data D" },
    ["a misspelt parameter"] = { 2, "did you mean 'lookback'?", "S --data D --param lokback=3" },
    ["a parameter out of range"] = { 2, "lookback", "S --data D --param lookback=9999" },
    ["a parameter that is no number"] = { 2, "lookback", "S --data D --param lookback=x" },
    ["a parameter given twice"] = { 2, "sets tp twice", "S --data D --param tp=0.1 --param tp=0.2" },
    ["a cash of nothing"] = { 2, "'--cash' needs a number above 0, found '0'", "S --data D --cash 0" },
    ["falling tiers"] = { 2, "'--commission' needs a rate", "S --data D --commission 0:0.1,0:0.2" },
    ["an unknown size"] = { 2, "'--size' needs a share", "S --data D --size all:1" },
    ["an unknown profile"] = { 2, "did you mean 'vectorbt'?", "S --data D --profile vectorbot" },
    ["trades over candles"] = { 2, "'--trades' would write over candles", "S --data D --trades D" },
    ["a report over the strategy"] = { 2, "'--report' would write over the strategy", "S --data D --report S" },
    ["two outputs in one file"] = { 2, "would write over what is written with --trades",
      "S --data D --trades /nowhere/x --report /nowhere/./x" },
    ["--to before --from"] = { 2, "later than '--from'", "S --data D --from 2021-01-01 --to 2020-01-01" },
  } do
    it("refuses " .. label .. " in one line", function()
      local words = {}
      for word in case[3]:gmatch "%S+" do
        words[#words + 1] = word == "D" and data or word == "S" and STRATEGY or word
      end
      local run = program.run("backtest", unpack(words))
      assert.equal(case[1], run.code, run.err)
      assert.equal("", run.out)
      assert.matches(case[2], run.err, 1, true)
      assert.matches("^tide: [^\n]+\n$", run.err)
      assert.is_nil(run.err:find("stack traceback", 1, true))
    end)
  end
end)

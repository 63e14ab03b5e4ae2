--- Generated Python files are run, and say what tide says on every bar.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local build = require "tests.graph.build"
local loader = require "runtime.loader"
local model = require "stdlib.convert.model"
local program = require "tests.support.program"
local python = require "stdlib.convert.python.init"
local python_run = require "tests.support.python_run"
local random = require "tests.graph.random"
local random_strategy = require "tests.support.random_strategy"
local settings = require "runtime.settings"
local strategies = require "tests.support.strategies"

local C = require("stdlib.host").C

local function text_of(cdata)
  local text, refused = python.text(model.of(cdata), { params = {} })
  return text, refused and refused.message
end

--- Compares all signals. @return how many there are
local function compare(cdata, candles, what)
  local text, refused = text_of(cdata)
  assert(text, refused)
  local mine = assert(python_run.signals(cdata, candles))
  local theirs, trouble = python_run.run(text, candles)
  assert(theirs, tostring(what) .. "\n" .. tostring(trouble) .. "\n" .. text)
  local count = 0
  for name, bars in pairs(mine.columns) do
    local off = python_run.differences(bars, theirs.columns[name], mine.n)
    assert.equal("", table.concat(off, " "), ("%s: %s differs\n%s"):format(what, name,
      text:match "\nclass %w+%(Strategy.*"))
    for _ in pairs(bars) do count = count + 1 end
  end
  return count
end

describe("a strategy written as Python", function()
  it("gives the same signals, whatever it is made of", function()
    local total, ran = 0, 0
    for seed = 1, 40 do
      local s = random_strategy.strategy(seed, { sayable = true, alone = true })
      if text_of(s) then
        local r = random.new(seed)
        local candles = build.candles(random.candles(r, "1h", 600, 1577836800e6))
        s.timeframe = 0
        total = total + compare(s, candles, "seed " .. seed)
        ran = ran + 1
      end
    end
    assert.is_true(ran > 25, ran)
    assert.is_true(total > 1000, total)
  end)

  describe("of those that come with tide", function()
    local folder
    setup(function() folder = program.folder() end)
    teardown(function() program.remove(folder) end)

    local function market(timeframe)
      local candles = ffi.gc(C.tide_synthetic_new(9000, 5, C.TIDE_SYNTHETIC_REGIMES), C.tide_candles_free)
      if not timeframe then return candles end
      local out, frame = ffi.new "tide_candles *[1]", ffi.new "int64_t[1]"
      assert(C.tide_timeframe_parse(timeframe, frame) == 0)
      assert(C.tide_candles_resample(candles, frame[0], out, nil) == 0)
      return ffi.gc(out[0], C.tide_candles_free)
    end

    local function trades_of(strategy, candles)
      local loaded = { cdata = candles, n = candles.n, symbol = "A", timeframe = "1h", path = "", notes = {} }
      local set = assert(settings.make { given = {} })
      set.commission, set.commission_maker, set.slippage = 0, 0, 0
      return assert(backtest.run { strategy = strategy, candles = loaded, with = {}, settings = set }).trades
    end

    for _, case in ipairs {
      { "sma_cross", {}, 1 }, { "breakout", {}, 0.9 }, { "rsi_dip", {}, 0.9 }, { "bollinger_reversion", {}, 0.9 },
      { "macd_trend", {}, 0.8 }, { "_template", { average = "wma" }, 0 },
    } do
      local name, given, alike = unpack(case)
      it(name .. " gives the same signals, and trades as it does", function()
        local path = TIDE_ROOT .. "/strategies/" .. name .. ".lua"
        local s = assert(loader.load(path, given))
        local candles = market(s.timeframe)
        local out = folder .. "/" .. name .. ".py"
        local words = { path, out, "--freeze", "average", "--freeze", "shorts", "--param", "average=wma" }
        local run = program.run("convert", unpack(words, 1, next(given) and 8 or 2))
        assert.equal(0, run.code, run.err)
        local file = assert(io.open(out))
        local text = file:read "*a"
        file:close()
        local mine, theirs = assert(python_run.signals(s.cdata, candles)), assert(python_run.run(text, candles))
        for column, bars in pairs(mine.columns) do
          local off = python_run.differences(bars, theirs.columns[column], mine.n)
          assert.equal("", table.concat(off, " "), column)
        end
        local same, entered = 0, {}
        for _, t in ipairs(theirs.trades) do
          entered[("%d %d %s"):format(t[1], t[2], t[3] and "long" or "short")] = true
        end
        local trades = trades_of(s, candles)
        for _, t in ipairs(trades) do
          if t.exit_reason == "end_of_data" or entered[("%d %d %s"):format(t.entry_bar, t.exit_bar, t.side)] then
            same = same + 1
          end
        end
        assert.is_true(#trades > 5, #trades)
        assert.is_true(same / #trades >= alike, ("%d of %d trades are alike"):format(same, #trades))
      end)
    end
  end)

  for what, case in pairs {
    ["an indicator that is not in the library"] = { "ta.cdl_doji(m):above(0)",
      "ta.cdl_doji cannot be written in Python yet: the indicators that can are listed in docs/guide/convert.md" },
    ["another symbol"] = { 'm("1h", "ETH").close:above(1)', "ETH: a backtest of backtesting.py has one instrument" },
    ["a column that a backtest lacks"] = { "m.funding:above(0)",
      "funding: a backtest of backtesting.py has open, high, low, close and volume" },
  } do
    it("refuses, with its line, " .. what, function()
      local folder = program.folder()
      local rules = "    return { long = { enter = " .. case[1] .. " } }"
      local path = program.write(folder .. "/x.lua", strategies.rules(rules))
      local run = program.run("convert", path, folder .. "/x.py")
      assert.equal(("tide: %s:5: %s\n"):format(path, case[2]), run.err)
      assert.equal(1, run.code)
      program.remove(folder)
    end)
  end
end)

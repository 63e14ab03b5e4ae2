--- Rules simulated bar by bar give what they give on whole columns: every trade, fill, mark and
-- metric, to the last bit.
local backtest = require "stdlib.backtest"
local build = require "tests.graph.build"
local candle_files = require "stdlib.candles"
local data = require "tests.support.data"
local loader = require "runtime.loader"
local program = require "tests.support.program"
local random = require "tests.graph.random"
local random_run = require "tests.support.random_run"
local replay = require "stdlib.replay"
local results = require "tests.support.results"

local START = 1704067200e6 -- Monday 2024-01-01
local RULE_SETS, GROUPS = 500, 10

local seen = {} -- reasons and funding, by name

local function look_at(result)
  for _, trade in ipairs(result.trades) do seen[trade.exit_reason] = true end
  seen.funding = seen.funding or result.cdata.funding ~= 0
  seen.ruin = seen.ruin or result.ruined
end

--- Both engines on one run: how many trades, or what differs.
local function compare(run)
  local whole, why = backtest.run(run)
  local stepped, message = replay.run(run)
  if not whole or not stepped then
    return 0, (not whole) ~= (not stepped) and ("only one engine refuses: " .. (why or message)) or nil
  end
  look_at(whole)
  return #whole.trades, results.difference(whole.cdata, stepped.cdata)
end

local function files_in(folder)
  local list = {}
  for name in program.shell(("ls '%s/%s'"):format(TIDE_ROOT, folder)).out:gmatch "[^\n]+" do
    if name:find "%.lua$" then list[#list + 1] = folder .. "/" .. name end
  end
  return list
end

describe("bar by bar and on whole columns", function()
  local hourly
  setup(function() hourly = assert(candle_files.load(data.path "BTCUSDT_1h.csv", { drop_last = true })) end)

  for _, folder in ipairs { "strategies", "strategies/planted" } do
    for _, path in ipairs(files_in(folder)) do
      it("a strategy trades the same: " .. path, function()
        local strategy = assert(loader.load(TIDE_ROOT .. "/" .. path))
        local adds = strategy.cdata.side[0].add_max + strategy.cdata.side[1].add_max > 0
        for _, profile in ipairs(adds and { "tide" } or backtest.profiles()) do
          local settings = backtest.settings(profile)
          settings.record_fills, settings.cash = true, 1e6 -- a whole bitcoin can be paid for
          local trades, wrong = compare { strategy = strategy, candles = hourly, settings = settings }
          assert.is_nil(wrong)
          assert.is_true(trades > 0, profile .. ": no trade")
        end
      end)
    end
  end

  for group = 1, GROUPS do
    local size = RULE_SETS / GROUPS
    it(("random rules trade the same: %d to %d"):format((group - 1) * size + 1, group * size), function()
      local trades, traded = 0, 0
      for seed = (group - 1) * size + 1, group * size do
        local count, wrong = compare(random_run.new(seed))
        assert.is_nil(wrong, ("seed %d: %s"):format(seed, tostring(wrong)))
        trades, traded = trades + count, traded + (count > 0 and 1 or 0)
      end
      assert.is_true(traded > size / 5 and trades > 2 * size, ("%d trades in %d runs"):format(trades, traded))
    end)
  end

  it("everything that ends a trade happened", function()
    for _, name in ipairs { "signal", "reverse", "stop_loss", "take_profit", "time_stop", "end_of_data", "liquidation",
      "funding", "ruin" } do
      assert.is_true(seen[name], name .. " never happened")
    end
  end)

  it("an indicator in Lua is asked bar by bar, too", function()
    local path = program.write(os.tmpname() .. ".lua", [[
      local smooth = ta.define {
        name = "smooth", lookback = 0,
        step = function(state, bar)
          state.value = state.value and state.value + 0.1 * (bar.real - state.value) or bar.real
          return state.value
        end,
      }
      return strategy {
        name = "asks",
        rules = function(m)
          local smoothed = smooth(m("4h").close)
          return { long = { enter = m.close:crosses_above(smoothed), exit = m.close:crosses_below(smoothed) } }
        end,
      }
    ]])
    local strategy = assert(loader.load(path))
    local settings = backtest.settings "tide"
    local trades, wrong = compare { strategy = strategy, candles = hourly, settings = settings }
    assert.is_nil(wrong)
    assert.is_true(trades > 10)
  end)

  it("refuses the same", function()
    local strategy, settings = build.strategy(), backtest.settings "tide"
    local candles = random_run.candles(random.new(1), "A", "1h", 50, START)
    strategy.timeframe = 60 * 1000000LL
    local _, why = replay.run { strategy = { cdata = strategy }, candles = candles, settings = settings }
    assert.matches("finer", why)
    strategy.timeframe, settings.from = 0, START + 1e15
    _, why = replay.run { strategy = { cdata = strategy }, candles = candles, settings = settings }
    assert.equal("no bar lies between the given dates", why)
    settings.from, settings.lot = 0, -1
    _, why = replay.run { strategy = { cdata = strategy }, candles = candles, settings = settings }
    assert.matches("lot", why)
  end)
end)

-- Rules that change while an account is open: what is there stays, what comes is theirs.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local ffi = require "ffi"
local loader = require "runtime.loader"
local program = require "tests.support.program"
local replay = require "stdlib.replay"

local RULES = [[
return strategy {
  name = "x",
  rules = function(m)
    local fast, slow = ta.sma(m.close, %d), ta.ema(m.close, %d)
    return {
      long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow), stop_loss = %s,
        partial = { { at = 0.01, close = 0.3 }, { at = %g, close = 0.3 } } },
      short = { enter = fast:crosses_below(slow), take_profit = 0.03, trailing_stop = atr(14) * 3, max_bars = 30 },
    }
  end,
}
]]

local PYRAMID = [[
return strategy {
  name = "x",
  rules = function(m)
    return { long = { enter = m.close:crosses_above(ta.sma(m.close, 20)), size = 0.2,
      exit = any { m.close:below(pos.entry * 0.98), pos.bars:above(%d) },
      add = { when = m.close:above(pos.last_fill * 1.01), max = 3 } } }
  end,
}
]]

local function load_rules(text)
  local path = program.write(os.tmpname() .. ".lua", text)
  local made = assert(loader.load(path, {}))
  os.remove(path)
  return made
end

local function strategy(...) return load_rules(RULES:format(...)) end

local function view(c, n)
  local cdata = ffi.new("tide_candles", c.cdata[0])
  cdata.n = n
  return { cdata = cdata, held = c }
end

local function row(c, t)
  return { time = c.cdata.time[t], open = c.cdata.open[t], high = c.cdata.high[t], low = c.cdata.low[t],
    close = c.cdata.close[t], volume = c.cdata.volume[t] }
end

local function bytes(result)
  local r = result.cdata
  return ffi.string(r.equity, 8 * (r.last - r.first + 1)) .. ffi.string(r.trades, r.n_trades * ffi.sizeof "tide_trade")
    .. ffi.string(r.metric, ffi.sizeof(r.metric))
end

local function settings_of(fill)
  local settings = backtest.settings "tide"
  settings.fill = fill
  return settings
end

local function open(rules, settings)
  return assert(replay.open { strategy = rules, settings = settings, symbol = "A", timeframe = "1h", volume = true })
end

-- A run in which the rules change at bars, by other ones in turn.
local function run(c, list, at, settings)
  local r = open(list[1], settings)
  local now = 1
  for t = 0, c.n - 1 do
    if at[t] then
      now = now % #list + 1
      local before = r:state()
      assert(r:swap(list[now], { history = { A = view(c, t) } }))
      local after = r:state()
      assert.equal(before.equity, after.equity)
      assert.same(before.long, after.long)
      assert.same(before.short, after.short)
    end
    assert(r:candle(row(c, t)))
  end
  return r
end

describe("rules that are swapped", function()
  local c
  setup(function() c = assert(candles.synthetic { bars = 2500, seed = 4, kind = "momentum" }) end)

  for name, fill in pairs { ["the next open"] = 0, ["the close"] = 1 } do
    it("for the same ones change nothing, with fills at " .. name, function()
      local list = { strategy(5, 20, "0.02", 0.03), strategy(5, 20, "0.02", 0.03) }
      local random, at = require("stdlib.generator.random").new(1, "swap"), {}
      for t = 1, c.n - 1 do at[t] = random:next() < 0.05 or nil end
      local wanted = assert(backtest.run { strategy = list[1], candles = c, settings = settings_of(fill) })
      assert.is_true(bytes(wanted) == bytes(assert(run(c, list, at, settings_of(fill)):finish())))
    end)
  end

  it("read the position that others opened", function()
    local same, at = { load_rules(PYRAMID:format(30)), load_rules(PYRAMID:format(30)) }, {}
    local random = require("stdlib.generator.random").new(2, "swap")
    for t = 1, c.n - 1 do at[t] = random:next() < 0.05 or nil end
    local wanted = assert(backtest.run { strategy = same[1], candles = c, settings = settings_of(0) })
    assert.is_true(#wanted.trades > 20)
    assert.is_true(bytes(wanted) == bytes(assert(run(c, same, at, settings_of(0)):finish())))
    local trade
    for _, one in ipairs(wanted.trades) do trade = one.bars >= 20 and one or trade end
    local entered = 0
    while tonumber(c.cdata.time[entered]) / 1000 < trade.entry_time do entered = entered + 1 end
    local shorter = { same[1], load_rules(PYRAMID:format(12)) }
    local result = assert(run(c, shorter, { [entered + 6] = true }, settings_of(0)):finish())
    for _, one in ipairs(result.trades) do
      if one.entry_time == trade.entry_time then trade = one end
    end
    assert.equal(14, trade.bars) -- above 12 at the close of the 13th, out at the next open
  end)

  it("trade as before until then, and by the others afterwards", function()
    local list = { strategy(5, 20, "0.02", 0.03), strategy(8, 30, "atr(14) * 2", 0.05) }
    local r = run(c, list, { [1200] = true }, settings_of(0))
    local result = assert(r:finish())
    local old = assert(backtest.run { strategy = list[1], candles = c, settings = settings_of(0) })
    local time, same = tonumber(c.cdata.time[1200]) / 1000, 0
    for i, trade in ipairs(old.trades) do
      if trade.exit_time < time then
        assert.same(trade, result.trades[i])
        same = same + 1
      end
    end
    assert.is_true(same > 10)
    -- once both were flat, entries are those of the new rules alone
    local new = assert(backtest.run { strategy = list[2], candles = c, settings = settings_of(0) })
    local entries, found = {}, 0
    for _, trade in ipairs(new.trades) do entries[trade.entry_time .. trade.side] = true end
    for i = same + 4, #result.trades do
      if entries[result.trades[i].entry_time .. result.trades[i].side] then found = found + 1 end
    end
    assert.is_true(found > 0.8 * (#result.trades - same - 4))
  end)

  it("are refused where they cannot take over, and the others go on", function()
    local path = program.write(os.tmpname() .. ".lua", [[
return strategy { name = "y", timeframe = "4h", rules = function(m)
  return { long = { enter = m.close:rising(2), exit = m.close:falling(2) } } end }]])
    local other = assert(loader.load(path, {}))
    os.remove(path)
    local first = strategy(5, 20, "0.02", 0.03)
    local r = open(first, settings_of(0))
    for t = 0, 499 do assert(r:candle(row(c, t))) end
    local fine, why = r:swap(other, { history = { A = view(c, 500) } })
    assert.is_nil(fine)
    assert.equal("rules of another time frame cannot take over", why)
    for t = 500, c.n - 1 do assert(r:candle(row(c, t))) end
    local wanted = assert(backtest.run { strategy = first, candles = c, settings = settings_of(0) })
    assert.is_true(bytes(wanted) == bytes(assert(r:finish())))
  end)
end)

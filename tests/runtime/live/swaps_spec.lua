-- A thousand versions while candles come: each candle is seen once, nothing grows.
local candles = require "stdlib.candles"
local backtest = require "stdlib.backtest"
local engines = require "runtime.daemon.engine"
local feeds = require "runtime.daemon.feed"
local loader = require "runtime.loader"
local process = require "runtime.live.process"
local program = require "tests.support.program"

local SWAPS = os.getenv "TIDE_SANITIZED" and 120 or 1000

local SCRIPT = [[
return strategy { name = "s",
  on_start = function(ctx) ctx.state.seen, ctx.state.sum = 0, 0 end,
  on_candle = function(ctx, candle)
    ctx.state.seen, ctx.state.sum = ctx.state.seen + 1, ctx.state.sum + candle.close
    if ctx.state.seen == 3 then ctx:buy { size = 0.5 } end
  end,
} -- %d
]]

local RULES = [[
return strategy { name = "r", rules = function(m)
  local line = ta.sma(m.close, 10)
  return { long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line) } }
end } -- %d
]]

local function open_files() return program.shell("ls /proc/$PPID/fd | wc -l").out end

local function resident()
  for line in io.lines "/proc/self/status" do
    local kb = line:match "^VmRSS:%s*(%d+)"
    if kb then return tonumber(kb) / 1024 end
  end
end

local function version(text, number)
  local path = program.write(os.tmpname() .. ".lua", text:format(number))
  local made = assert(loader.load_any(path, {}))
  os.remove(path)
  return made
end

describe("a thousand versions under load", function()
  it("lose no candle, keep what is held, and leave nothing behind", function()
    local nursery = assert(process.nursery())
    local c = assert(candles.synthetic { bars = SWAPS + 200, seed = 2, kind = "momentum" })
    c.symbol = "A"
    local feed, settings = feeds.new { c }, backtest.settings "tide"
    local scripts = { version(SCRIPT, 1), version(SCRIPT, 2) }
    local rules = { version(RULES, 1), version(RULES, 2) }
    local strategies = { scripts[1], rules[1] }
    local log = { info = function() end, warn = function(_, _, list) error(list[2], 0) end,
      error = function(_, _, list) error(list[2], 0) end }
    local engine = engines.new { strategies = strategies, feed = feed, settings = settings, scripts = {
      nursery = nursery, log = log, patience = function() return 60000 end,
      config = require("runtime.config").load(nil, {}) } }
    engine:begin(feed.first)
    local count, files, memory, held = 0, nil, nil, nil
    while true do
      local time = feed:next()
      if not time then break end
      engine:reach(time)
      if count < SWAPS and feed.closed[1] > 50 then
        count = count + 1
        for i, list in ipairs { scripts, rules } do
          local now = list[count % 2 + 1]
          local done, why = engine:swap(strategies[i], now)
          assert(done, why or "busy")
          strategies[i] = now
        end
        if count == 100 then
          collectgarbage()
          files, memory, held = open_files(), resident(), engine:status().shares[1].positions[1].quantity
        end
      end
    end
    assert.equal(SWAPS, count)
    assert.equal(held, engine:status().shares[1].positions[1].quantity)
    local sum = 0
    for t = 0, c.n - 1 do sum = sum + c.cdata.close[t] end
    local state = require("runtime.script.state").unpack(engine.shares[1].process.state)
    assert.same({ seen = c.n, sum = sum }, state)
    local wanted = assert(backtest.run { strategy = rules[1], candles = c, settings = engine.shares[2].settings })
    assert.same(wanted.trades, assert(engine.shares[2]:finish()).trades)
    collectgarbage()
    -- those of a process that was stopped close when its end is told
    assert.is_true(tonumber(open_files()) <= tonumber(files) + 8, ("%s, and %s after 100"):format(open_files(), files))
    assert.is_true(resident() < memory * 1.3 + 20, ("%g MB, and %g after 100"):format(resident(), memory))
    engine.scripts:close()
  end)
end)

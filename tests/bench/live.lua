--- Live scripts: an event to a process of its own and its answer back, of one and of ten, and what the
-- worst of these takes while other scripts do their worst.
local live = require "tests.support.live_market"
local process = require "runtime.live.process"
local wait = require "runtime.live.wait"
local C = require("stdlib.host").C

local ROUNDS, WARM, ATTACK_SECONDS = 20000, 2000, 3

local GOOD = [[
return strategy {
  name = "good",
  on_candle = function(ctx, c)
    local s = ctx.state
    s.high = math.max(s.high or 0, c.close)
    if ctx.position == 0 and c.close < s.high * 0.95 then ctx:buy { size = 0.5 } end
  end,
}]]

-- What others do meanwhile.
local EVIL = {
  "while true do end", "while true do ctx:buy() end", "local t = {} while true do t = { t } end",
  "while true do print(('x'):rep(999)) end", "while true do pcall(ctx.after, ctx, 0) end",
  "local s = 'x' while true do s = s .. s end", "error 'x'",
  "for i = 1, 2 do ctx.state[i] = ('x'):rep(1e5) .. i .. c.n end",
}

local function handle() return true, 1 end

local function good(nursery) return live.start(nursery, live.script(GOOD, { "on_candle" })) end

local function candle(n)
  return { time = n * 6e4, open = 100, high = 101, low = 99, close = 100 + n % 3, volume = 5, symbol = "A",
    timeframe = "1m", n = n }
end

local VIEW = { time = 0, position = 0, equity = 1000, cash = 1000, held = { A = 0 } }

local function round(list, n)
  local event = candle(n)
  for _, p in ipairs(list) do p:deliver("on_candle", event, VIEW) end
  wait.all(list, 1000, handle)
end

local function microseconds(nursery, count)
  local list = {}
  for i = 1, count do list[i] = good(nursery) end
  wait.all(list, 10000, handle)
  for n = 1, WARM do round(list, n) end
  local rounds = ROUNDS / count
  local start = C.tide_clock_seconds()
  for n = 1, rounds do round(list, n) end
  local seconds = C.tide_clock_seconds() - start
  for _, p in ipairs(list) do p:stop() end
  return seconds / rounds * 1e6
end

local function attacker(nursery, i)
  local text = ("return strategy { name = 'evil', on_candle = function(ctx, c) %s\nend }"):format(EVIL[i])
  local p = live.start(nursery, live.script(text, { "on_candle" }), { most_errors = 1 })
  p.kind = i
  return p
end

-- The longest that a script which behaves had to be waited for, from the event on; an attacker that
-- has ended is followed by the next one of its kind.
local function worst_delay(nursery)
  local mine, list = good(nursery), {}
  wait.all({ mine }, 10000, handle)
  for i = 1, #EVIL do list[i] = attacker(nursery, i) end
  list[#list + 1] = mine
  local worst, ended, n, stop = 0, 0, 0, C.tide_clock_seconds() + ATTACK_SECONDS
  repeat
    n = n + 1
    for i, p in ipairs(list) do
      if p.ending and p.kind then
        ended, list[i] = ended + 1, attacker(nursery, p.kind)
      end
    end
    local event, start = candle(n), C.tide_clock_seconds()
    for _, p in ipairs(list) do p:deliver("on_candle", event, VIEW) end
    repeat
      mine.late = false -- is waited for on, as nobody else is
      wait.all(list, 5, handle)
    until not mine:owes()
    worst = math.max(worst, C.tide_clock_seconds() - start)
  until C.tide_clock_seconds() > stop
  for _, p in ipairs(list) do p:stop() end
  return worst * 1000, ended, n
end

return function(report)
  local nursery = assert(process.nursery())
  report("live_round_us", microseconds(nursery, 1), "us")
  report("live_round_10_us", microseconds(nursery, 10), "us")
  local worst, ended, rounds = worst_delay(nursery)
  report("live_worst_delay_ms", worst, "ms")
  report("live_attacks_ended", ended, "scripts")
  report("live_rounds_under_attack", rounds, "rounds")
  nursery:close()
end

--- `tide paper STRATEGY... --feed FILE...`: trade without money, by the clock.
local paper = require "runtime.paper"
local C = require("stdlib.host").C
local failure = require "runtime.failure"
local terminal = require "runtime.terminal"

local STOPPED = { SIGINT = 130 }

local function show_time(started)
  local shown = started
  return function(daemon)
    local wall = C.tide_clock_seconds()
    if wall - shown < 0.2 or not terminal.width(terminal.STDERR) then return end
    shown = wall
    local now = daemon.engine:status()
    terminal.progress(started, ("%s  equity %.2f  (Ctrl-C stops; the session is kept)"):format(
      os.date("!%Y-%m-%d %H:%M", now.time / 1000), now.equity))
  end
end

local function run(opts)
  local nursery = paper.nursery() -- first of all, while the program is small
  local session = paper.open(opts)
  local log = require("runtime.daemon.log").new(io.stderr, "info", not opts.log)
  local started = C.tide_clock_seconds()
  local how, code = paper.run(session, opts, { nursery = nursery, log = log,
    on_step = show_time(started) })
  terminal.clear()
  if how == "ended" then return code end
  io.stderr:write(("tide: stopped: session '%s' is kept; the same command goes on with it\n")
    :format(session.at.name))
  return STOPPED[how] or code or failure.FAILED
end

return {
  name = "paper",
  summary = "trade without money, by the clock, from a feed of candles",
  about = "Runs strategies on a feed as live trading would: candle by candle, by the clock, with "
    .. "nothing of the future known. The trades are those of 'tide backtest' on the same candles. "
    .. "What a session is survives Ctrl-C and kill -9: the same command goes on with it.",
  arguments = { { name = "STRATEGY", help = "strategy files", many = true } },
  options = paper.options,
  examples = {
    "tide paper strategies/breakout.lua --feed BTCUSDT_1h.csv --speed 1000",
    "tide paper a.lua b.lua --feed BTCUSDT_1h.csv ETHUSDT_1h.csv --name both --speed max",
  },
  run = run,
}

--- Runs an opened session to its end: recovery, the loop, people who attach, files that change.
local controls = require "runtime.daemon.control"
local daemons = require "runtime.daemon"
local engines = require "runtime.daemon.engine"
local failure = require "runtime.failure"
local paces = require "runtime.daemon.pace"
local questions = require "runtime.daemon.questions"
local reloads = require "runtime.daemon.reload"
local uv = require("tide.loop").uv
local C = require("stdlib.host").C

local function time_text(us) return os.date("!%Y-%m-%dT%H:%M:%SZ", us / 1e6) end

local function number(x) return ("%.10g"):format(x) end

local function plain_fill(fill)
  return ("%s %s %s %s %s, %s at %s"):format(os.date("!%Y-%m-%d %H:%M", fill.time / 1000),
    fill.strategy, fill.symbol, fill.side, fill.kind, number(fill.quantity), number(fill.price))
end

local function tell_fill(log)
  return function(fill)
    if log.plain then return log:info("fill", { "message", plain_fill(fill) }) end
    log:info("fill", {
      "strategy", fill.strategy, "symbol", fill.symbol, "side", fill.side, "kind", fill.kind,
      "price", fill.price, "quantity", fill.quantity, "at", time_text(fill.time * 1000),
    })
  end
end

-- By the clock a script that is late misses what it is late for. Where time goes faster than the
-- clock it waits, so that a busy machine does not change what a rehearsal gives; silent ones are
-- ended. So it does over the history that stands before what comes through a pipe.
local PATIENCE_IN_REHEARSAL_MS = 60000
local HISTORY_US = 60e6 -- a candle that closed so long ago

local function is_live(session, pace)
  if pace.speed > 1 then return false end
  local pipes = session.feed.pipes
  if not pipes then return true end
  local newest = -math.huge
  for _, pipe in ipairs(pipes) do newest = math.max(newest, pipe:reached()) end
  return C.tide_clock_wall_us() - newest < HISTORY_US
end

local RESTART = "restart"
local NO_CANDLE = "the feed has ended, and no candle came: expected lines like "
  .. "'1577836800000,7195.2,7196.2,7175.4,7177.0,511.8' (time, open, high, low, close, volume)"

local function start(session, job)
  local config = session.config
  local pace = paces.new(config.speed)
  function job.scripts.patience()
    return is_live(session, pace) and config["scripts.patience_ms"] or PATIENCE_IN_REHEARSAL_MS
  end
  local daemon = daemons.new {
    engine = engines.new {
      strategies = session.strategies, feed = session.feed, settings = session.settings,
      scripts = job.scripts,
    },
    strategies = session.strategies, later = session.later, feed = session.feed,
    journal = session.journal, pace = pace, from = tonumber(session.settings.from), log = job.log,
    on_fill = tell_fill(job.log), on_step = job.on_step, on_hangup = job.on_hangup,
  }
  local reached = daemon:recover()
  if reached then
    job.log:info("continued", { "session", session.at.name, "at", time_text(reached) })
  else
    job.log:info("started", { "session", session.at.name,
      session.feed.first < math.huge and "at" or "waits for",
      session.feed.first < math.huge and time_text(session.feed.first) or "candles" })
  end
  return daemon
end

--- @param session  of runtime.paper.open
-- @param job  { log, scripts = opts of runtime.daemon.scripts, on_step = function(daemon),
--   on_hangup = function(): both or neither }
-- @return runs of what was made, and how it ended: "ended" with the feed, or why it was stopped;
--   raises a failure
return function(session, job)
  local daemon = start(session, job)
  local reload = reloads.new(daemon, session, job.log)
  function daemon.between() return reload:swap() end
  if session.config["reload.watch"] then reload:watch() end
  reload:catch_up()
  local control = controls.open(session.at.socket, questions.of(daemon, session, reload))
  local fine, how, runs = pcall(function()
    local ended = daemon:run()
    if ended == "ended" and not daemon.begun then
      failure.raise(NO_CANDLE)
    end
    if ended == RESTART then
      for _, pipe in ipairs(session.pipes or {}) do pipe:hand_over(session.journal) end
      return ended, {}
    end
    return ended, daemon.engine:runs(ended == "ended")
  end)
  control:close()
  reload:close()
  uv.run "nowait" -- what closes, closes
  if daemon.engine.scripts then daemon.engine.scripts:close() end
  session.journal:close()
  if not fine then error(how, 0) end
  return runs, how, daemon
end

--- A session of paper trading: a feed, what is traded on it, and the time in between. Starting is
-- recovery: what a session was before, it is again, whether it was stopped or killed.
--
-- Everything that happens, happens in a step: the feed goes on to an instant, the engine does what
-- follows, the journal writes it down.
local failure = require "runtime.failure"
local loop = require "tide.loop"
local C = require("stdlib.host").C

local uv = loop.uv
local daemon = {}
daemon.__index = daemon

local BUSY = 0.05 -- seconds of steps before others are listened to
local LATE = 0.01 -- seconds until late scripts are heard again
local LONGEST_WAIT = 3600 -- seconds: of a timer

--- @param job  { engine, strategies, later, feed, journal, pace, from = microseconds,
--   log, on_fill = function(fill),
--   on_step = function(self) or nil, on_hangup = function() or nil, between = function() or nil:
--   called between steps, true when it is to be called again soon }
function daemon.new(job)
  job.stopped = false
  return setmetatable(job, daemon)
end

--- Be where the session was.
-- @return the time that it had come to, or nil when it begins
function daemon:recover()
  local reached = self.journal:get "until"
  if not reached then return nil end
  self.engine:recover(self.journal, reached, self.later, self.strategies)
  if self.journal:get "digest" ~= self.feed:digest() then
    failure.raise("the candles of the feed before the time that the session had come to are others "
      .. "now: give the feed that it was begun with, or begin anew with '--fresh'")
  end
  self.begun = true
  return reached
end

-- The first candle is there.
local function begin(self)
  self.begun = true
  self.engine:begin(self.feed.first)
  self.journal:together(function()
    for _, strategy in ipairs(self.strategies) do self:add_version(strategy, "start") end
  end)
end

--- A strategy is traded from now on.
function daemon:add_version(strategy, why)
  self.journal:add_version {
    path = strategy.path, hash = strategy.hash, began = self.engine.time or self.feed.first,
    made = C.tide_clock_wall_us(), why = why, text = strategy.text,
  }
end

local function write_down(self)
  self.journal:together(function()
    for _, fill in ipairs(self.engine:new_fills()) do
      self.journal:add_fill(fill)
      self.on_fill(fill)
    end
    self.engine:write_down(self.journal)
    self.journal:set("until", self.engine.time)
    self.journal:set("digest", self.feed:digest())
  end)
end

-- Nobody waits for what comes through a pipe, nor for the history before the time to trade from.
local function wait_for(self, time)
  if self.feed.pipes then return 0 end
  if time > self.from then return self.pace:wait(time) end
  self.pace:set(time)
  return 0
end

-- Steps that are due, written down together. @return seconds until the next one; nil at the end
local function steps(self)
  local began, moved, wait = C.tide_clock_seconds(), false
  repeat
    local time = self.feed:next()
    if time and not self.begun then begin(self) end
    wait = time and wait_for(self, time)
    if wait == 0 then
      self.engine:reach(time)
      moved = true
    end
  until wait ~= 0 or self.stopped or C.tide_clock_seconds() - began > BUSY
  if moved then
    write_down(self)
    if self.on_step then self.on_step(self) end
  end
  return wait
end

local function go_on(self)
  local wait = steps(self)
  if self.between and self.between() and wait then wait = math.min(wait, LATE) end
  if not wait and self.feed:over() then
    self.ended = true
    return uv.stop()
  end
  wait = wait or 1 -- what comes through a pipe wakes it sooner
  if self.stopped then return uv.stop() end
  if wait > LATE and self.engine:idle() then -- a script is late: it is heard again soon
    write_down(self)
    wait = LATE
  end
  self.timer:start(math.ceil(math.min(wait, LONGEST_WAIT) * 1000), 0, function() go_on(self) end)
end

--- End soon, with everything written down. @param why  "SIGTERM" ...
function daemon:stop(why)
  if self.stopped then return end
  self.stopped = why
  self.log:info("stopping", { "why", why })
  self.timer:start(0, 0, function() uv.stop() end)
end

--- The pace has changed: look at once when the next step is due.
function daemon:wake()
  if not self.stopped then self.timer:start(0, 0, function() go_on(self) end) end
end

--- Candles of a pipe are written down as they come.
function daemon:listen_to(pipe)
  pipe:open {
    candles = function(symbol, rows)
      self.journal:together(function()
        for _, row in ipairs(rows) do self.journal:add_candle(symbol, row) end
      end)
      self.feed:came()
      self:wake()
    end,
    ended = function() self:wake() end,
    trouble = function(message) self.log:warn("feed", { "message", message }) end,
    too_late = function() return self.engine.time or -math.huge end,
  }
end

local function listen_to_signals(self)
  local list = {}
  for name, also in pairs { sigint = true, sigterm = true, sighup = false } do
    local handle = uv.new_signal()
    handle:start(name, function()
      if not also then return self.on_hangup and self.on_hangup() end
      self:stop(name:upper())
    end)
    list[#list + 1] = handle
  end
  return list
end

--- Tells the service manager that this process is alive, twice as often as it wants to hear it.
local function feed_watchdog(self)
  local us = tonumber(os.getenv "WATCHDOG_USEC")
  if not us then return end
  self.watchdog = uv.new_timer()
  local ms = math.max(1, math.floor(us / 2000))
  self.watchdog:start(ms, ms, function() loop.notify "WATCHDOG=1" end)
end

--- Run until the feed is over or it is told to stop.
-- @return "ended", or why it was stopped
function daemon:run()
  self.timer = uv.new_timer()
  local handles = listen_to_signals(self)
  feed_watchdog(self)
  self.pace:set(self.engine.time or self.feed.first)
  for _, pipe in ipairs(self.feed.pipes or {}) do self:listen_to(pipe) end
  if self.feed.pipes then require("runtime.daemon.pipe").let_go() end
  loop.notify "READY=1"
  self.timer:start(0, 0, function() go_on(self) end)
  uv.run()
  for _, handle in ipairs(handles) do handle:close() end
  self.timer:close()
  if self.watchdog then self.watchdog:close() end
  if self.stopped ~= "restart" then
    for _, pipe in ipairs(self.feed.pipes or {}) do pipe:close() end
  end
  loop.notify(self.stopped == "restart" and "RELOADING=1" or "STOPPING=1")
  loop.check()
  return self.ended and "ended" or self.stopped
end

return daemon

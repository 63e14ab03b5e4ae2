--- New versions of strategies while a session runs: a file that changes is tried in another
-- process, loaded from a copy that nobody changes any more, and takes the place of the old version
-- between two steps. Positions, orders and memory stay. Where anything fails the old version goes
-- on.
local config = require "runtime.config"
local failure = require "runtime.failure"
local files = require "runtime.files"
local trial = require "runtime.daemon.trial"
local versions = require "runtime.daemon.versions"
local watch = require "runtime.daemon.watch"

local reload = {}
reload.__index = reload

--- @param daemon   of runtime.daemon
-- @param session  of runtime.paper.open: { at, strategies, feed, words, load = function(path) ->
--   strategy that raises a failure }
function reload.new(daemon, session, log)
  return setmetatable({
    daemon = daemon, session = session, log = log, trials = {}, waiting = {},
  }, reload)
end

-- A configuration that was saved.
local function take_config(self)
  local session, daemon = self.session, self.daemon
  local speed = session.config.speed
  local taken, left = config.update(session.config, session.load_config())
  if session.config.speed ~= speed and daemon.engine.time then
    daemon.pace:change(session.config.speed, daemon.engine.time)
    daemon:wake()
  end
  self.log:set_level(session.config.log_level)
  if #taken > 0 then
    self.log:info("config", { "message", "taken up: " .. table.concat(taken, ", ") })
  end
  if #left > 0 then
    self.log:warn("config", { "message", "not while a session runs: " .. table.concat(left, ", ") })
  end
end

--- Watch the files of all strategies, and of the configuration.
function reload:watch()
  local paths = { self.session.config_path }
  for _, strategy in ipairs(self.session.strategies) do paths[#paths + 1] = strategy.path end
  self.watcher = watch.new(paths, function(path)
    local is_config = path == self.session.config_path
    local fine, raised = pcall(is_config and take_config or self.begin, self, path, "changed")
    if fine then return end
    if not failure.is(raised) then error(raised, 0) end
    self.log:error(is_config and "config" or "reload", { "message", raised.message })
  end, function(folder, why)
    self.log:warn("watch", { "message", ("%s: cannot be watched: %s"):format(folder, why) })
  end)
end

local function current(self, path)
  for i, strategy in ipairs(self.session.strategies) do
    if strategy.path == path then return strategy, i end
  end
  failure.raise(("%s: no strategy of this session; there are %s"):format(path,
    table.concat((function()
      local names = {}
      for i, strategy in ipairs(self.session.strategies) do names[i] = strategy.path end
      return names
    end)(), ", ")))
end

--- Files that changed while nobody ran: those that were never a version are tried.
function reload:catch_up()
  for _, strategy in ipairs(self.session.strategies) do
    local known, file = {}, io.open(strategy.path, "rb")
    for _, version in ipairs(self.session.journal:versions(strategy.path)) do
      known[version.text] = true
    end
    local text = file and file:read "*a"
    if file then file:close() end
    if text and not known[text] then self:begin(strategy.path, "changed", text) end
  end
end

-- What a session cannot change without beginning anew.
local function check_alike(old, new, path)
  if (old.kind == "script") ~= (new.kind == "script") then
    failure.raise(path .. ": rules cannot become a script, nor a script rules, in a session that "
      .. "runs: begin another one")
  end
  if old.timeframe ~= new.timeframe then
    failure.raise(("%s: the time frame cannot change in a session that runs: it was %s, and is %s")
      :format(path, old.timeframe or "that of the feed", new.timeframe or "that of the feed"))
  end
end

-- The version is good: it waits for the end of the step.
local function accept(self, path, copy, why, text)
  local new = self.session.load(copy)
  local old = current(self, path)
  new.path, new.text = path, text
  if new.hash == old.hash then
    self.log:info("reload", { "message", path .. ": the same as before" })
    return
  end
  check_alike(old, new, path)
  self.waiting[#self.waiting + 1] = { strategy = new, why = why, tries = 0 }
  self.daemon:wake()
end

local function refuse(self, path, message)
  self.log:error("reload", { "strategy", path, "message", message,
    "note", "the version before goes on" })
end

--- Try a version, and take it when it is good.
-- @param why   "changed", "asked" or "rollback"
-- @param text  of the version; nil: what is in the file
function reload:begin(path, why, text)
  local old = current(self, path)
  text = text or files.read(path)
  if text == old.text and not self.trials[path] then return end
  local copy, mark = versions.keep(self.session.at, path, text), {}
  self.trials[path] = mark -- a later one takes its place
  trial.run(self.session, copy, path, function(message)
    if self.trials[path] ~= mark then return end
    self.trials[path] = nil
    if not message then
      local fine, raised = pcall(accept, self, path, copy, why, text)
      if fine then return end
      if not failure.is(raised) then error(raised, 0) end
      message = raised.message:gsub(copy:gsub("%p", "%%%0"), (path:gsub("%%", "%%%%")))
    end
    refuse(self, path, message)
  end)
end

--- Go back to the version before the one that runs.
-- @return its hash
function reload:rollback(path)
  local old = current(self, path)
  local list = self.session.journal:versions(path)
  for i = #list, 1, -1 do
    if list[i].hash ~= old.hash then
      self:begin(path, "rollback", list[i].text)
      return list[i].hash
    end
  end
  failure.raise(path .. ": there is no version before this one")
end

--- Have the whole program begin again with what is on disk, where all strategies run with that.
function reload:restart()
  local left = #self.session.strategies
  for _, strategy in ipairs(self.session.strategies) do
    local copy = versions.keep(self.session.at, strategy.path, strategy.text)
    trial.run(self.session, copy, strategy.path, function(message)
      if message then return self.log:error("restart", { "message", message }) end
      left = left - 1
      if left == 0 then self.daemon:stop "restart" end
    end)
  end
end

local MOST_TRIES = 50

-- Between two steps: those that are good take their places.
function reload:swap()
  local waiting = self.waiting
  self.waiting = {}
  for _, one in ipairs(waiting) do
    local _, i = current(self, one.strategy.path)
    local done, message = self.daemon.engine:swap(self.session.strategies[i], one.strategy)
    if done then
      self.session.strategies[i] = one.strategy
      self.session.journal:together(function() self.daemon:add_version(one.strategy, one.why) end)
      self.log:info("reloaded", {
        "strategy", one.strategy.path, "hash", one.strategy.hash, "why", one.why,
      })
    elseif message then
      refuse(self, one.strategy.path, message)
    else -- not now
      one.tries = one.tries + 1
      if one.tries < MOST_TRIES then
        self.waiting[#self.waiting + 1] = one
      else
        refuse(self, one.strategy.path, one.strategy.path .. ": it took too long to take its place")
      end
    end
  end
  return #self.waiting > 0
end

function reload:close()
  if self.watcher then self.watcher:close() end
end

return reload

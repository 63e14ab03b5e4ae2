--- Runs a command of tide again whenever a file changes: each time in a process of its own, so that
-- it sees everything as it is on disk now, and one that fails or never ends is only this time's.
local failure = require "runtime.failure"
local watch = require "runtime.daemon.watch"
local loop = require "tide.loop"

local uv = loop.uv
local rewatch = {}

local INTERRUPTED = 130

local function say(text) io.stderr:write("tide: ", text, "\n") end

-- Start the command.
local function start(self)
  self.again = false
  local handle, why
  handle, why = uv.spawn(uv.exepath(), { args = self.words, stdio = { 0, 1, 2 } }, function(code)
    self.running = nil
    handle:close()
    if self.stopped then return uv.stop() end
    if self.again then return start(self) end
    say(("ended with code %d; waiting for a change"):format(code))
  end)
  failure.check(handle, why)
  self.running = handle
end

-- Run it, once what runs has ended.
local function again(self)
  if not self.running then return start(self) end
  self.again = true
  self.running:kill "sigint"
end

--- A file and the Lua files in its folder.
function rewatch.beside(path)
  local folder, paths = path:match "^(.*/)[^/]*$" or "", { path }
  local scan = uv.fs_scandir(folder == "" and "." or folder)
  local name = scan and uv.fs_scandir_next(scan)
  while name do
    if name:find "%.lua$" and folder .. name ~= path then paths[#paths + 1] = folder .. name end
    name = uv.fs_scandir_next(scan)
  end
  return paths
end

--- @param words  of the command
-- @param paths  of files whose changes count
-- @return the exit code, when it was interrupted
function rewatch.run(words, paths)
  local self = { words = words }
  local watcher = watch.new(paths, function(path)
    say(path .. " changed")
    again(self)
  end, function(folder, why) say(("%s: cannot be watched: %s"):format(folder, why)) end)
  local signals = {}
  for i, name in ipairs { "sigint", "sigterm" } do
    signals[i] = uv.new_signal()
    signals[i]:start(name, function()
      self.stopped = true
      if not self.running then return uv.stop() end
      self.running:kill "sigint" -- from a terminal it has heard it already
    end)
  end
  start(self)
  uv.run()
  loop.check()
  watcher:close()
  for _, handle in ipairs(signals) do handle:close() end
  uv.run "nowait"
  return INTERRUPTED
end

return rewatch

--- Files that change: folders are watched, because editors put a new file in place of the old one.
local uv = require("tide.loop").uv

local watch = {}
watch.__index = watch

local CALM_MS = 80 -- after the last change: editors write in several steps

local function split(path)
  local folder, name = path:match "^(.*)/([^/]*)$"
  return folder == "" and "/" or folder or ".", name or path
end

--- @param paths      of files
-- @param on_change  function(path), of one that has changed and is calm again
-- @param on_trouble function(folder, message), of one that cannot be watched
function watch.new(paths, on_change, on_trouble)
  local self = setmetatable({ handles = {}, timers = {}, folders = {} }, watch)
  for _, path in ipairs(paths) do
    local folder, name = split(path)
    self.folders[folder] = self.folders[folder] or {}
    self.folders[folder][name] = path
  end
  for folder, names in pairs(self.folders) do
    local handle = uv.new_fs_event()
    local fine, message = handle:start(folder, {}, function(trouble, name)
      local path = not trouble and names[name or ""]
      if path then self:calm(path, on_change) end
    end)
    if fine then self.handles[#self.handles + 1] = handle else on_trouble(folder, message) end
  end
  return self
end

--- Wait until a file is calm.
function watch:calm(path, on_change)
  local timer = self.timers[path]
  if not timer then
    timer = uv.new_timer()
    self.timers[path] = timer
  end
  timer:stop()
  timer:start(CALM_MS, 0, function() on_change(path) end)
end

function watch:close()
  for _, handle in ipairs(self.handles) do handle:close() end
  for _, timer in pairs(self.timers) do timer:close() end
  self.handles, self.timers = {}, {}
end

return watch

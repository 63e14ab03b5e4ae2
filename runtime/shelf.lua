--- Files of indicators for one strategy: those that were named, and those found by the name of an
-- indicator, NAME.lua, in folders that were named and in `indicators` beside the strategy.
local shelf = {}
shelf.__index = shelf

local MOST_FILES = 64

local function add(self, path, text)
  self.files[#self.files + 1] = { path = path, text = text }
  self.known[path] = true
end

--- Add the file of an indicator. @return whether there is one that was not there before
function shelf:find(name)
  for _, folder in ipairs(self.folders) do
    local path = ("%s/%s.lua"):format(folder, name)
    local file = not self.known[path] and #self.files < MOST_FILES and io.open(path, "rb")
    if file then
      file:close()
      local text = self.read(path)
      if text then
        add(self, path, text)
        return true
      end
    end
  end
  return false
end

--- @param path  of the strategy
-- @param more  list of files (*.lua) and folders, or nil
-- @param read  function(path) -> text, or nil and a message
-- @return { files = { { path, text }, ... } }, or nil and a message
function shelf.new(path, more, read)
  local self = setmetatable({ files = {}, folders = {}, known = {}, read = read }, shelf)
  for _, place in ipairs(more or {}) do
    if place:find "%.lua$" then
      local text, err = read(place)
      if not text then return nil, err end
      add(self, place, text)
    else
      self.folders[#self.folders + 1] = place
    end
  end
  self.folders[#self.folders + 1] = (path:match "^(.*/)[^/]*$" or "") .. "indicators"
  return self
end

return shelf

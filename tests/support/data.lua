--- Where the real market data lies. Specs that need it are pending without it.
local data = {}

local folder = os.getenv "TIDE_DATA" or TIDE_ROOT .. "/../shared/data"

--- The path of a file, or nil when it is not there.
function data.find(name)
  local path = folder .. "/" .. name
  local file = io.open(path, "rb")
  if file then file:close() end
  return file and path
end

--- The path of a file; without it the running spec is pending.
function data.path(name)
  local path = data.find(name)
  if not path then pending(name .. " is not there (set TIDE_DATA)") end
  return path
end

return data

--- The front-end packages a report is drawn with: frontend.txt names them,
-- fetch.sh puts their files under build/frontend, and nothing else needs them.
local frontend = {}

local HERE = TIDE_ROOT .. "/stdlib/report/"
local UNPACKED = TIDE_ROOT .. "/build/frontend/"

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "*a"
  file:close()
  return text
end

--- The packages of the manifest, in its order.
-- @return list of {name, version, checksum, files = list of paths in the package}
function frontend.packages()
  local packages = {}
  for line in assert(read(HERE .. "frontend.txt")):gmatch "[^\n]+" do
    local name, version, checksum, files = line:match "^([^#%s]+) (%S+) (%S+) (.+)$"
    if name then
      local package = { name = name, version = version, checksum = checksum, files = {} }
      for file in files:gmatch "%S+" do package.files[#package.files + 1] = file end
      packages[#packages + 1] = package
    end
  end
  return packages
end

--- The text of one of our own files in stdlib/report.
function frontend.own(name)
  return assert(read(HERE .. name), "stdlib/report is incomplete: " .. name)
end

--- Every file of every package.
-- @return {name = {version = , [file] = text}}, or nil and a message
function frontend.load()
  local loaded = {}
  for _, package in ipairs(frontend.packages()) do
    local texts = { version = package.version }
    for _, file in ipairs(package.files) do
      local folder = UNPACKED .. package.name .. "-" .. package.version
      texts[file] = read(folder .. "/" .. file)
      if not texts[file] then
        return nil, ("the report needs %s %s, which is not here: install npm "
          .. "(apt-get install npm) and run stdlib/report/fetch.sh")
          :format(package.name, package.version)
      end
    end
    loaded[package.name] = texts
  end
  return loaded
end

return frontend

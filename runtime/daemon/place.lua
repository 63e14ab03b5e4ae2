--- Where sessions keep what they know: a folder each, for nobody else to read.
local failure = require "runtime.failure"
local files = require "runtime.files"

local place = {}

-- Not before it is needed: what makes processes for scripts has to be there before libuv is.
local function uv() return require("tide.loop").uv end

local LONGEST = 107 -- bytes of the path of a socket

--- The folder of all sessions: tide/sessions in the XDG data folder.
function place.root()
  local path, message = require("stdlib.store").default_path()
  if not path then failure.raise((message:gsub("%-%-store", "XDG_DATA_HOME"))) end
  return path:gsub("/[^/]*$", "") .. "/sessions"
end

--- May this be the name of a session?
function place.is_name(name)
  return name:find "^[%w][%w._-]*$" ~= nil and #name <= 80
end

--- A name for a session that has none: its files of strategies, and symbols.
function place.name_of(paths, markets)
  local words = {}
  for _, path in ipairs(paths) do words[#words + 1] = path:match("([^/]*)$"):gsub("%.%w+$", "") end
  for _, market in ipairs(markets) do words[#words + 1] = market.symbol end
  local name = table.concat(words, "-"):gsub("[^%w._-]", "_"):gsub("^[^%w]+", "")
  return name:sub(1, 80)
end

--- The files of a session: { name, folder, journal, socket }.
function place.of(name)
  local folder = place.root() .. "/" .. name
  return { name = name, folder = folder, journal = folder .. "/journal.db",
    socket = folder .. "/socket" }
end

--- Make its folder.
function place.make(at)
  files.make_folder(at.folder)
  failure.check(uv().fs_chmod(at.folder, 448), at.folder .. ": cannot make it private") -- rwx------
  if #at.socket > LONGEST then
    failure.raise(("%s: the path of a socket has at most %d bytes: choose a shorter '--name'")
      :format(at.socket, LONGEST))
  end
end

--- Put what a session kept aside, so that it begins anew.
function place.forget(at)
  for _, suffix in ipairs { "", "-wal", "-shm" } do
    local path = at.journal .. suffix
    if files.exists(path) then
      failure.check(os.rename(path, at.folder .. "/old.db" .. suffix), path .. ": cannot move it")
    else
      os.remove(at.folder .. "/old.db" .. suffix)
    end
  end
end

--- The sessions that were begun, by name.
function place.names()
  local list, scan = {}, uv().fs_scandir(place.root())
  while scan do
    local name, kind = uv().fs_scandir_next(scan)
    if not name then break end
    if kind == "directory" then list[#list + 1] = name end
  end
  table.sort(list)
  return list
end

return place

--- Files that commands write for the user.
local failure = require "runtime.failure"

local files = {}

--- A word for the shell.
function files.quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

--- Is there a file or folder of this name?
function files.exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

--- The whole text of a file, or raise a failure that names it.
function files.read(path)
  local file, why = io.open(path, "rb")
  if not file then
    failure.raise(("%s: cannot read it: %s"):format(path, (why:gsub("^.*: ", ""))))
  end
  local text = file:read "*a"
  file:close()
  return text or failure.raise(path .. ": cannot read it: it is a folder")
end

--- Is it a device? It is written to; a file must never take its place.
function files.is_device(path) return files.plain(path):find "^/dev/" ~= nil end

--- Is it a folder?
function files.is_folder(path)
  local file = io.open(path, "rb")
  if not file then return false end
  local _, _, number = file:read(0)
  file:close()
  return number == 21 -- EISDIR
end

--- Make a folder, and those that it is in, or raise a failure.
function files.make_folder(path)
  if os.execute(("mkdir -p -- %s 2>/dev/null"):format(files.quoted(path))) ~= 0 then
    failure.raise(("%s: cannot make this folder"):format(path))
  end
end

--- Write a whole file, or raise a failure that names it.
-- @param what  what it holds, for the message: "trades"
function files.save(path, text, what)
  local file, message = io.open(path, "wb")
  local ok = file
  if file then
    ok, message = file:write(text)
    local closed, late = file:close()
    ok, message = ok and closed, message or late
  end
  if ok then return end
  local reason = tostring(message):gsub("^" .. path:gsub("%p", "%%%0") .. ": ", "")
  failure.raise(("%s: cannot write the %s: %s"):format(path, what, reason))
end

local PART = ".part" -- of the name of a file that is not whole yet

--- Write a file piece by piece; it takes the place of the old one when it is whole.
-- @param what  what it holds, for the message
-- @param fill  function(write): calls write(text) as often as it likes
function files.replace(path, what, fill)
  local fresh = files.is_device(path) and path or path .. PART
  local function check(ok, message)
    if ok then return ok end
    local reason = tostring(message):gsub("^" .. fresh:gsub("%p", "%%%0") .. ": ", "")
    failure.raise(("%s: cannot write the %s: %s"):format(path, what, reason))
  end
  local file = check(io.open(fresh, "wb"))
  local fine, raised = pcall(function()
    fill(function(text) check(file:write(text)) end)
    check(file:flush())
  end)
  file:close()
  if fine and fresh ~= path then
    fine, raised = pcall(function() check(os.rename(fresh, path)) end)
  end
  if fine then return end
  if fresh ~= path then os.remove(fresh) end
  error(raised, 0)
end

--- A path without what changes nothing ("./a", "a//b"), to tell whether two are one.
function files.plain(path) return (path:gsub("/%./", "/"):gsub("//+", "/"):gsub("^%./", "")) end

return files

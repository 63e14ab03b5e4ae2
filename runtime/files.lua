--- Files that commands write for the user.
local failure = require "runtime.failure"

local files = {}

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

--- A path without what changes nothing ("./a", "a//b"), to tell whether two are one.
function files.plain(path) return (path:gsub("/%./", "/"):gsub("//+", "/"):gsub("^%./", "")) end

return files

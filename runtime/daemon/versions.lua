--- Versions of strategies as files of their session, which nobody changes any more.
local ffi = require "ffi"
local files = require "runtime.files"
local C = require("stdlib.host").C

local versions = {}

--- Have a version as a file.
-- @param at    of runtime.daemon.place
-- @param path  of the strategy
-- @return the path of the copy
function versions.keep(at, path, text)
  local hash, folder = ffi.new "char[17]", at.folder .. "/versions"
  C.tide_digest(text, #text, hash)
  files.make_folder(folder)
  local copy = ("%s/%s-%s"):format(folder, ffi.string(hash), path:match "([^/]*)$")
  if not files.exists(copy) then files.save(copy, text, "version") end
  return copy
end

return versions

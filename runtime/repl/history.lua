--- The file that remembers what was typed: tide/repl_history in the XDG state folder.
local ffi = require "ffi"
local C = require("stdlib.host").C

local history = {}

local function folder()
  local state = os.getenv "XDG_STATE_HOME"
  if state and state:sub(1, 1) == "/" then return state .. "/tide" end
  local home = os.getenv "HOME"
  return home and home ~= "" and home .. "/.local/state/tide" or nil
end

--- Makes the folder where it is missing.
-- @return the path of the file; or nil and why there is none
function history.path()
  local where = folder()
  if not where then return nil, "HOME is not set" end
  local err = ffi.new "tide_error"
  if C.tide_folders_make(where, err) ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  return where .. "/repl_history"
end

return history

--- The C host as Lua sees it: the only module that calls ffi.cdef or
-- ffi.metatype. Never hot-reloaded, and closed to strategies and scanners.
local ffi = require "ffi"

ffi.cdef(TIDE_HEADER)

local host = { C = ffi.C }
local classes = {}

--- Give the pointers to a C struct the methods of a Lua module.
-- LuaJIT fixes a metatype for the life of the process, so the metatype looks
-- its methods up each time: reloading the module changes every live object.
function host.class(ctype, methods)
  if not classes[ctype] then
    ffi.metatype(ctype, { __index = function(_, name) return classes[ctype][name] end })
  end
  classes[ctype] = methods
  return methods
end

return host

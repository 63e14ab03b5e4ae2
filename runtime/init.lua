--- Boot: check that the host and the Lua files belong together, then hand the
-- arguments to a command. Returns the program as a function(arg) -> exit code.
local API_VERSION = 1

-- What starts a program runs once: compiling it costs more than it saves. Commands are compiled
-- (runtime/cli.lua).
jit.off()

local host = require "stdlib.host"

local found = host.C.tide_api_version()
if found ~= API_VERSION then
  io.stderr:write(("tide: the program has interface %d but its Lua files expect %d; build again\n")
    :format(found, API_VERSION))
  return function() return 1 end
end

return function(args) return require("runtime.cli").main(args) end

--- What scripts with free code get in place of functions that would let them out of their time.
local protect = {}

local function finish(handler, ok, ...)
  if ok then return true, ... end
  return false, handler(...)
end

--- xpcall whose handler runs after the error is over. Lua's own runs it where the error was raised:
-- inside the hook of the watchdog, where no hook would end it.
function protect.xpcall(f, handler, ...) return finish(handler, pcall(f, ...)) end

return protect

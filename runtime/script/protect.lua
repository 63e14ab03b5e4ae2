--- What scripts with free code get in place of functions that would let them out of their time.
local protect = {}

local function finish(handler, ok, ...)
  if ok then return true, ... end
  return false, handler(...)
end

--- xpcall whose handler runs after the error is over. Lua's own runs it where the error was raised:
-- inside the hook of the watchdog, where no hook would end it.
function protect.xpcall(f, handler, ...) return finish(handler, pcall(f, ...)) end

--- What a script raised, as text. Nothing of the script runs for it: a table is not asked for one.
function protect.message(raised)
  local kind = type(raised)
  if kind == "string" then return raised end
  if kind == "number" then return ("%.14g"):format(raised) end
  return ("the script raised an error that is not a text (a %s)"):format(kind)
end

return protect

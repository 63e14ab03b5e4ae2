--- Calls functions that get so much time and no more (host/app/watchdog.h). In Lua, so that LuaJIT
-- compiles a call together with what calls: through C each would leave compiled code and come
-- back.
--
-- The hook of the host ends a function that is late by raising in it, at every instruction. Where
-- it finds itself in this file, the function is over: it goes away.
local ffi = require "ffi"

local pcall = pcall

local watchdog = {}

local TURN, LATE, BUDGET = 0, 1, 2

--- @param cell  pointer that the host gives to a process that runs functions of others
-- @return call(fn, ...) -> true, results of fn(...); or false, what it raised, and whether it took
--   too long
function watchdog.new(cell)
  cell = ffi.cast("volatile double *", cell)

  local function over(turn, ok, ...)
    local late = cell[LATE] == turn
    cell[TURN] = turn + 1
    if ok and not late then return true, ... end
    if ok then return false, ("it takes longer than %d ms"):format(cell[BUDGET]), true end
    return false, (...), late
  end

  return function(fn, ...)
    local turn = cell[TURN] + 1
    if turn % 2 == 0 then error("a watched function cannot watch another one", 2) end
    cell[TURN] = turn
    return over(turn, pcall(fn, ...))
  end
end

return watchdog

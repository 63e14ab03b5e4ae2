--- Compares a result with the numbers that a case written by hand expects: of a
-- trade only what the case names.
local compare = require "tests.support.reference.compare"

local check = {}

local SIDE = { long = 0, short = 1 }

local function same(what, expected, found)
  if type(expected) == "number" and type(found) == "number" then
    if compare.near(expected, found, 1e-9, 1e-6) then return end
    error(("%s: expected %.12g, found %.12g"):format(what, expected, found), 0)
  end
  if expected ~= found then
    error(("%s: expected %s, found %s"):format(what, tostring(expected), tostring(found)), 0)
  end
end

--- Raises at the first number of the result that is not what the case says.
function check.case(case, result)
  same("number of trades", #case.trades, #result.trades)
  for i, expected in ipairs(case.trades) do
    for key, value in pairs(expected) do
      if key == "side" then value = SIDE[value] end
      same(("trade %d, %s"):format(i, key), value, result.trades[i][key])
    end
  end
  for i, mark in ipairs(case.equity or {}) do same("mark " .. i - 1, mark, result.equity[i - 1]) end
  if case.last then same("last", case.last, result.last) end
  same("ruined", case.ruined or false, result.ruined)
end

return check

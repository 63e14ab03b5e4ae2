--- Columns of the host as plain Lua lists, for code that may not see anything of C.
local ffi = require "ffi"
local new = require "table.new"

local lists = {}

--- A list of values 1 .. n from a double[n], or the first of it.
function lists.from(column, n)
  local list = new(n + 1, 0)
  for i = 0, n - 1 do list[i + 1] = column[i] end
  return list
end

--- An empty list with room for n values.
function lists.empty(n) return new(n + 1, 0) end

--- The first n values of a list.
function lists.head(list, n)
  local part = new(n + 1, 0)
  for i = 1, n do part[i] = list[i] end
  return part
end

--- The values first .. last of a list, from 1 on.
function lists.part(list, first, last)
  local part = new(last - first + 2, 0)
  for i = first, last do part[i - first + 1] = list[i] end
  return part
end

--- The values 1 .. n as the bytes of a double[n]; nil is NaN.
function lists.bytes(list, n)
  local column, nan = ffi.new("double[?]", math.max(n, 1)), 0 / 0
  for i = 1, n do column[i - 1] = list[i] or nan end
  return ffi.string(column, n * 8)
end

return lists

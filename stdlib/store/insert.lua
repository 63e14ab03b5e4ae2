--- One statement that is run for very many rows: a row is filled in place and handed over
-- whole, which costs a call for a row rather than for a value.
--
--     local put = insert.new(db, "INSERT INTO t (name, x) VALUES (?1, ?2)", 2)
--     put:text(1, "a")
--     put:number(2, 1.5)
--     put:run()
local ffi = require "ffi"
local C = require("stdlib.host").C

local insert = {}
insert.__index = insert

--- @param count  how many places the statement has
function insert.new(db, sql, count)
  return setmetatable({
    db = db, statement = db:prepare(sql), row = ffi.new("tide_value[?]", count), count = count,
  }, insert)
end

--- Set a place, from 1, to a text, which the caller keeps until the row was run; nil is null.
function insert:text(place, text)
  local value = self.row[place - 1]
  if text then
    value.text, value.size = text, #text
  else
    value.text, value.number = nil, 0 / 0
  end
end

--- Set a place to a number; nil and NaN are null.
function insert:number(place, x)
  local value = self.row[place - 1]
  value.text, value.number = nil, x or 0 / 0
end

--- Set places from here on to numbers.
-- @param numbers  double* [count]
function insert:numbers(place, numbers, count)
  local row = self.row + (place - 1)
  for i = 0, count - 1 do row[i].text, row[i].number = nil, numbers[i] end
end

--- Write the row.
function insert:run()
  local db = self.db
  if C.tide_query_put(self.statement, self.row, self.count, db.message) < 0 then db:fail() end
end

return insert

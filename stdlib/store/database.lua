--- An SQLite database as Lua sees it: statements with values, rows as tables.
--
--     local db = assert(database.open "tide.db")
--     assert(db:run("INSERT INTO t (name, x) VALUES (?1, ?2)", "a", 1.5))
--     for row in db:rows("SELECT name, x FROM t WHERE x > ?1", 1) do print(row.name, row.x) end
--
-- nil is null. Statements are prepared once and kept. A statement that fails raises a
-- database.failure, which a command shows as one line.
local ffi = require "ffi"
local C = require("stdlib.host").C

local database = {}
database.__index = database

local MODES = {
  create = C.TIDE_DB_CREATE, write = C.TIDE_DB_WRITE, read = C.TIDE_DB_READ,
}
local WAIT_MS = 5000

--- What a failing statement raises: { message = for people, with the path }.
local failed = {}
database.failure = failed
failed.__index = failed
function failed.__tostring(self) return self.message end

--- Raise what the last call of the host said.
function database:fail()
  error(setmetatable({ message = ffi.string(self.message.text) }, failed), 0)
end

--- Is this raised value the failure of a database?
function database.is_failure(value) return getmetatable(value) == failed end

--- Open a database.
-- @param path     a file, or ":memory:"
-- @param options  mode = "create" (default) | "write" | "read", wait_ms: how long to wait for
--   the lock of another process
-- @return the database, or nil and a message; one that is forgotten is closed with the rest
function database.open(path, options)
  options = options or {}
  local message = ffi.new "tide_error"
  local mode = assert(MODES[options.mode or "create"])
  local handle = C.tide_db_open(path, mode, options.wait_ms or WAIT_MS, message)
  if handle == nil then return nil, ffi.string(message.text) end
  return setmetatable({
    path = path, handle = ffi.gc(handle, C.tide_db_close), statements = {}, message = message,
  }, database)
end

--- Close it and free its statements; a second time does nothing.
function database:close()
  if not self.handle then return end
  for _, statement in pairs(self.statements) do C.tide_query_free(ffi.gc(statement, nil)) end
  C.tide_db_close(ffi.gc(self.handle, nil))
  self.handle, self.statements = nil, {}
end

--- Run statements without values, as those of a migration.
function database:exec(sql)
  if C.tide_db_exec(self.handle, sql, self.message) < 0 then self:fail() end
end

local function bind(statement, place, value)
  local kind = type(value)
  if kind == "string" then return C.tide_query_bind_text(statement, place, value, #value) end
  if kind == "number" then return C.tide_query_bind_number(statement, place, value) end
  if kind == "boolean" then return C.tide_query_bind_number(statement, place, value and 1 or 0) end
  assert(kind == "nil", "a column holds text, numbers and nil")
  return C.tide_query_bind_null(statement, place)
end

--- The statement of a text, prepared once and kept by the database.
-- @return tide_query*
function database:prepare(sql)
  local statement = self.statements[sql]
  if statement then return statement end
  statement = C.tide_query_new(self.handle, sql, self.message)
  if statement == nil then self:fail() end
  self.statements[sql] = ffi.gc(statement, C.tide_query_free)
  return statement
end

--- The same with its values in place.
local function ready(self, sql, ...)
  local statement = self:prepare(sql)
  for place = 1, select("#", ...) do
    local status = bind(statement, place, (select(place, ...)))
    assert(status == C.TIDE_OK, "a value without a place in: " .. sql)
  end
  return statement
end

local function step(self, statement)
  local status = C.tide_query_step(statement, self.message)
  if status < 0 then self:fail() end
  return status == 1
end

--- Run a statement that gives no rows.
-- @return how many rows it changed
function database:run(sql, ...)
  step(self, ready(self, sql, ...))
  return C.tide_db_changes(self.handle)
end

--- Key of the row that the last insert made.
function database:last_key() return C.tide_db_last_key(self.handle) end

local size = ffi.new "int32_t[1]"

local function value_of(statement, column)
  local kind = C.tide_query_kind(statement, column)
  if kind == C.TIDE_SQL_NUMBER then return C.tide_query_number(statement, column) end
  if kind == C.TIDE_SQL_NULL then return nil end
  local text = C.tide_query_text(statement, column, size)
  return ffi.string(text, size[0])
end

local function names_of(statement)
  local names = {}
  for column = 0, C.tide_query_columns(statement) - 1 do
    names[column + 1] = ffi.string(C.tide_query_column_name(statement, column))
  end
  return names
end

local function row_of(statement, names)
  local row = {}
  for i = 1, #names do row[names[i]] = value_of(statement, i - 1) end
  return row
end

--- Every row of a query, as tables by the name of the column.
function database:rows(sql, ...)
  local statement = ready(self, sql, ...)
  local names = names_of(statement)
  return function()
    if step(self, statement) then return row_of(statement, names) end
  end
end

--- The first row of a query, or nil.
function database:row(sql, ...)
  local statement = ready(self, sql, ...)
  if not step(self, statement) then return nil end
  local row = row_of(statement, names_of(statement))
  C.tide_query_reset(statement)
  return row
end

--- The first column of the first row, or nil.
function database:value(sql, ...)
  local statement = ready(self, sql, ...)
  if not step(self, statement) then return nil end
  local value = value_of(statement, 0)
  C.tide_query_reset(statement)
  return value
end

--- Run f and keep all it wrote, or nothing when it raises, which goes on to the caller.
-- The lock is taken at once, so that a long transaction does not fail half way.
function database:transaction(f, ...)
  self:exec "BEGIN IMMEDIATE"
  local fine, result = pcall(f, ...)
  if fine then fine, result = pcall(function() self:exec "COMMIT" return result end) end
  if fine then return result end
  pcall(self.exec, self, "ROLLBACK")
  error(result, 0)
end

return database

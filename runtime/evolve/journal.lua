--- The state of a search, kept as it goes: a file of lines that only grows. Whatever ends the
-- program, the search goes on from the last whole generation with --resume.
--
--     {"search":"0123456789abcdef","tide":"0.1.0","command":"..."}
--     {"strategy":{...},"hash":..,"values":[..],"trades":..,"sharpes":[..],...}       each new one
--     {"generation":0,"members":["hash", ...],"history":{...}}                 when it is done
--     {"permutation":1,"value":1.25}               the winner on shuffled data, null: none
local ffi = require "ffi"
local C = require("stdlib.host").C
local json = require "stdlib.json"
local read = require "stdlib.generator.read"
local store = require "stdlib.store.init"
local text = require "stdlib.generator.text"
local failure = require "runtime.failure"

local journal = {}
journal.__index = journal

local function fail(path, message)
  failure.raise(("%s: cannot keep the state of the search: %s"):format(path,
    (tostring(message):gsub("^.*: ", ""))))
end

--- Where the state of a search is kept when no file is named.
local function default_path(id)
  local db, message = store.default_path()
  if not db then return nil, message end
  local folder = db:gsub("[^/]*$", "") .. "evolve"
  local err = ffi.new "tide_error"
  if C.tide_folders_make(folder, err) ~= C.TIDE_OK then return nil, ffi.string(err.text) end
  return ("%s/%s.jsonl"):format(folder, id)
end

--- @param id    digest of all that the search depends on
-- @param path  a file, or nil for the default
function journal.new(id, path)
  local message
  if not path then
    path, message = default_path(id)
    if not path then failure.raise(message) end
  end
  return setmetatable({ id = id, path = path, permutations = {} }, journal)
end

local function write(self, line)
  local ok, message = self.file:write(line, "\n")
  if not ok then fail(self.path, message) end
end

local function flush(self)
  local ok, message = self.file:flush()
  if not ok then fail(self.path, message) end
end

local function open(self, mode)
  local file, message = io.open(self.path, mode)
  if not file then fail(self.path, message) end
  self.file = file
end

--- Begin anew. @param command  what was asked for, for people who look into the file
function journal:begin(command)
  open(self, "wb")
  write(self, json.encode(json.object {
    "search", self.id, "tide", ffi.string(C.tide_version()), "command", command,
  }))
  flush(self)
end

local function record_line(record)
  local sharpes = {}
  for place, x in pairs(record.sharpes) do sharpes[#sharpes + 1] = { place, x } end
  table.sort(sharpes, function(a, b) return a[1] < b[1] end)
  for i, pair in ipairs(sharpes) do sharpes[i] = json.array(pair) end
  return json.encode(json.object({
    "strategy", json.verbatim(text.of(record.tree, record.name)), "hash", record.hash,
    "values", record.values and json.array(record.values) or json.null, "trades", record.trades,
    "sharpes", json.array(sharpes), "how", record.how, "parent_a", record.parent_a or json.null,
    "parent_b", record.parent_b or json.null, "generation", record.generation,
    "error", record.error or json.null,
  }, 20))
end

--- Write what a generation brought.
-- @param search  of stdlib.generator.evolve, after a step
function journal:add(search)
  for i = (self.written or 0) + 1, #search.order do write(self, record_line(search.order[i])) end
  self.written = #search.order
  local members = {}
  for i, m in ipairs(search.members) do members[i] = m.record.hash end
  local last, history = search.history[#search.history], {}
  for _, key in ipairs {
    "generation", "best", "fitness", "median", "complexity", "diversity", "fit", "tried", "trials",
    "since",
  } do
    history[#history + 1], history[#history + 2] = key, last[key] == nil and json.null or last[key]
  end
  write(self, json.encode(json.object {
    "generation", search.generation - 1, "members", json.array(members),
    "history", json.object(history),
  }))
  flush(self)
end

--- Write what the search found on shuffled data.
function journal:add_permutation(number, found)
  self.permutations[number] = found
  write(self, json.encode(json.object { "permutation", number, "value", found }))
  flush(self)
end

local function value(x) if x ~= json.null then return x end end

local function restore_record(self, search, line, number)
  local tree, message = read.strategy(search.grammar, line:match '^{"strategy":(.*),"hash":"%x+",')
  if not tree then
    failure.raise(("%s:%d: this strategy does not fit the grammar: %s"):format(self.path, number,
      message))
  end
  local row = json.decode(line)
  local record = {
    tree = tree, name = row.strategy.name, hash = row.hash, values = value(row.values),
    trades = row.trades, sharpes = {}, how = row.how, parent_a = value(row.parent_a),
    parent_b = value(row.parent_b), generation = row.generation, error = value(row.error),
    complexity = tree.measure.complexity,
  }
  for _, pair in ipairs(row.sharpes) do record.sharpes[pair[1]] = value(pair[2]) end
  return record
end

local function restore_generation(search, row)
  local members = {}
  for i, hash in ipairs(row.members) do
    local record = search.seen[hash]
    members[i] = { record = record, tree = record.tree, complexity = record.complexity }
  end
  local history = {}
  for key, x in pairs(row.history) do history[key] = value(x) end
  search:restore(row.generation + 1, members, history)
end

--- Read the file up to its last whole generation; what follows is written over.
local function read_lines(self, search, file)
  local number, pending, whole = 1, {}, file:seek()
  for line in file:lines() do
    number = number + 1
    if line:sub(1, 12) == '{"strategy":' and line:sub(-1) == "}" then
      pending[#pending + 1] = { line, number }
    elseif line:sub(1, 14) == '{"generation":' then
      local row = json.decode(line)
      if not row then break end -- the last line is not whole
      for _, one in ipairs(pending) do search:recall(restore_record(self, search, unpack(one))) end
      pending, whole = {}, file:seek()
      restore_generation(search, row)
    elseif line:sub(1, 15) == '{"permutation":' then
      local row = json.decode(line)
      if not row then break end
      self.permutations[row.permutation] = value(row.value) or -math.huge
      whole = file:seek()
    else
      break
    end
  end
  self.written = #search.order
  return whole
end

--- Take a search up again. @return false when there is no state of it
function journal:resume(search)
  local file = io.open(self.path, "rb")
  if not file then return false end
  local head = file:read "*l"
  local found = head and json.decode(head)
  if not found or not found.search then
    file:close()
    failure.raise(("%s: this is not the state of a search; give '--state' another file")
      :format(self.path))
  end
  if found.search ~= self.id then
    file:close()
    failure.raise(("%s: this is the state of a search with other candles, settings, grammar or "
      .. "options: %s"):format(self.path, tostring(found.command)))
  end
  local whole = read_lines(self, search, file)
  file:close()
  open(self, "r+b")
  self.file:seek("set", whole)
  return true
end

--- How many bytes of an old state are in the way. @return true when there is one of this search
function journal:exists()
  local file = io.open(self.path, "rb")
  if file then file:close() end
  return file ~= nil
end

--- Close it; the search goes on another time.
function journal:close()
  if self.file then self.file:close() end
  self.file = nil
end

--- The search is done: its state is not needed any more.
function journal:remove()
  self:close()
  os.remove(self.path)
end

return journal

--- The strategies of a store: the same rules, told by their hash, are kept once.
local insert = require "stdlib.store.insert"
local C = require("stdlib.host").C

local strategies = {}

--- Where a strategy can come from.
strategies.ORIGINS = { "import", "random", "grammar", "evolve", "optimize" }

local known = {}
for _, origin in ipairs(strategies.ORIGINS) do known[origin] = true end

local COLUMNS = [[id, hash, name, origin, parent_a, parent_b, generation, complexity, created,
  json, lua]]

local function now_ms() return math.floor(C.tide_clock_wall_us() / 1000) end

--- What writes strategies into an open transaction.
-- @return function({ hash, name, json = text or lua = text, origin, parents = { hashes, at most
--   two }, generation, complexity, created = ms }): a hash that is there stays as it is
function strategies.inserter(db)
  local put = insert.new(db, [[INSERT INTO strategies (hash, name, origin, parent_a, parent_b,
    generation, complexity, created, json, lua) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT (hash) DO NOTHING]], 10)
  return function(s)
    local parents = s.parents
    assert(known[s.origin], "origin is one of " .. table.concat(strategies.ORIGINS, ", "))
    put:text(1, s.hash)
    put:text(2, s.name)
    put:text(3, s.origin)
    put:text(4, parents and parents[1])
    put:text(5, parents and parents[2])
    put:number(6, s.generation)
    put:number(7, s.complexity)
    put:number(8, s.created or now_ms())
    put:text(9, s.json)
    put:text(10, s.lua)
    put:run()
  end
end

--- Keep strategies, all or none.
-- @param list  of what strategies.inserter takes
-- @return how many were new
function strategies.put(db, list)
  return db:transaction(function()
    local put, before = strategies.inserter(db), strategies.count(db)
    for _, s in ipairs(list) do put(s) end
    return strategies.count(db) - before
  end)
end

--- How many there are.
function strategies.count(db) return db:value "SELECT count(*) FROM strategies" end

local function made(row)
  if row then row.parents = { row.parent_a, row.parent_b } end
  return row
end

local function select_by(condition)
  return ("SELECT %s FROM strategies WHERE %s"):format(COLUMNS, condition)
end

local BY_ID, BY_HASH = select_by "id = ?1", select_by "hash = ?1"

--- @return { id, hash, name, origin, parents = list of hashes, generation, complexity, created,
--   json, lua }, or nil
function strategies.get(db, id) return made(db:row(BY_ID, id)) end

--- The same by the whole hash.
function strategies.by_hash(db, hash) return made(db:row(BY_HASH, hash)) end

local MOST = 5 -- that a message names

-- Of several, the message tells how to say which one.
local function one_of(db, word, how, condition, ...)
  local list = {}
  local sql = select_by(condition) .. " ORDER BY id LIMIT " .. MOST + 1
  for row in db:rows(sql, ...) do list[#list + 1] = row end
  if #list < 2 then return made(list[1]) end
  local ids = {}
  for i = 1, math.min(#list, MOST) do ids[i] = ("%d (%s)"):format(list[i].id, list[i].hash) end
  return nil, ("several strategies %s '%s': say which by its number or hash: %s%s"):format(how,
    word, table.concat(ids, ", "), #list > MOST and " ..." or "")
end

local LOOKS = {
  function(db, word) return #word == 16 and strategies.by_hash(db, word) or nil end,
  function(db, word) return word:find "^%d+$" and strategies.get(db, tonumber(word)) or nil end,
  function(db, word) return one_of(db, word, "are called", "name = ?1", word) end,
  function(db, word)
    if not word:find "^%x%x%x%x+$" then return nil end
    word = word:lower()
    return one_of(db, word, "have a hash that begins with", "hash >= ?1 AND hash < ?2", word,
      word .. "g")
  end,
}

--- The strategy that a word means: a hash, a number (id), a name, or the first digits of a
-- hash, at least four.
-- @return as strategies.get, or nil and a message
function strategies.find(db, word)
  for _, look in ipairs(LOOKS) do
    local row, message = look(db, word)
    if row or message then return row, message end
  end
  return nil, ("%s holds no strategy with the name, number or hash '%s'"):format(db.path, word)
end

local AT_ONCE = 1000

--- Remove strategies with their results and trades. Trials stay in the ledger.
-- @param ids  list; a thousand at a time are removed for good
-- @return how many were there
function strategies.remove(db, ids)
  local count = 0
  for first = 1, #ids, AT_ONCE do
    db:transaction(function()
      for i = first, math.min(first + AT_ONCE - 1, #ids) do
        count = count + db:run("DELETE FROM strategies WHERE id = ?1", ids[i])
      end
    end)
  end
  return count
end

return strategies

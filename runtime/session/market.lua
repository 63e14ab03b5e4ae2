--- Candles in a session: what stdlib.candles loads, and a market of columns at the same time.
--
--     btc.close        a column, as m.close in a strategy
--     btc("1d").high   the same candles in days
--     btc:resample "4h", btc:first(100), btc.n, btc.cdata: as in stdlib.candles
local candles = require "stdlib.candles"
local failure = require "runtime.failure"
local hint_for = require "stdlib.expr.hint"
local market = require "stdlib.expr.market"

local markets = {}
markets.__index = markets

-- What candles of a session have beside their columns.
markets.methods = {
  "before", "close_time", "closed", "copy", "first", "noisy", "permute", "resample",
}
markets.facts = { "n", "path", "symbol", "timeframe" }

local NOT_LOADED = "no candles of %s are loaded"
local HINT = "; name one of their columns, btc.close for example"

local IS_FIELD, IS_METHOD, KNOWN = {}, {}, {}
for _, field in ipairs(market.fields) do IS_FIELD[field] = true end
for _, name in ipairs(markets.methods) do IS_METHOD[name] = true end
for _, names in ipairs { market.fields, markets.methods, markets.facts } do
  for _, name in ipairs(names) do KNOWN[#KNOWN + 1] = name end
end

local function weak(mode) return setmetatable({}, { __mode = mode }) end

--- The markets of a session.
function markets.new()
  local self = setmetatable({
    class = {}, view_class = {}, -- of candles, and of another time frame or symbol of them
    by_key = weak "v", keys = weak "k", views = weak "k",
  }, markets)
  --- Gives the node of a field the candles it reads: without a symbol, those of `m`.
  function self.bind(r, node)
    node.candles = self:find(node.symbol)
    if not node.candles and node.symbol == "" then
      r:fail 'no candles are loaded: load "FILE.csv" first'
    end
    if not node.candles then r:fail(NOT_LOADED, node.symbol) end
    node.key = self.keys[node.candles]
  end
  --- Is it a market? @return { timeframe, symbol } or nil
  function self.of(value)
    if type(value) ~= "table" then return nil end
    if self.keys[value] then return { timeframe = "", symbol = self.keys[value] } end
    return self.views[value]
  end
  return self
end

--- The candles of a symbol; of "", those that came first, or that `m` was set to.
function markets:find(symbol)
  if symbol == "" then return self.own end
  return self.by_key[symbol]
end

function markets:free_key(symbol)
  local stem = symbol:gsub("[^%w_.-]", "_"):sub(1, 50)
  local key, n = stem, 1
  while self.by_key[key] do
    n = n + 1
    key = ("%s.%d"):format(stem, n)
  end
  return key
end

--- Make a market of candles. @return the same candles
function markets:adopt(loaded)
  if self.keys[loaded] then return loaded end
  local key = self:free_key(loaded.symbol or "candles")
  self.by_key[key], self.keys[loaded], self.own = loaded, key, self.own or loaded
  return setmetatable(loaded, self.class)
end

--- The candles behind a market and its time frame ("": their own), or nil.
function markets:candles_of(value)
  local at = self.of(value)
  return at and self.by_key[at.symbol], at and at.timeframe
end

--- The candles that a market shows, in its time frame; nil when it is none.
function markets:shown(value)
  local found, timeframe = self:candles_of(value)
  if not found or timeframe == "" then return found end
  local made, message = candles.resample(found, timeframe)
  return failure.check(made, message)
end

local function column(self, r, value, key)
  local at = self.of(value)
  return r:make("column",
    { form = "field", field = key, timeframe = at.timeframe, symbol = at.symbol })
end

local function view(self, r, value, timeframe, symbol)
  local at = self.of(value)
  if timeframe ~= nil or symbol == nil then
    market.check_timeframe(r, timeframe, "candles(timeframe, symbol)")
  end
  if symbol ~= nil and not self.by_key[symbol] then r:fail(NOT_LOADED, tostring(symbol)) end
  local made = setmetatable({}, self.view_class)
  self.views[made] = { timeframe = timeframe or "", symbol = symbol or at.symbol }
  return made
end

--- A method of stdlib.candles: what it makes is a market, too, and what it complains of is raised.
local function adopting(self, method)
  return function(value, ...)
    local made, message = method(value, ...)
    if made == nil and message then failure.raise(message) end
    return type(made) == "table" and made.cdata and self:adopt(made) or made
  end
end

--- Is it a chunk of the session that asks, not a module of tide?
local function is_typed(r, level)
  return r.chunks[debug.getinfo(level + 1, "S").source] ~= nil
end

--- Give a session's recorder the classes of markets.
function markets:install(r)
  local class, view_class = self.class, self.view_class
  function class.__index(value, key)
    if IS_FIELD[key] then return column(self, r, value, key) end
    local found = candles[key]
    if IS_METHOD[key] then return adopting(self, found) end
    if found == nil and is_typed(r, 2) then
      r:fail("candles have no '%s'%s", tostring(key), hint_for(key, KNOWN))
    end
    return found
  end
  function view_class.__index(value, key)
    if IS_FIELD[key] then return column(self, r, value, key) end
    r:fail("a market has no column '%s'%s", tostring(key), hint_for(key, market.fields))
  end
  function class.__call(...) return view(self, r, ...) end
  view_class.__call = class.__call
  function class.__tostring(value)
    return ("%s, %d candles of %s"):format(value.symbol, value.n, value.timeframe)
  end
  function view_class.__tostring(value)
    local at = self.views[value]
    return ("%s in %s"):format(at.symbol, at.timeframe ~= "" and at.timeframe or "its time frame")
  end
  for _, one in ipairs { class, view_class } do r:name_class(one, "candles", HINT) end
end

return markets

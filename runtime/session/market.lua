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

-- What can be asked of candles with a colon, in a session.
markets.methods = { "before", "close_time", "closed", "copy", "first", "noisy", "permute", "resample" }
markets.facts = { "n", "path", "symbol", "timeframe" }

local IS_FIELD, IS_METHOD = {}, {}
for _, field in ipairs(market.fields) do IS_FIELD[field] = true end
for _, name in ipairs(markets.methods) do IS_METHOD[name] = true end

--- Everything that candles of a session have.
local function known_names()
  local list = {}
  for _, names in ipairs { market.fields, markets.methods, markets.facts } do
    for _, name in ipairs(names) do list[#list + 1] = name end
  end
  return list
end

--- Add markets to a session.
-- @return { adopt = function(candles) -> the same as a market, of = function(value) ->
--   { timeframe, symbol } or nil, bind = function(r, node), find = function(symbol) -> candles,
--   latest = function() -> the candles that were adopted last, candles_of = function(value) -> candles behind a market and its
--   time frame ("": their own), or nil, shown = function(value) -> candles in that time frame }
function markets.new()
  local self = {}
  local by_key, views = setmetatable({}, { __mode = "v" }), setmetatable({}, { __mode = "k" })
  local keys = setmetatable({}, { __mode = "k" })
  local class, view_class = {}, {}
  local r
  local latest

  local function free_key(symbol)
    local stem = symbol:gsub("[^%w_.-]", "_"):sub(1, 50)
    local key, n = stem, 1
    while by_key[key] do
      n = n + 1
      key = ("%s.%d"):format(stem, n)
    end
    return key
  end

  function self.adopt(loaded)
    if keys[loaded] then return loaded end
    local key = free_key(loaded.symbol or "candles")
    by_key[key], keys[loaded], latest = loaded, key, loaded
    return setmetatable(loaded, class)
  end

  function self.find(symbol) return by_key[symbol] end

  function self.latest() return latest end

  function self.of(value)
    if type(value) ~= "table" then return nil end
    if keys[value] then return { timeframe = "", symbol = keys[value] } end
    return views[value]
  end

  function self.candles_of(value)
    local at = self.of(value)
    return at and by_key[at.symbol], at and at.timeframe
  end

  --- The candles that a market shows, in its time frame; nil when it is none.
  function self.shown(value)
    local found, timeframe = self.candles_of(value)
    if not found or timeframe == "" then return found end
    local made, message = candles.resample(found, timeframe)
    return failure.check(made, message)
  end

  --- Nodes hold the candles they read; without a symbol it is those that were loaded last.
  function self.bind(_, node)
    node.candles = node.symbol == "" and latest or by_key[node.symbol]
    if not node.candles then
      r:fail(node.symbol == "" and "no candles are loaded: load \"FILE.csv\" first"
        or "no candles of %s are loaded", node.symbol)
    end
    node.key = keys[node.candles]
  end

  local function field(at, key)
    return r:make("column",
      { form = "field", field = key, timeframe = at.timeframe, symbol = at.symbol })
  end

  local function call(value, timeframe, symbol)
    local at = self.of(value)
    if timeframe ~= nil or symbol == nil then
      market.check_timeframe(r, timeframe, "candles(timeframe, symbol)")
    end
    if symbol ~= nil and not by_key[symbol] then
      r:fail("no candles of %s are loaded", tostring(symbol))
    end
    local view = setmetatable({}, view_class)
    views[view] = { timeframe = timeframe or "", symbol = symbol or at.symbol }
    return view
  end

  local function adopting(method)
    return function(value, ...)
      local made, message = method(value, ...)
      if made == nil and message then failure.raise(message) end
      return type(made) == "table" and made.cdata and self.adopt(made) or made
    end
  end

  function class.__index(value, key)
    if IS_FIELD[key] then return field(self.of(value), key) end
    local method = candles[key]
    if type(method) == "function" and IS_METHOD[key] then return adopting(method) end
    if method == nil and r.chunks[debug.getinfo(2, "S").source] ~= nil then -- typed, not asked by tide
      r:fail("candles have no '%s'%s", tostring(key), hint_for(key, known_names()))
    end
    return method
  end

  function view_class.__index(value, key)
    if IS_FIELD[key] then return field(self.of(value), key) end
    r:fail("a market has no column '%s'%s", tostring(key), hint_for(key, market.fields))
  end

  class.__call, view_class.__call = call, call
  function class.__tostring(value)
    return ("%s, %d candles of %s"):format(value.symbol, value.n, value.timeframe)
  end
  function view_class.__tostring(value)
    local at = views[value]
    return ("%s in %s"):format(at.symbol, at.timeframe)
  end

  function self.install(recorder)
    r = recorder
    r:name_class(class, "candles", "; name one of their columns, btc.close for example")
    r:name_class(view_class, "candles", "; name one of their columns, btc.close for example")
  end
  return self
end

return markets

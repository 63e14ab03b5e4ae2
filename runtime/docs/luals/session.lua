--- Type stubs of what a session (tide repl, tide run) has beside the words of strategies.
local columns = require "runtime.session.columns"
local market = require "runtime.session.market"
local words = require "runtime.session.words"

local session = {}

-- name = { parameters, lines of types }
local FUNCTIONS = {
  load = { "path", "---@param path string\n---@return Candles|LoadedStrategy" },
  demo = { "bars, seed", "---@param bars? integer\n---@param seed? integer\n---@return Candles" },
  bt = { "strategy, data, opts",
    "---@param strategy string|LoadedStrategy|StrategyTable|Side|Sides\n"
    .. "---@param data string|Candles|Market|(string|Candles|Market)[]\n---@param opts? table\n"
    .. "---@return Result" },
  plot = { "...", "---@param ... Column|Condition|Candles|Market|Result|number[]|table" },
  help = { "x", "---@param x? any" },
  tide = { "command", "---@param command string|(string|number)[]" },
  say = { "...", "---@param ... any" },
  fail = { "text", "---@param text string" },
  make_folder = { "path", "---@param path string" },
}
local VALUES = { m = "Candles", stdlib = "table<string, any>" }

local METHODS = {
  at = { "i", "---@param i integer\n---@return number?",
    "the value at bar i, 1 the first, -1 the last" },
  head = { "n", "---@param n? integer\n---@return number[]", "the first n values" },
  tail = { "n", "---@param n? integer\n---@return number[]", "the last n values" },
  last = { "", "---@return number?", "the last value" },
  length = { "", "---@return integer", "how many bars there are" },
  values = { "", "---@return number[]", "all values" },
}

local CANDLES = {
  n = "integer", path = "string?", symbol = "string", timeframe = "string",
  before = { "time", "---@param time number microseconds\n---@return integer" },
  close_time = { "i", "---@param i integer from 0\n---@return number microseconds" },
  closed = { "time", "---@param time number microseconds\n---@return integer" },
  copy = { "", "---@return Candles" },
  first = { "n", "---@param n integer\n---@return Candles" },
  noisy = { "seed, level", "---@param seed integer\n---@param level number\n---@return Candles" },
  permute = { "seed, block",
    "---@param seed integer\n---@param block? integer\n---@return Candles" },
  resample = { "timeframe", "---@param timeframe string\n---@return Candles" },
}

local function missing(name) error(("no type for '%s' of a session"):format(name)) end

local function add_words(out)
  for _, doc in ipairs(words.docs) do
    local name = doc[1]
    out[#out + 1] = "--- " .. doc[3]
    if VALUES[name] then
      out[#out + 1] = ("---@type %s\n%s = nil\n"):format(VALUES[name], name)
    else
      local spec = FUNCTIONS[name] or missing(name)
      out[#out + 1] = ("%s\nfunction %s(%s) end\n"):format(spec[2], name, spec[1])
    end
  end
end

local function add_candles(out)
  out[#out + 1] = "---@class Candles: Market"
  for _, name in ipairs(market.facts) do
    out[#out + 1] = ("---@field %s %s"):format(name, CANDLES[name] or missing(name))
  end
  out[#out + 1] = "local Candles = {}\n"
  for _, name in ipairs(market.methods) do
    local spec = CANDLES[name] or missing(name)
    out[#out + 1] = ("%s\nfunction Candles:%s(%s) end\n"):format(spec[2], name, spec[1])
  end
end

local function add_values(out)
  for _, class in ipairs { "Column", "Condition" } do
    out[#out + 1] = ("---@class %s\nlocal %s = {}\n"):format(class, class)
    for _, name in ipairs(columns.methods) do
      local spec = METHODS[name] or missing(name)
      out[#out + 1] = ("--- In a session only: %s.\n%s\nfunction %s:%s(%s) end\n"):format(spec[3],
        spec[2], class, name, spec[1])
    end
  end
end

--- The text of docs/luals/session.lua.
function session.text()
  local out = {
    "---@meta", "-- What a session has beside the words of strategies, for editors: written by "
      .. "docs/generate.", "",
    "---@class LoadedStrategy\n---@field name string\n---@field path string?\n",
    "---@class Result\n---@field metrics table<string, number>\n---@field trades table[]\n"
      .. "---@field equity fun(self: Result): number[]\n",
  }
  add_candles(out)
  add_values(out)
  add_words(out)
  return (table.concat(out, "\n"):gsub("\n+$", "\n"))
end

return session

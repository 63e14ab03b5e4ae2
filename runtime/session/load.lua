--- load "FILE": candles or a strategy, by the name of the file.
local failure = require "runtime.failure"
local files = require "runtime.files"
local simulation = require "runtime.simulation"
local strategies = require "runtime.session.strategies"

local loading = {}

local HOW = { gaps = "keep" }

--- Is the word a file, and not the text of a program?
local function names_file(word)
  if type(word) ~= "string" or word:find "\n" then return false end
  return files.exists(word) or (word:find "^%S+%.%a%w*$" ~= nil)
end

--- Candles of a file.
-- @param word  FILE or SYMBOL=FILE
function loading.candles(markets, word, opts)
  local source = simulation.parse_source(word)
  failure.check(source, "load needs the name of a file")
  return markets:adopt(simulation.load_candles(source, opts or HOW))
end

--- Is it a strategy, by its name?
function loading.is_strategy(path)
  return path:find "%.lua$" ~= nil or path:find "%.json$" ~= nil
end

--- The function `load` of a session. Whatever is no file is left to Lua's own.
function loading.new(markets)
  return function(word, ...)
    if not names_file(word) or select("#", ...) > 0 then return load(word, ...) end
    if loading.is_strategy(word) then return strategies.load(word) end
    return loading.candles(markets, word)
  end
end

return loading

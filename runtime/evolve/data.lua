--- The candles of a search, and the grammar that suits them.
local frames = require "stdlib.generator.timeframe"
local read = require "stdlib.generator.read"
local failure = require "runtime.failure"
local grammar = require "runtime.grammar"
local searched = require "runtime.search.data"
local terminal = require "runtime.terminal"

local data = {}

--- The grammar for these candles: time frames above theirs, volume where all have it.
local function load_grammar(opts, list)
  local base = { timeframe = list[1].candles.timeframe }
  for _, one in ipairs(list) do
    if one.candles.cdata.volume == nil then base.volume = false end
    local frame = one.candles.timeframe
    if frames.parse(frame) > frames.parse(base.timeframe) then base.timeframe = frame end
  end
  return grammar.load(opts, base)
end

--- Strategies of a file that join the first generation.
local function load_start(g, path)
  local file, message = io.open(path, "rb")
  if not file then
    failure.raise(("%s: cannot read it: %s"):format(path, (message:gsub("^.*: ", ""))))
  end
  local trees, number, refused = {}, 0, 0
  for line in file:lines() do
    number = number + 1
    if line:find "%S" then
      local tree, why = read.strategy(g, line)
      if tree then
        trees[#trees + 1] = tree
      else
        refused = refused + 1
        if refused <= 5 then terminal.warn(("%s:%d: left out: %s"):format(path, number, why)) end
      end
    end
  end
  file:close()
  if #trees == 0 then
    failure.raise(("%s: none of its lines is a strategy that the grammar can say"):format(path))
  end
  if refused > 5 then terminal.warn(("%s: %d more left out"):format(path, refused - 5)) end
  return trees
end

--- Read everything.
-- @return what runtime.search.data gives, with grammar and start = trees or nil
function data.load(opts)
  local loaded = searched.load(opts)
  loaded.grammar = load_grammar(opts, loaded.datasets)
  loaded.start = opts.start and load_start(loaded.grammar, opts.start) or nil
  return loaded
end

return data

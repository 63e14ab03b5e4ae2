--- What is written stays apart from what is read: candles are not to be lost to a slip of the hand.
local failure = require "runtime.failure"
local files = require "runtime.files"

local apart = {}

local READ = {
  { "data", "candles" }, { "with", "candles" }, { "feed", "candles" }, { "ticks", "trades" },
  { "book", "an order book" }, { "liquidations", "liquidations" },
}

--- What the options of a simulation read.
-- @return list of { path, what it is }
function apart.sources(opts)
  local list = {}
  local strategies = opts.strategy or {}
  for _, path in ipairs(type(strategies) == "table" and strategies or { strategies }) do
    list[#list + 1] = { path, "the strategy" }
  end
  for _, read in ipairs(READ) do
    for _, source in ipairs(opts[read[1]] or {}) do list[#list + 1] = { source.path, read[2] } end
  end
  return list
end

--- Refuse to write over what is read, or two things to one file.
-- @param read     list of { path, what it is }
-- @param written  list of names of options
function apart.check(opts, read, written)
  local taken = {}
  for _, one in ipairs(read) do taken[files.plain(one[1])] = one[2] end
  for _, name in ipairs(written) do
    local path = opts[name]
    local other = path and taken[files.plain(path)]
    if other then
      failure.raise(("'--%s' would write over %s: %s"):format(name, other, path), failure.USAGE)
    end
    if path then taken[files.plain(path)] = "what is written with --" .. name end
  end
end

return apart

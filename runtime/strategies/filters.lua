--- The options that choose strategies of a store, and the query they make.
local backtest = require "stdlib.backtest"
local datasets = require "stdlib.store.datasets"
local failure = require "runtime.failure"
local kinds = require "runtime.kinds"
local nearest = require "stdlib.nearest"
local runs = require "stdlib.store.runs"
local search = require "stdlib.store.search"
local strategies = require "stdlib.store.strategies"

local filters = {}

local WANTED = "a condition like sharpe_ratio>=1: a metric, generation or complexity, one of "
  .. table.concat(search.OPS, " ") .. ", and a number"

local function comparable()
  local names = { "generation", "complexity" }
  for _, key in ipairs(backtest.metric_keys) do names[#names + 1] = key end
  return names
end

local function parse_where(word)
  for _, op in ipairs(search.OPS) do
    local from, to = word:find(op, 1, true)
    if from then
      local key = word:sub(1, from - 1):gsub("%s+$", "")
      local value = kinds.number(word:sub(to + 1):gsub("^%s+", ""), {})
      if value and search.comparable(key) then return { key = key, op = op, value = value } end
      return nil, WANTED, value and nearest.hint(key, comparable())
    end
  end
  return nil, WANTED
end

filters.options = {
  { name = "data", value = "SYMBOL", help = "only results on this instrument" },
  { name = "timeframe", value = "T", help = "only results on candles of this length" },
  { name = "part", value = "PART", kind = "choice", choices = runs.PARTS,
    help = "only results on this part of the data" },
  { name = "min-trades", value = "N", kind = "integer", min = 0,
    help = "only results with at least so many trades" },
  { name = "where", value = "CONDITION", parse = parse_where, repeated = true,
    help = "only results like \"sharpe_ratio>=1\" or \"max_drawdown<0.3\" (30 %): any metric, "
      .. "generation or complexity, compared by <, <=, >, >= or = with a number" },
  { name = "origin", value = "ORIGIN", kind = "choice", choices = strategies.ORIGINS,
    help = "only strategies that came from there" },
  { name = "name", value = "PATTERN",
    help = "only strategies with such a name: * is any text, ? any one character" },
  { name = "since", value = "TIME", kind = "time",
    help = "only strategies that were added at this time or later (UTC)" },
}

local function sorts()
  local list = { "created", "name", "generation", "complexity" }
  for _, key in ipairs(backtest.metric_keys) do list[#list + 1] = key end
  return list
end

--- The options that say in which order, and how many.
-- @param sort, limit  the defaults
function filters.order(sort, limit)
  return {
    { name = "sort", value = "KEY", kind = "choice", choices = sorts(), default = sort,
      help = "what comes first: the best by a metric, the newest (created) or the largest" },
    { name = "reverse", help = "the other way round" },
    { name = "limit", value = "N", kind = "integer", min = 1, max = 1e9, default = limit,
      shown = not limit and "all" or nil, help = "at most so many" },
  }
end

--- Did the user choose by any of these options?
function filters.given(opts)
  for _, option in ipairs(filters.options) do
    if opts.given[(option.name:gsub("-", "_"))] then return true end
  end
  return opts.given.limit or false
end

local function check_symbol(db, symbol)
  local names = {}
  for _, row in ipairs(datasets.list(db)) do
    if row.symbol == symbol then return end
    names[#names + 1] = row.symbol
  end
  failure.raise(("%s holds no results on '%s'%s"):format(db.path, symbol,
    nearest.hint(symbol, names)))
end

--- The query of the options, see stdlib.store.search.
function filters.query(db, opts)
  if opts.data then check_symbol(db, opts.data) end
  local where = { unpack(opts.where) }
  if opts.min_trades then
    where[#where + 1] = { key = "num_trades", op = ">=", value = opts.min_trades }
  end
  local ascending = backtest.lower_is_better[opts.sort] or opts.sort == "name"
  if opts.reverse then ascending = not ascending end
  return {
    sort = opts.sort, ascending = ascending, limit = opts.limit, origin = opts.origin,
    name = opts.name, since = opts.since and opts.since / 1000, symbol = opts.data,
    timeframe = opts.timeframe, part = opts.part, where = where,
  }
end

return filters

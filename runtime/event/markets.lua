--- The markets of a run of scripts: candles, trades and depth by symbol, as files say them.
local candles = require "stdlib.candles"
local ticks = require "stdlib.ticks"
local failure = require "runtime.failure"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local markets = {}

local ENDINGS = { "_trades", "_ticks", "_depth", "_book", "_liquidations" }

-- "BTCUSDT" from "BTCUSDT_trades.csv.gz".
local function symbol_of(source)
  local name = source.symbol or candles.symbol_of(source.path)
  for _, ending in ipairs(source.symbol and {} or ENDINGS) do
    if #name > #ending and name:sub(-#ending) == ending then return name:sub(1, -#ending - 1) end
  end
  return name
end

-- What a reader counted that a user should know.
local function tell(path, report)
  if report.lost > 0 then
    terminal.warn(("%s: messages are missing in %d place%s: the book is unknown there until its "
      .. "next snapshot"):format(path, report.lost, report.lost == 1 and "" or "s"))
  end
  if report.unused > 0 then
    terminal.warn(("%s: %d messages are left out, for which no snapshot came"):format(path,
      report.unused))
  end
end

local function load_ticks(load, source)
  local made, message = load(source.path, { instrument = source.symbol })
  if not made then failure.raise(message) end
  tell(source.path, made.report)
  return made
end

local KINDS = {
  { "data", "candles", simulation.load_candles },
  { "ticks", "trades", function(source) return load_ticks(ticks.load_trades, source) end },
  { "book", "depth", function(source) return load_ticks(ticks.load_depth, source) end },
  { "liquidations", "liquidations", function(source)
    return load_ticks(ticks.load_trades, source)
  end },
}

-- Nothing fills against liquidations.
local function check_traded(market)
  if market.candles or market.trades or market.depth then return end
  failure.raise(("there are only liquidations of %s: give what it traded at, too, with --data, "
    .. "--ticks or --book"):format(market.symbol), failure.USAGE)
end

--- Read all files of the options.
-- @param started  when the command began, for the progress shown
-- @param known    markets that are there already, whose columns are added to; nil: none
-- @return list of { symbol, candles, trades, depth, liquidations }, each of which may be missing,
--   in the order in which the options name them: candles first
function markets.load(opts, started, known)
  local list, by_symbol = known or {}, {}
  for _, market in ipairs(list) do by_symbol[market.symbol] = market end
  for _, kind in ipairs(KINDS) do
    local option, field, load = kind[1], kind[2], kind[3]
    for _, source in ipairs(opts[option] or {}) do
      terminal.progress(started, "reading " .. source.path)
      local made = load(source, opts)
      local symbol = made.symbol or symbol_of(source)
      local market = by_symbol[symbol]
      if not market then
        market = { symbol = symbol }
        by_symbol[symbol], list[#list + 1] = market, market
      end
      if market[field] then
        failure.raise(("'--%s' names %s twice"):format(option, symbol), failure.USAGE)
      end
      market[field] = made
    end
  end
  for _, market in ipairs(list) do check_traded(market) end
  return list
end

return markets

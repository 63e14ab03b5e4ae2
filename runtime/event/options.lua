--- The options of `tide backtest` that only scripts have, and what a market is opened with.
local nearest = require "stdlib.nearest"
local failure = require "runtime.failure"
local kinds = require "runtime.kinds"
local latency = require "runtime.event.latency"
local simulation = require "runtime.simulation"
local C = require("stdlib.host").C

local options = {}

local MODELS = { "pessimistic", "proportional", "power" }
local SHARES = "shares of the cash like 0.6,0.4, which add up to 1"
local QUEUE = "pessimistic, proportional or power:N with N from 1 to 16"

-- "power:2" is a model with its power.
local function parse_queue(word)
  local name, power = word:match "^(%a+):?(%d*)$"
  local n = tonumber(power)
  if name == "power" and n and n >= 1 and n <= 16 then return { model = name, power = n } end
  for _, known in ipairs(MODELS) do
    if name == known and name ~= "power" and power == "" then return { model = name } end
  end
  return nil, QUEUE, name ~= "power" and nearest.hint(name or word, MODELS) or nil
end

-- "0.6,0.4": what each of several strategies gets.
local function parse_shares(word)
  local shares, all = {}, 0
  for part in (word .. ","):gmatch "([^,]*)," do
    local x = kinds.number(part, { above = 0, max = 1 })
    if not x then return nil, SHARES end
    shares[#shares + 1], all = x, all + x
  end
  if math.abs(all - 1) > 1e-9 then return nil, SHARES .. (" (these are %.6g)"):format(all) end
  return shares
end

local function source(name, help)
  return { name = name, value = "[SYMBOL=]FILE", parse = simulation.parse_source, repeated = true,
    list = true, help = help }
end

--- Their rows, for the table of a command.
options.list = {
  source("ticks", "of a script: trades, CSV or CSV.gz; its orders fill against them. SYMBOL= also "
    .. "names the instrument where a file holds several"),
  source("book", "of a script: changes of an order book, CSV or CSV.gz; its orders fill against "
    .. "the book"),
  source("liquidations", "of a script: liquidations of others, CSV or CSV.gz with the columns of "
    .. "trades"),
  { name = "latency", value = "TIME|FILE", parse = latency.parse,
    help = "of a script: how long orders take to the venue and reports back: 5ms, 5ms:3ms, or a "
      .. "CSV of recorded delays" },
  { name = "feed-delay", value = "TIME", parse = latency.parse_one, shown = "0",
    help = "of a script: how late it sees what happens: 2ms" },
  { name = "queue", value = "MODEL", parse = parse_queue, shown = "pessimistic",
    help = "of a script: what cancels ahead of a resting limit do: pessimistic, proportional or "
      .. "power:N" },
  { name = "candle-path", help = "of a script: inside a candle the price goes from the open to the "
    .. "nearer extreme, the other one, and the close" },
  { name = "share", value = "S,S...", parse = parse_shares, shown = "equal ones",
    help = "of several strategies: what part of the cash each has" },
  { name = "max-errors", value = "N", kind = "integer", min = 1, max = 1e9, default = 10,
    help = "of a script: errors after which it is stopped" },
  { name = "on-error", value = "WHAT", kind = "choice", choices = { "cancel", "close", "keep" },
    default = "cancel", help = "its orders then: cancel them, close its positions too, or keep "
      .. "them" },
}

local ONLY_SCRIPTS = {
  "ticks", "book", "liquidations", "latency", "feed-delay", "queue", "candle-path",
}

--- Those that a session of scripts has, too: what comes and what orders meet.
options.of_sessions = {
  ticks = true, book = true, liquidations = true, latency = true, queue = true,
  ["candle-path"] = true,
}

--- Which of those that need a script were given, by name.
function options.given(opts)
  for _, name in ipairs(ONLY_SCRIPTS) do
    if opts.given[(name:gsub("-", "_"))] then return "--" .. name end
  end
end

--- The part of the cash that each of n strategies has.
function options.shares(opts, n)
  if not opts.share then
    local equal = {}
    for i = 1, n do equal[i] = 1 / n end
    return equal
  end
  if #opts.share == n then return opts.share end
  failure.raise(("'--share' has %d parts for %d strateg%s"):format(#opts.share, n,
    n == 1 and "y" or "ies"), failure.USAGE)
end

-- Slippage that follows range or volume is measured by candles.
local function check_slippage(settings, markets)
  if settings.slippage_kind == C.TIDE_SLIP_FIXED then return end
  local volume = settings.slippage_kind == C.TIDE_SLIP_VOLUME
  for _, market in ipairs(markets) do
    local c = market.candles and market.candles.cdata
    if not market.depth and (not c or (volume and c.volume == nil)) then
      failure.raise(("'--slippage %s:K' is measured by candles%s: give those of %s with --data")
        :format(volume and "volume" or "dynamic", volume and " with their volume" or "",
          market.symbol), failure.USAGE)
    end
  end
end

--- What markets are opened with (stdlib.orders).
-- @param settings  tide_settings
-- @param markets   of the run
function options.venue(opts, settings, markets)
  check_slippage(settings, markets)
  local queue, venue = opts.queue or {}, latency.venue(opts.latency, opts.feed_delay or 0)
  venue.queue, venue.power, venue.path = queue.model, queue.power, opts.candle_path
  venue.slippage_kind, venue.slippage = settings.slippage_kind, settings.slippage
  venue.spread = settings.spread / 2
  return venue
end

return options

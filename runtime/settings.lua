--- The options that say how a run is simulated, and the tide_settings they make:
-- an explicit option beats the profile, the profile beats the defaults.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"
local json = require "stdlib.json"
local kinds = require "runtime.kinds"

local C = host.C
local settings = {}

local FILLS = { next_open = C.TIDE_FILL_NEXT_OPEN, close = C.TIDE_FILL_CLOSE }
local SLIPPAGES = { dynamic = C.TIDE_SLIP_DYNAMIC, volume = C.TIDE_SLIP_VOLUME }
local SIZES = {
  cash = C.TIDE_SIZE_CASH, units = C.TIDE_SIZE_UNITS, risk = C.TIDE_SIZE_RISK,
  volatility = C.TIDE_SIZE_VOLATILITY, kelly = C.TIDE_SIZE_KELLY,
}
local RATE = { min = 0, max = 0.5 }

local function name_of(table_, code)
  for name, value in pairs(table_) do
    if value == code then return name end
  end
end

-- "0:0.001,1e6:0.0008:0.0002": from a 30-day notional on, the rate, and the maker's.
local function parse_tiers(word)
  local tiers = {}
  for part in (word .. ","):gmatch "([^,]*)," do
    local from, rate, maker = part:match "^([^:]+):([^:]+):?([^:]*)$"
    from = from and kinds.number(from, { min = 0 })
    rate = rate and kinds.number(rate, RATE)
    maker = maker == "" and rate or maker and kinds.number(maker, RATE)
    local last = tiers[#tiers]
    if not (from and rate and maker) or #tiers == C.TIDE_MAX_TIERS
      or (last and from <= last.from) or (not last and from ~= 0) then
      return nil, "a rate like 0.0004, or rising tiers like 0:0.001,1e6:0.0008"
    end
    tiers[#tiers + 1] = { from = from, rate = rate, maker = maker }
  end
  return { tiers = tiers }
end

local function parse_commission(word)
  if word:find(":", 1, true) then return parse_tiers(word) end
  local rate = kinds.number(word, RATE)
  if not rate then return nil, "a rate (0 to 0.5) like 0.0004, or tiers like 0:0.001,1e6:0.0008" end
  return { rate = rate }
end

local function parse_slippage(word)
  local kind, factor = word:match "^(%a+):(.+)$"
  if kind and SLIPPAGES[kind] then
    factor = kinds.number(factor, { min = 0 })
    if factor then return { kind = SLIPPAGES[kind], value = factor } end
  end
  local fraction = kinds.number(word, RATE)
  if not fraction then return nil, "a fraction from 0 to 0.5 like 0.0005, dynamic:K or volume:K" end
  return { kind = C.TIDE_SLIP_FIXED, value = fraction }
end

local function parse_size(word)
  local kind, value = word:match "^(%a+):(.+)$"
  local x = kinds.number(value or word, { above = 0 })
  if x and (not kind or SIZES[kind]) then
    return { kind = kind and SIZES[kind] or C.TIDE_SIZE_FIXED, value = x }
  end
  return nil, "a share of equity like 0.5, or cash:1000, units:2, risk:0.01, volatility:0.01 "
    .. "or kelly:0.25"
end

local function number_text(x) return json.number(tonumber(x)) end

local function slippage_text(s)
  local kind = name_of(SLIPPAGES, s.slippage_kind)
  return kind and kind .. ":" .. number_text(s.slippage)
end

local function size_text(s)
  local kind = name_of(SIZES, s.size.kind)
  return kind and kind .. ":" .. number_text(s.size.value)
end

local default = assert(backtest.settings "tide")

--- The options of every command that simulates, in the order of the help.
settings.options = {
  { name = "profile", value = "NAME", kind = "choice", choices = backtest.profiles(),
    shown = "tide", help = "fills, sizing and metrics of another tool" },
  { name = "cash", value = "MONEY", kind = "number", above = 0, max = 1e15,
    shown = number_text(default.cash), help = "what the account starts with" },
  { name = "commission", value = "RATE", parse = parse_commission,
    shown = number_text(default.commission), help = "fraction of the traded value of each fill, "
      .. "or tiers by 30-day volume: 0:0.001,1e6:0.0008" },
  { name = "commission-maker", value = "RATE", kind = "number", min = -0.1, max = 0.5,
    shown = "as --commission", help = "rate of resting limit fills; below 0 a rebate" },
  { name = "fee-fixed", value = "MONEY", kind = "number", min = 0, max = 1e9,
    shown = number_text(default.fee_fixed), help = "fixed fee of each fill" },
  { name = "slippage", value = "S", parse = parse_slippage, shown = number_text(default.slippage),
    help = "how much worse market fills are: a fraction, dynamic:K (of ATR) or volume:K" },
  { name = "spread", value = "S", kind = "number", min = 0, max = 0.5,
    shown = number_text(default.spread), help = "bid-ask spread, as a fraction of the price" },
  { name = "size", value = "SIZE", parse = parse_size, shown = "1.0",
    help = "how much to buy, where the strategy does not say: a share of equity, cash:1000, "
      .. "units:2, risk:0.01, volatility:0.01 or kelly:0.25" },
  { name = "lot", value = "UNITS", kind = "number", above = 0, shown = number_text(default.lot),
    help = "smallest step of a quantity" },
  { name = "leverage", value = "L", kind = "number", min = 1, max = 1000,
    shown = number_text(default.leverage), help = "most exposure, in multiples of equity" },
  { name = "fill", value = "WHEN", kind = "choice", choices = { "next_open", "close" },
    shown = "next_open", help = "when signals fill" },
  { name = "settle", help = "trade only once every indicator has forgotten how it was seeded" },
  { name = "hedging", help = "keep a position when the opposite one opens" },
  { name = "max-participation", value = "P", kind = "number", above = 0, max = 1,
    help = "cut each fill to this share of its bar's volume" },
  { name = "require-volume", help = "market orders wait while bars have no volume" },
  { name = "drawdown-scale", value = "D", kind = "number", above = 0, max = 1,
    help = "shrink positions in a drawdown, to nothing at this one" },
  { name = "risk-free", value = "RATE", kind = "number", min = -1, max = 10,
    shown = number_text(default.risk_free), help = "yearly rate that ratios compare with" },
  { name = "from", value = "TIME", kind = "time", help = "first bar to trade (UTC), inclusive" },
  { name = "to", value = "TIME", kind = "time",
    help = "end of the bars to trade (UTC), exclusive" },
}

local function apply_costs(s, opts)
  if opts.commission and opts.commission.tiers then
    s.tiers = #opts.commission.tiers
    for i, tier in ipairs(opts.commission.tiers) do
      s.tier[i - 1] = { tier.from, tier.rate, opts.commission_maker or tier.maker }
    end
    s.commission = opts.commission.tiers[1].rate
  elseif opts.commission then
    s.commission, s.tiers = opts.commission.rate, 0
  end
  if opts.commission_maker then s.commission_maker = opts.commission_maker end
  if opts.slippage then s.slippage_kind, s.slippage = opts.slippage.kind, opts.slippage.value end
end

-- A position of full leverage must start above its maintenance margin.
local function check_leverage(s)
  if s.maintenance <= 0 or s.leverage * s.maintenance < 1 then return true end
  return nil, ("'--leverage' must be below %.14g: at %.14g the initial margin of a position is not "
    .. "above the maintenance margin (%.14g of its value), so it would be liquidated at once")
    :format(1 / s.maintenance, s.leverage, s.maintenance)
end

--- The settings that options make.
-- @param opts  what runtime.options read
-- @return tide_settings, or nil and a message
function settings.make(opts)
  local s = backtest.settings(opts.profile or "tide")
  apply_costs(s, opts)
  for _, key in ipairs {
    "cash", "fee_fixed", "spread", "lot", "leverage", "max_participation", "drawdown_scale",
    "risk_free", "settle", "hedging", "require_volume", "from", "to",
  } do
    if opts.given[key] then s[key] = opts[key] end
  end
  if opts.size then s.size.kind, s.size.value = opts.size.kind, opts.size.value end
  if opts.fill then s.fill = FILLS[opts.fill] end
  if opts.given.from and opts.given.to and opts.from >= opts.to then
    return nil, "'--to' must be later than '--from'"
  end
  local ok, message = check_leverage(s)
  return ok and s, message
end

local function commission_value(s)
  if s.tiers == 0 then return s.commission end
  local parts = {}
  for i = 0, s.tiers - 1 do
    local tier = s.tier[i]
    parts[i + 1] = ("%s:%s:%s"):format(number_text(tier.from), number_text(tier.rate),
      number_text(tier.maker))
  end
  return table.concat(parts, ",")
end

local function time_value(us) return us ~= 0 and tonumber(us) / 1000 or nil end

--- The settings as an ordered list {key, value, key, value ...}: what the options
-- would say again. Times are in milliseconds.
-- @return list, count
function settings.describe(s)
  local list = {
    "cash", s.cash,
    "commission", commission_value(s),
    "commission_maker", s.commission_maker == -1 and s.commission or s.commission_maker,
    "fee_fixed", s.fee_fixed,
    "slippage", slippage_text(s) or s.slippage,
    "spread", s.spread,
    "size", size_text(s) or s.size.value,
    "lot", s.lot,
    "leverage", s.leverage,
    "maintenance", s.maintenance,
    "fill", name_of(FILLS, s.fill),
    "settle", s.settle,
    "hedging", s.hedging,
    "max_participation", s.max_participation > 0 and s.max_participation or nil,
    "require_volume", s.require_volume,
    "drawdown_scale", s.drawdown_scale > 0 and s.drawdown_scale or nil,
    "risk_free", s.risk_free,
    "from", time_value(s.from),
    "to", time_value(s.to),
  }
  return list, 38
end

--- The same as a table by key.
function settings.table(s)
  local list, count = settings.describe(s)
  local by_key = {}
  for i = 1, count, 2 do by_key[list[i]] = list[i + 1] end
  return by_key
end

--- The name of the profile of settings.
function settings.profile(s) return ffi.string(C.tide_profile_name(s.profile)) end

--- The settings as JSON text, without the time range: the same for the same settings.
function settings.text(s)
  local list, count = settings.describe(s)
  local kept, n = { "profile", settings.profile(s) }, 2
  for i = 1, count, 2 do
    if list[i] ~= "from" and list[i] ~= "to" then
      kept[n + 1], kept[n + 2], n = list[i], list[i + 1], n + 2
    end
  end
  return json.encode(json.object(kept, n))
end

return settings

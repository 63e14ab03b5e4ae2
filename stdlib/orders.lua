--- Orders in replayed markets: sent, cancelled, filled and reported while events run
-- (stdlib/events.lua).
--
--     local e = events.new { { trades = trades, depth = depth } }
--     orders.open(e, 1, { queue = "proportional", entry_us = 5000 })
--     e:run {
--       book = function(event) ... orders.send(e, { side = "buy", type = "limit", ... }) end,
--       fill = function(event) ... orders.status(e, event.order).state ... end,
--     }
--
-- Markets and strategies count from 1 here; in an event, which is the host's, from 0.
local ffi = require "ffi"
local host = require "stdlib.host"
local nearest = require "stdlib.nearest"

local C = host.C

local orders = {}

local function names_of(prefix, list)
  local t = {}
  for name in list:gmatch "%S+" do t[name] = C[prefix .. name:upper()] end
  return t
end

local SIDES = names_of("TIDE_", "buy sell")
local FORCES = names_of("TIDE_", "gtc ioc fok")
local TYPES = names_of("TIDE_ORDER_", "market limit stop stop_limit take_profit trailing iceberg")
local QUEUES = names_of("TIDE_QUEUE_", "pessimistic proportional power")
local FLAGS = names_of("TIDE_ORDER_", "post_only reduce_only fraction from_entry")
local NUMBERS = { "price", "trigger", "trail", "shown" }

local function reverse(t)
  local names = {}
  for name, value in pairs(t) do names[value] = name end
  return names
end

local SIDE_NAMES, TYPE_NAMES = reverse(SIDES), reverse(TYPES)
local STATES = reverse(names_of("TIDE_ORDER_", "pending working filled cancelled rejected expired"))
local WHYS = reverse(names_of("TIDE_WHY_",
  "asked in_force no_offer post_only reduce_only other entry triggered money liquidated ruined "
    .. "over"))

local function code_of(codes, name, what, default)
  if name == nil then name = default end
  local code = codes[name]
  if code then return code end
  local list = {}
  for known in pairs(codes) do list[#list + 1] = known end
  table.sort(list)
  local hint = nearest.hint(tostring(name), list)
  error(("unknown %s '%s'%s"):format(what, tostring(name),
    hint ~= "" and hint or "; there are " .. table.concat(list, ", ")), 3)
end

local function raise(err) error(ffi.string(err.text), 3) end

-- Sent from a loop that calls this for every event: no struct is made there.
local sent, failure = ffi.new "tide_order", ffi.new "tide_error"

local DELAYS = { "entry", "cancel", "response" }

-- A list of microseconds as a column; nil stays nil.
local function column(list)
  if not list then return nil end
  local c = ffi.new("int64_t[?]", math.max(#list, 1))
  for i, us in ipairs(list) do c[i - 1] = us end
  return c
end

--- Open market i of events to orders, before the first event; raises when that cannot be.
-- @param venue  queue = "pessimistic" (default), "proportional" or "power" with power = 1 to 16;
--               path = true: a candle's price goes open, nearer extreme, other, close;
--               slippage = fraction, of market fills where there is no book, or factor of
--               slippage_kind = C.TIDE_SLIP_*; spread = half of one, added to it; ahead = what
--               waits at a price that no book shows (not said: only a trade beyond it fills);
--               entry_us, cancel_us, response_us = delays, or recorded ones:
--               delays = { time = {...}, entry = {...}, cancel = {...}, response = {...} }
function orders.open(e, i, venue)
  venue = venue or {}
  local v, delays, held = ffi.new "tide_venue", venue.delays, {}
  v.queue, v.power = code_of(QUEUES, venue.queue, "queue model", "pessimistic"), venue.power or 0
  v.path, v.slippage, v.ahead = venue.path or false, venue.slippage or 0, venue.ahead or math.huge
  v.slippage_kind, v.spread = venue.slippage_kind or C.TIDE_SLIP_FIXED, venue.spread or 0
  for _, name in ipairs(DELAYS) do v[name] = venue[name .. "_us"] or 0 end
  if delays then
    v.delays = #delays.time
    for _, name in ipairs { "time", unpack(DELAYS) } do
      if delays[name] and #delays[name] ~= #delays.time then
        error(("delays: %d of %s, expected are %d"):format(#delays[name], name, #delays.time), 2)
      end
      held[name] = column(delays[name])
      v["delay_" .. name] = held[name]
    end
  end
  e.delays = e.delays or {}
  e.delays[i] = held -- the host reads them on
  local status = C.tide_events_open(e.cdata, i - 1, v, failure)
  if status ~= C.TIDE_OK then raise(failure) end
end

--- Send an order at the time of the last event.
-- @param o  side = "buy" or "sell", type ("market" when nothing is said), quantity; price, trigger,
--           trail, shown as the type needs; market, strategy (1); force = "gtc", "ioc", "fok";
--           post_only, reduce_only, fraction, from_entry = true; entry, other = orders
--           (tide/orders.h)
-- @return its name, good until its last report was read; raises when the order makes no sense
function orders.send(e, o)
  sent.market, sent.strategy = (o.market or 1) - 1, (o.strategy or 1) - 1
  sent.side = code_of(SIDES, o.side, "side")
  sent.type = code_of(TYPES, o.type, "type of order", "market")
  sent.force = code_of(FORCES, o.force, "time in force", "gtc")
  local flags = 0
  for name, flag in pairs(FLAGS) do
    if o[name] then flags = flags + flag end
  end
  sent.flags, sent.entry, sent.other = flags, o.entry or 0, o.other or 0
  sent.quantity = o.quantity or 0
  for i = 1, #NUMBERS do sent[NUMBERS[i]] = o[NUMBERS[i]] or 0 end
  local name = C.tide_events_submit(e.cdata, sent, failure)
  if name < 0 then raise(failure) end
  return name
end

--- Ask to cancel an order, and with it those that wait for its fills.
-- @return true, or nil and a message when it is not there any more
function orders.cancel(e, name)
  local status = C.tide_events_cancel(e.cdata, name)
  if status == C.TIDE_OK then return true end
  if status == C.TIDE_ENOMEM then error("out of memory", 0) end
  return nil, ("there is no order %d (any more)"):format(name)
end

--- What is known of an order from the reports that came.
-- @return { state, why, side, type, quantity, filled, average } or nil; the average of nothing is
--         NaN
function orders.status(e, name)
  local s = C.tide_events_order(e.cdata, name)
  if s == nil then return nil end
  return {
    state = STATES[s.state], why = WHYS[s.why], side = SIDE_NAMES[s.order.side],
    type = TYPE_NAMES[s.order.type], quantity = s.order.quantity, filled = s.filled,
    average = s.average,
  }
end

--- The state of an order in a report, and why it is in it, by name: "cancelled", "other".
function orders.report(event) return STATES[event.row], WHYS[event.source] end

--- Bought less sold by a strategy in a market, by the reports that came; both are 1 when not said.
function orders.position(e, market, strategy)
  return C.tide_events_position(e.cdata, (market or 1) - 1, (strategy or 1) - 1)
end

--- An event `timer` after so many seconds, with a whole number of the strategy's own in event.row.
function orders.timer(e, seconds, number, strategy)
  local status = C.tide_events_timer(e.cdata, (strategy or 1) - 1, seconds * 1e6, number or 0)
  if status == C.TIDE_ENOMEM then error("out of memory", 0) end
  if status == C.TIDE_OK then return end
  error("a timer needs seconds and a whole number, both 0 or more", 2)
end

return orders

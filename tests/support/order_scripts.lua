--- Random orders for specs, and the run of a script of them by the host and by its naive twin.
local events = require "stdlib.events"
local host = require "stdlib.host"
local naive = require "tests.support.naive_orders"
local orders = require "stdlib.orders"

local C = host.C
local scripts = {}

local TYPES = { "market", "limit", "limit", "stop", "stop_limit", "take_profit", "trailing", "iceberg" }
local FORCES = { "gtc", "gtc", "gtc", "ioc", "fok" }

local function levels(random, o, near, step)
  local up = o.side == "buy" and 1 or -1
  local function away(k) return near + k * step * random(-2, 8) end
  if o.type == "limit" or o.type == "iceberg" then o.price = away(-up) end
  if o.type == "stop" or o.type == "stop_limit" then o.trigger = away(up) end
  if o.type == "stop_limit" then o.price = o.trigger + up * step * random(-3, 3) end
  if o.type == "take_profit" then o.trigger = away(-up) end
  if o.type == "trailing" then
    o.fraction = random() < 0.4 or nil
    o.trail = o.fraction and 0.001 * random(1, 40) or step * random(1, 6)
  end
end

--- A random order about a price; `sent` are those of before.
local function make(random, options, sent)
  local o = {
    side = random() < 0.5 and "buy" or "sell", type = TYPES[random(1, #TYPES)],
    quantity = options.quantity(random), market = 1,
  }
  levels(random, o, options.price(random), options.step)
  if o.type == "iceberg" then
    o.shown = options.quantity(random) / 3
  elseif o.type ~= "limit" or random() < 0.5 then
    o.force = FORCES[random(1, #FORCES)]
  end
  if (o.type == "limit" or o.type == "iceberg") and (o.force or "gtc") == "gtc" and random() < 0.2 then
    o.post_only = true
  end
  if random() < 0.2 then o.reduce_only = true end
  if sent > 0 and random() < 0.35 then o.entry = random(math.max(1, sent - 3), sent) end
  if sent > 0 and random() < 0.35 then o.other = random(math.max(1, sent - 2), sent) end
  local level = o.type == "limit" or o.type == "stop" or o.type == "take_profit"
  if o.entry and level and random() < 0.3 then
    o.from_entry = true
    local said = o.type == "limit" and "price" or "trigger"
    o[said] = random(-1, 6) * 0.002
  end
  return o
end

--- What a strategy does: a list of { row =, send = order } and { row =, cancel = number }, by the row
-- of the market after which it happens.
function scripts.make(random, rows, options)
  local list, sent = {}, 0
  for row = 1, rows do
    while random() < options.rate do
      if sent > 0 and random() < 0.2 then
        list[#list + 1] = { row = row, cancel = random(math.max(1, sent - 8), sent) }
      else
        list[#list + 1] = { row = row, send = make(random, options, sent) }
        sent = sent + 1
      end
    end
  end
  return list
end

local function copy(o)
  local c = {}
  for k, v in pairs(o) do c[k] = v end
  return c
end

-- One strategy's dealings with the host: its numbers for orders and the names that they have there.
local function dealer(e, script, strategy, out)
  local names, numbers, next_action, sent = {}, {}, 1, 0
  local self = { reports = {}, out = out }
  function self.act(row)
    while script[next_action] and script[next_action].row == row do
      local action = script[next_action]
      next_action = next_action + 1
      if action.cancel then
        action.done = names[action.cancel] ~= nil
        if action.done then assert(orders.cancel(e, names[action.cancel])) end
      else
        sent = sent + 1
        local o = copy(action.send)
        action.entry, action.other = names[o.entry] and o.entry, names[o.other] and o.other
        o.entry, o.other, o.strategy = names[o.entry], names[o.other], strategy
        if not o.entry then
          action.relative = o.from_entry
          if o.from_entry then o.from_entry, o.price, o.trigger = nil, 1, 1 end
        end
        local name = orders.send(e, o)
        names[sent], numbers[name] = name, sent
      end
    end
  end
  function self.hear(event, row)
    local state, why = orders.report(event)
    local number = numbers[event.order]
    local fill = event.kind == C.TIDE_EVENT_FILL
    self.reports[#self.reports + 1] = {
      time = tonumber(event.time), rows = row, order = number, kind = fill and "fill" or "order", state = state,
      why = why, quantity = event.quantity, price = fill and event.price or nil,
    }
    if fill then self.reports[#self.reports].maker = bit.band(event.flags, C.TIDE_EVENT_MAKER) > 0 end
    local s = C.tide_events_order(e.cdata, event.order)
    assert(s.state == event.row and s.why == event.source)
    self.last = { filled = s.filled, average = s.average }
    -- a final state may be followed by reports that were on their way: its name is not used again
    if state ~= "pending" and state ~= "working" then names[number] = nil end
  end
  return self
end

--- Runs scripts in the host, one for each strategy.
-- @return for each the list of its reports
function scripts.host(markets, venue, list)
  local e = assert(events.new(markets))
  orders.open(e, 1, venue)
  local row, dealers = 0, {}
  for i, script in ipairs(list) do dealers[i] = dealer(e, script, i) end
  local function happens()
    row = row + 1
    for _, d in ipairs(dealers) do d.act(row) end
  end
  local function report(event) dealers[event.strategy + 1].hear(event, row) end
  assert(e:run { candle = happens, trade = happens, book = happens, order = report, fill = report })
  local out = {}
  for i, d in ipairs(dealers) do out[i] = d.reports end
  return out, e
end

--- The same by the twin, for one script that the host has run (which knows by then which orders of
-- before were still there to be named).
-- @param rows  { time =, happen = function(twin), counts = whether it is an event }, ...
function scripts.naive(rows, venue, match, script)
  local twin, row, next_action = naive.new(venue, match), 0, 1
  twin.taken, twin.levels, twin.known = { bid = {}, ask = {} }, { bid = {}, ask = {} }, false
  for _, r in ipairs(rows) do
    twin:arrivals(r.time, row)
    twin.now = r.time
    if r.happen then r.happen(twin) end
    if r.counts then row = row + 1 end
    while r.counts and script[next_action] and script[next_action].row == row do
      local action = script[next_action]
      next_action = next_action + 1
      if action.cancel then
        if action.done then twin:cancel(action.cancel) end
      else
        local o = copy(action.send)
        o.force = o.force or "gtc"
        o.entry, o.other = action.entry or nil, action.other or nil
        if action.relative then o.from_entry, o.price, o.trigger = nil, 1, 1 end
        twin:send(o)
      end
    end
  end
  twin:arrivals(math.huge, row)
  return twin.reports
end

return scripts

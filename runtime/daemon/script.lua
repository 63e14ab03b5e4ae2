--- The share of a script: its orders and its money are here, its code in a process of its own
-- (runtime.live.process).
local accounts = require "stdlib.accounts"
local depth = require "runtime.script.depth"
local process = require "runtime.live.process"
local trader = require "runtime.script.trader"
local wait = require "runtime.live.wait"
local wire = require "stdlib.wire"

local script = {}
script.__index = script

local SEED = 1

--- @param job  { number = of the share, slot = of its strategy in the engine, events, strategy,
--   settings, symbols = { SYMBOL = number }, markets, opts = { nursery, most_errors, policy, log }
-- }
function script.new(job)
  local self = setmetatable({
    kind = "script", number = job.number, slot = job.slot, events = job.events,
    strategy = job.strategy, settings = job.settings, markets = job.markets, opts = job.opts,
    fills = {}, errors = 0, books = {},
  }, script)
  for _, market in ipairs(job.markets) do
    local columns = market.depth
    self.books[#self.books + 1] = columns and {
      symbol = market.symbol, price_digits = columns.price_digits,
      quantity_digits = columns.quantity_digits,
    }
  end
  local _, own = trader.new({
    events = job.events, number = job.slot, settings = job.settings, markets = job.symbols,
    books = {}, log = function() end,
  }, job.strategy.params)
  self.own = own
  return self
end

-- A process of a version. @return the process, or nil and why not
local function start_process(self, strategy, state, version)
  local log, config = self.opts.log, self.opts.config
  return process.start {
    nursery = self.opts.nursery, script = strategy, seed = SEED, state = state, version = version,
    most_errors = config["scripts.max_errors"], call_ms = config["scripts.call_ms"],
    silent_ms = config["scripts.silent_ms"], megabytes = config["scripts.megabytes"],
    books = self.books,
    log = function(text)
      log:info("print", { "strategy", strategy.path, "message", (text:gsub("\n$", "")) })
    end,
    tell = function(text) log:warn("script", { "message", text }) end,
  }
end

--- Start its process.
-- @param memory  of the journal, or nil
function script:start(memory)
  if memory then self.errors, self.stopped = memory.errors, memory.stopped end
  self.state, self.state_hash = memory and memory.state, memory and memory.hash
  if self.stopped then return end
  self.process, self.failed_to_start = start_process(self, self.strategy, self.state,
    self.state_hash)
  if self.process then self:send_books() end
end

--- Tell its process how the books are.
function script:send_books()
  for i, market in ipairs(self.markets) do
    if market.depth then
      self.process:tell_book(market.symbol, depth.whole(self.events:book(i)))
    end
  end
end

local READY_MS = 50 -- that the others wait for it

-- What it remembers, and the hash of the version that said so.
local function remembered(self)
  local said = self.process and self.process.state
  if said then return said, self.strategy.hash end
  return self.state, self.state_hash
end

--- Start another version with what this one remembers; one that was stopped begins again with it.
-- @return true; nil and a message when it cannot be; nil when this one is busy
function script:swap(strategy)
  local old = self.process
  if old and old:owes() then return nil end
  local made, why = start_process(self, strategy, remembered(self))
  if not made then return nil, why end
  wait.all({ made }, self.opts.patience() > READY_MS and self.opts.patience() or READY_MS,
    function() return false, "not yet" end)
  if made.ending then return nil, made.ending.text end
  if not made.ready then
    made:stop()
    return nil
  end
  self.next = { strategy = strategy, process = made }
  return true
end

--- The other version does not come.
function script:swap_back()
  if self.next.process then self.next.process:stop() end
  self.next = nil
end

--- The other version has come.
function script:swapped()
  local old, new = self.process, self.next
  self.state, self.state_hash = remembered(self)
  self.next, self.strategy, self.process = nil, new.strategy, new.process
  self.stopped, self.errors = nil, 0
  self:send_books()
  if old then old:stop() end
end

--- What it sees of its account.
function script:view(time)
  local e, slot = self.events, self.slot
  local view = {
    time = time, equity = accounts.equity(e, slot), cash = accounts.cash(e, slot), held = {},
    position = 0,
  }
  for i, market in ipairs(self.markets) do
    local p = accounts.holding(e, i, slot)
    view.held[market.symbol] = p and p.quantity or 0
    if i == 1 and p then
      view.position, view.entry = p.quantity, p.entry == p.entry and p.entry or nil
    end
  end
  if self.ind then view.ind = self.ind.row end
  return view
end

--- Give it an event. @param time  milliseconds
-- @return true when it wants it
function script:deliver(name, event, time)
  if not self.process or not self.process.wants[name] then return false end
  self.process:deliver(name, event, self:view(time))
  return true
end

--- Tell it of a message about a book. @return true when it is there to hear it
function script:tell_book(symbol, parts, time)
  if not self.process then return false end
  self.process:tell_book(symbol, parts, time, self:view(time))
  return true
end

--- Do what it asks, as its context does in a backtest.
-- @return as trader.execute
function script:execute(what, arguments)
  if what == "stop" then
    trader.stop(self.own, arguments[1])
    return true
  end
  return trader.execute(self.own, what, arguments)
end

--- The same from bytes of the journal.
function script:repeat_command(what, bytes) self:execute(what, wire.decode_all(bytes)[1]) end

--- Has its process ended since the last time? @return what for people, or nil
function script:ended()
  if self.stopped then return nil end
  local ending = self.process and self.process.ending
  local text = self.failed_to_start or ending and ending.text
  if not text then return nil end
  self.stopped = true
  return text
end

--- What the journal is to keep of it, as it takes it; nil when nothing is new.
function script:memory()
  local p = self.process
  local errors = math.max(self.errors, p and p.errors or 0)
  local state, hash = remembered(self)
  local memory = { errors = errors, stopped = self.stopped or false, state = state,
    hash = hash or self.strategy.hash }
  local kept, same = self.kept, true
  for key in pairs(memory) do same = same and kept ~= nil and kept[key] == memory[key] end
  if same then return nil end
  self.kept = memory
  return memory
end

--- Write down a fill of it. @param event  of the engine, kind  of its order
function script:add_fill(event, kind)
  self.fills[#self.fills + 1] = {
    share = self.number, strategy = self.strategy.name,
    symbol = self.markets[event.market + 1].symbol, time = tonumber(event.time) / 1000,
    side = event.side == 0 and "buy" or "sell", kind = kind or "order",
    price = event.price, quantity = event.quantity,
  }
end

--- Fills since the last call.
function script:new_fills()
  local list = self.fills
  self.fills = {}
  return list
end

--- So many fills were seen before.
function script:skip_fills(count)
  for _ = 1, math.min(count, #self.fills) do table.remove(self.fills, 1) end
end

--- What there is now, as runtime.daemon.rule says it.
function script:status()
  local e, slot, orders = self.events, self.slot, require "stdlib.orders"
  local status = {
    cash = accounts.cash(e, slot), equity = accounts.equity(e, slot), positions = {}, orders = {},
    state = self.stopped and "stopped" or self.process and self.process.late and "late" or nil,
  }
  for i, market in ipairs(self.markets) do
    local p = accounts.holding(e, i, slot)
    if p and p.quantity ~= 0 then
      status.positions[#status.positions + 1] = { symbol = market.symbol, quantity = p.quantity,
        entry = p.entry, profit = p.profit }
    end
  end
  local ids = {}
  for id in pairs(self.own.open) do ids[#ids + 1] = id end
  table.sort(ids)
  for i, id in ipairs(ids) do
    local o = orders.status(e, self.own.open[id]) or {}
    status.orders[i] = { id = id, side = o.side, kind = o.type, quantity = o.quantity }
  end
  local result = self:result()
  status.trades = result and #result.trades or 0
  return status
end

--- What it made so far; nil where nothing was marked yet.
function script:result()
  local result = accounts.result(self.events, self.slot)
  if result then result.stopped = self.stopped end
  return result
end

--- The feed is over, and the engine has come to its end.
function script:finish()
  local result, message = accounts.result(self.events, self.slot)
  if result then result.stopped = self.stopped end
  return result, message
end

--- End its process.
function script:close()
  if self.process then self.process:stop() end
end

return script

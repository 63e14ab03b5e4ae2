--- Scripts of one time frame on their engine (stdlib.events): what happens is told to them, and
-- what they ask for is done, while time waits for them; for one that is late it does not.
local accounts = require "stdlib.accounts"
local events = require "stdlib.events"
local handlers = require "runtime.daemon.handlers"
local orders = require "stdlib.orders"
local script = require "runtime.daemon.script"
local wait = require "runtime.live.wait"
local wire = require "stdlib.wire"

local stage = {}
stage.__index = stage

local STARTING_MS = 10000 -- for what they do when they start
local START = -1 -- the sequence of what is asked before the first event

--- @param list     of { number, strategy, settings, ind = of runtime.daemon.shown or nil }
-- @param markets  { { symbol, candles, trades, depth, liquidations }, ... }
-- @param opts     { nursery, config, log, venue = of runtime.event.options, patience = function()
--   -> milliseconds that time waits for all scripts together, at one event }
function stage.new(list, markets, opts)
  local e = assert(events.new(markets))
  local self = setmetatable({ events = e, markets = markets, opts = opts, shares = {}, asked = {},
    sequence = START }, stage)
  local symbols = {}
  for i, market in ipairs(markets) do
    symbols[market.symbol] = i
    orders.open(e, i, opts.venue)
  end
  for slot, one in ipairs(list) do
    accounts.open(e, slot, one.settings)
    self.shares[slot] = script.new {
      number = one.number, slot = slot, events = e, strategy = one.strategy, opts = opts,
      settings = one.settings, symbols = symbols, markets = markets,
    }
    self.shares[slot].ind = one.ind
  end
  self.handlers = handlers.of(self)
  return self
end

-- Processes of those that run, and whose they are.
local function running(self)
  local list, owner = {}, {}
  for _, share in ipairs(self.shares) do
    if share.process and not share.stopped then
      list[#list + 1], owner[share.process] = share.process, share
    end
  end
  return list, owner
end

local function note(self, share, what, arguments)
  self.asked[#self.asked + 1] = {
    sequence = self.late_since and START - 1 or self.sequence, reached = self.late_since,
    share = share.number, what = what, arguments = wire.encode(arguments),
  }
end

-- Those that have ended: what becomes of their orders.
local function check_ends(self)
  for _, share in ipairs(self.shares) do
    local text = share:ended()
    if text then
      self.opts.log:error("stopped", { "message", text })
      local arguments = { self.opts.config["scripts.on_error"] }
      share:execute("stop", arguments)
      note(self, share, "stop", arguments)
    end
  end
end

--- Hear what scripts have to say.
-- @return do some still owe an answer?
function stage:listen(patience)
  local list, owner = running(self)
  if #list == 0 then return false end
  local behind = wait.all(list, patience, function(process, what, arguments)
    local share = owner[process]
    note(self, share, what, arguments)
    return share:execute(what, arguments)
  end)
  check_ends(self)
  return #behind > 0
end

--- After an event: what was asked then is asked again, or scripts are heard.
function stage:told()
  if self.recovering then return self:repeat_commands() end
  self:listen(self.opts.patience())
end

local function run(self)
  local ok, message = self.events:run(self.handlers)
  if not ok then error(message, 0) end
end

--- Go on to an instant (microseconds).
function stage:reach(time)
  self.late_since = nil
  self.events:wait_at(time)
  run(self)
  self.reached = time
end

--- What late scripts ask for, when nothing happens. @return do some still owe an answer?
function stage:idle()
  self.late_since = self.reached
  return self:listen(0)
end

--- Start, at the time of the first candle.
function stage:begin(time)
  self.events:wait_at(time)
  self.time = time / 1000
  for _, share in ipairs(self.shares) do
    share:start()
    share:deliver("on_start", nil, self.time)
  end
  self:listen(STARTING_MS)
end

--- The next commands of the journal that were asked at this event.
function stage:repeat_commands()
  local command = self.recovering[self.next_command]
  while command and command.reached == nil and command.sequence == self.sequence do
    self.by_number[command.share]:repeat_command(command.what, command.arguments)
    self.next_command = self.next_command + 1
    command = self.recovering[self.next_command]
  end
end

-- How far nothing was asked but at events: to the next command of one that was late.
local function next_stop(self, reached)
  for i = self.next_command, #self.recovering do
    local late = self.recovering[i].reached
    if late then return late end
  end
  return reached
end

-- What late ones asked for when the engine had come so far.
local function repeat_late(self)
  local command = self.recovering[self.next_command]
  while command and command.reached == self.reached do
    self.by_number[command.share]:repeat_command(command.what, command.arguments)
    self.next_command = self.next_command + 1
    command = self.recovering[self.next_command]
  end
end

--- Be where the session was: what was asked is asked again at its time.
-- @param commands  of this stage's shares, in their order
function stage:recover(commands, first, reached)
  self.recovering, self.next_command, self.by_number = commands, 1, {}
  for _, share in ipairs(self.shares) do self.by_number[share.number] = share end
  self.events:wait_at(first)
  self.time = first / 1000
  self:repeat_commands()
  repeat
    self:reach(next_stop(self, reached))
    local before = self.next_command
    repeat_late(self)
    local left = commands[self.next_command]
    if left and self.next_command == before and not left.reached then
      error("the journal does not fit the candles: a script asked where nothing happens now", 0)
    end
  until not left and self.reached == reached
  self.recovering = nil
end

--- Start processes with what was remembered, and wait until they are ready: one that is not would
-- be taken for late at the next event, and miss it.
function stage:go_on(journal)
  for _, share in ipairs(self.shares) do share:start(journal:memory(share.number)) end
  self:listen(STARTING_MS)
end

--- Have the journal keep what scripts asked for and remember.
function stage:write_down(journal)
  for _, one in ipairs(self.asked) do journal:add_command(one) end
  self.asked = {}
  for _, share in ipairs(self.shares) do
    local memory = share:memory()
    if memory then journal:remember(share.number, memory) end
  end
end

--- The feed is over: what is open is closed, and scripts are told.
function stage:finish()
  self.late_since = nil
  self.events:wait_at()
  run(self)
  for _, share in ipairs(self.shares) do share:deliver("on_stop", nil, self.time) end
  self:listen(self.opts.patience())
end

function stage:close()
  for _, share in ipairs(self.shares) do share:close() end
end

return stage

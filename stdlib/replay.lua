--- Rules on an account, bar by bar: what backtest.run gives on the same candles, to the last bit,
-- without knowing what comes, or when it ends. Paper and live stand on this.
--
--     local r = assert(replay.open {
--       strategy = s, settings = settings,      -- backtest.settings "tide"; a copy is kept
--       symbol = "BTC", timeframe = "1h", volume = true,    -- the traded feed, as live.new has it
--       with = { { symbol = "ETH", timeframe = "1h" } },    -- feeds of other symbols, if any
--     })
--     assert(r:load(history))                   -- candles so far (stdlib.candles or stdlib.feed)
--     assert(r:candle { time = 1.7e15, open = 1, high = 2, low = 1, close = 2, volume = 3 })
--     assert(r:candle({ time = 1.7e15, open = 5, high = 6, low = 5, close = 6 }, "ETH"))
--     local now = r:state()                     -- cash, equity, positions, orders that wait ...
--     for _, fill in ipairs(r:fills(seen)) do ... end      -- those after the first `seen`
--     for _, trade in ipairs(r:trades(seen)) do ... end
--     assert(r:push { time = 1.8e15, ... })     -- as r:candle, but nothing is gone through
--     for bar in r:bars() do ... end            -- until here: bar by bar (tide_bar of tide.h)
--     local so_far = assert(r:result())         -- as of backtest.run on the candles so far
--     local result = assert(r:finish())         -- the last bar was the last
--
--     assert(r:swap(other, { with = {...}, history = { BTC = candles, ETH = candles } }))
--
-- Candles of several feeds may come in any order, each feed oldest first; one that is impossible,
-- out of order or late is refused, and nothing is changed. A bar is gone through when every feed
-- has come as far: one that is silent holds the others back until r:advance(time) says that all
-- that closed by then has come (time that goes on where no candle does also completes coarser
-- candles). After a start again, the same candles from the same first one give the same account.
-- What a bar costs does not depend on how many there were. Times are microseconds where they are
-- given, and milliseconds in what is handed out, as in the JSON form.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"
local live = require "stdlib.live"

local C = host.C
local replay = {}
replay.__index = replay

local INFINITY = math.huge
local SIDES = { [0] = "long", "short" }

local function defined(x) if x == x then return x end end

--- Feeds of the stepper: the traded symbol's first.
local function feeds_of(opts)
  local traded = { symbol = opts.symbol, timeframe = opts.timeframe }
  for _, name in ipairs(live.optional) do traded[name] = opts[name] end
  local feeds = { traded }
  for i, feed in ipairs(opts.with or {}) do feeds[i + 1] = feed end
  return feeds
end

--- An account that waits for candles.
-- @param opts  { strategy, settings, symbol, timeframe, volume, funding, mark, open_interest, with,
--   compute }: the last four but two true where the traded symbol's candles have them; compute as
--   in live.new
-- @return the replay, or nil and a message
function replay.open(opts)
  local feeds = feeds_of(opts)
  local stepper, why = live.new {
    strategy = opts.strategy, feeds = feeds, compute = opts.compute,
    strict = C.tide_profile_strict_crossings(opts.settings.profile),
  }
  if not stepper then return nil, why end
  local out, message = ffi.new "tide_replay *[1]", ffi.new "tide_error"
  local traded = live.feed_struct(feeds[1])
  if C.tide_replay_new(opts.strategy.cdata, traded, opts.settings, out, message) < 0 then
    return nil, ffi.string(message.text)
  end
  local reached = {} -- the latest close that came, by symbol
  for _, feed in ipairs(feeds) do reached[feed.symbol] = -INFINITY end
  return setmetatable({
    cdata = ffi.gc(out[0], C.tide_replay_free), stepper = stepper, message = message,
    symbol = opts.symbol, traded = feeds[1], reached = reached,
    settings = backtest.copy(opts.settings),
    timeframes = stepper.timeframes, account = ffi.new "tide_replay_now",
  }, replay)
end

local function refusal(self) return nil, ffi.string(self.message.text) end

--- tide_replay_run or _step, and what Lua is to compute for it.
local function go(self, call, time)
  local st = self.stepper
  local status = call(self.cdata, st.cdata, time, self.message)
  while status == C.TIDE_STEP_CALL do
    st.compute(C.tide_stepper_call(st.cdata))
    status = call(self.cdata, st.cdata, time, self.message)
  end
  return status
end

--- Go on to a time (microseconds): every candle that closes by then has come.
-- @return true, or nil and a message
function replay:advance(time)
  if go(self, C.tide_replay_run, time) < 0 then return refusal(self) end
  return true
end

--- As far as every feed has come, or nil.
local function common(self)
  local time = INFINITY
  for _, reached in pairs(self.reached) do time = math.min(time, reached) end
  return time > -INFINITY and time or nil
end

local function go_on(self)
  local time = common(self)
  if not time then return true end
  return self:advance(time)
end

--- Go on, and iterate over the bars: between two of them the account is as it was after the first.
-- @param time  as in advance; nil: as far as every feed has come
function replay:bars(time)
  time = time or common(self)
  return function()
    local status = time and go(self, C.tide_replay_step, time) or C.TIDE_STEP_DONE
    if status < 0 then error(ffi.string(self.message.text), 2) end
    return status == C.TIDE_STEP_BAR and C.tide_stepper_bar(self.stepper.cdata) or nil
  end
end

local function came(self, symbol, open)
  self.reached[symbol] = tonumber(C.tide_timeframe_close(self.timeframes[symbol], open))
end

--- A candle that has closed, { time, open, high, low, close, volume, ... }, of the traded symbol or
-- another one. It waits until the account goes on.
-- @return true, or nil and why it is refused; nothing is changed then
function replay:push(candle, symbol)
  symbol = symbol or self.symbol
  local fine, why = self.stepper:push(symbol, candle)
  if not fine then return nil, why end
  came(self, symbol, candle.time)
  return true
end

--- The same, and go on as far as every feed has come.
function replay:candle(candle, symbol)
  local fine, why = self:push(candle, symbol)
  if not fine then return nil, why end
  return go_on(self)
end

--- A history, of which all candles have closed. It waits until the account goes on.
-- @return true, or nil and why it is refused
function replay:take(candles, symbol)
  symbol = symbol or self.symbol
  local fine, why = self.stepper:load(symbol, candles)
  if not fine then return nil, why end
  local c = candles.cdata
  if c.n > 0 then came(self, symbol, c.time[c.n - 1]) end
  return true
end

--- The same, and go on as far as every feed has come.
function replay:load(candles, symbol)
  local fine, why = self:take(candles, symbol)
  if not fine then return nil, why end
  return go_on(self)
end

local function ms(us) return tonumber(us) / 1000 end

local function position_of(p)
  if p.quantity == 0 then return nil end
  return {
    quantity = p.quantity, entered = p.entered, entry = p.entry, stop = defined(p.stop),
    target = defined(p.target), liquidation = defined(p.liquidation), profit = p.profit,
    fees = p.fees, funding = p.funding, bars = p.bars, entry_bar = p.entry_bar,
    entry_time = ms(p.entry_time),
  }
end

local function orders_of(list, side, o)
  if o.leaves then
    list[#list + 1] = { side = side, kind = "exit", why = ffi.string(C.tide_fill_kind(o.why)) }
  end
  if o.enters then
    list[#list + 1] = {
      side = side, kind = o.limit and "limit" or o.adds and "add" or "entry", price = o.price,
      quantity = defined(o.quantity), decided = o.bar, ["until"] = o["until"],
    }
  end
end

--- The account after the last bar.
-- @return { bars, time, over, ruined, cash, equity, peak, fees, turnover, funding, trades, fills,
--   long, short, orders }: time of the last bar's close; trades and fills are counts; long and
--   short are nil or { quantity, entered, entry, stop, target, liquidation, profit, fees, funding,
--   bars, entry_bar, entry_time }; orders is a list of { side, kind = "entry"|"limit"|"add"|"exit",
--   price, quantity, decided, until, why }, the price of a market order being what sized it
function replay:state()
  local a = self.account
  C.tide_replay_look(self.cdata, a)
  local state = {
    bars = a.bars, time = a.bars > 0 and ms(a.close_time) or nil, over = a.over, ruined = a.ruined,
    cash = a.cash, equity = a.equity, peak = a.peak, fees = a.fees, turnover = a.turnover,
    funding = a.funding, trades = a.trades, fills = a.fills, orders = {},
  }
  for i = 0, 1 do
    state[SIDES[i]] = position_of(a.position[i])
    orders_of(state.orders, SIDES[i], a.order[i])
  end
  return state
end

--- Trades that have closed, after the first `seen` of them (default 0): rows as of backtest.run.
function replay:trades(seen)
  local list, i = {}, seen or 0
  local row = C.tide_replay_trade(self.cdata, i)
  while row ~= nil do
    list[#list + 1], i = backtest.trade(row), i + 1
    row = C.tide_replay_trade(self.cdata, i)
  end
  return list
end

--- Fills in the order they happened, after the first `seen` of them (default 0): as of
-- result:fills, with side, time (of the bar's open) and trade, which counts from 1 and is nil
-- while the position is open.
function replay:fills(seen)
  local list, i = {}, seen or 0
  local bars = C.tide_replay_signals(self.cdata).candles
  local row = C.tide_replay_fill(self.cdata, i)
  while row ~= nil do
    local fill, closed = backtest.fill(row), row.trade >= 0
    fill.side = SIDES[closed and C.tide_replay_trade(self.cdata, row.trade).side or -1 - row.trade]
    fill.time, fill.trade = ms(bars.time[row.bar]), closed and row.trade + 1 or nil
    list[#list + 1], i = fill, i + 1
    row = C.tide_replay_fill(self.cdata, i)
  end
  return list
end

--- The equity at the close of a bar (from 0), or nil where there is no mark.
function replay:mark(bar) return defined(C.tide_replay_mark(self.cdata, bar)) end

--- What backtest.run gives on the candles so far; the replay goes on as if nobody had asked.
-- @return the result, or nil and a message
function replay:result()
  local out = ffi.new "tide_result *[1]"
  if C.tide_replay_result(self.cdata, out, self.message) < 0 then return refusal(self) end
  local signals = { cdata = C.tide_replay_signals(self.cdata), replay = self }
  return backtest.wrap(out[0], signals, self.settings)
end

--- Other rules take over the account with all that is open (tide_replay_swap).
-- @param strategy  of the same time frame
-- @param job  { with = feeds of other symbols, as of replay.open, history = { SYMBOL = candles } of
--   all feeds: every candle that came so far }
-- @return true, or nil and a message: the rules of before go on
function replay:swap(strategy, job)
  local feeds = { self.traded }
  for i, feed in ipairs(job.with or {}) do feeds[i + 1] = feed end
  local stepper, why = live.new {
    strategy = strategy, feeds = feeds,
    strict = C.tide_profile_strict_crossings(self.settings.profile),
  }
  if not stepper then return nil, why end
  local reached = {}
  for _, feed in ipairs(feeds) do
    local symbol, candles = feed.symbol, job.history[feed.symbol]
    local fine, refused = stepper:load(symbol, candles)
    if not fine then return nil, refused end
    local n = candles.cdata.n
    local last = n > 0 and candles.cdata.time[n - 1]
    reached[symbol] = last and tonumber(C.tide_timeframe_close(stepper.timeframes[symbol], last))
      or -INFINITY
  end
  if C.tide_replay_swap(self.cdata, strategy.cdata, self.message) < 0 then return refusal(self) end
  self.stepper, self.reached, self.timeframes = stepper, reached, stepper.timeframes
  return go_on(self)
end

--- No candle comes any more: what the others have been holding back is gone through, what is open
-- closes with the last bar.
-- @return the result, or nil and a message
function replay:finish()
  local time = self.reached[self.symbol]
  local fine, why = true, nil
  if time > -INFINITY then fine, why = self:advance(time) end
  if not fine then return nil, why end
  if C.tide_replay_end(self.cdata, self.message) < 0 then return refusal(self) end
  return self:result()
end

--- A replay for which the candles of a run wait.
-- @param run  { strategy, candles, with = { SYMBOL = candles }, settings }
-- @return the replay, or nil and a message
function replay.of(run)
  local opts, symbols = live.feed(run.candles), {}
  opts.strategy, opts.settings, opts.with = run.strategy, run.settings, {}
  for symbol in pairs(run.with or {}) do symbols[#symbols + 1] = symbol end
  table.sort(symbols)
  for i, symbol in ipairs(symbols) do
    opts.with[i] = live.feed(run.with[symbol])
    opts.with[i].symbol = symbol
  end
  local made, why = replay.open(opts)
  if not made then return nil, why end
  for _, symbol in ipairs(symbols) do
    local fine, message = made:take(run.with[symbol], symbol)
    if not fine then return nil, message end
  end
  local fine, message = made:take(run.candles)
  if not fine then return nil, message end
  return made
end

--- All of it at once, over candles that are there: what backtest.run gives, much more slowly.
-- @param run  as of replay.of
-- @return the result (as of backtest.run), or nil and a message
function replay.run(run)
  local made, why = replay.of(run)
  if not made then return nil, why end
  return made:finish()
end

return replay

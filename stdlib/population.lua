--- Many strategies whose expressions are one graph, and runs of them on candles.
--
--     local p = population.new { threads = 2 }
--     p:read('{"name": "a", "entry_rules": ...}\n')
--     local batch = p:batch { candles = c, settings = backtest.settings "tide" }
--     batch:start()
--     while batch:poll(0.1).running do end
--     print(p:at(1).name, batch:row(1).metrics.sharpe_ratio)
--
-- Strategies are counted from 1. All results are those of each strategy alone.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"

local C = host.C
local population = {}
population.__index = population

local batch = {}
batch.__index = batch

--- Bytes that the columns of a batch may take, unless it says otherwise.
population.MEMORY = 2 ^ 30

--- @param options  { threads = 2 }; default: as many as the machine runs at once
-- @return an empty population, or nil and a message
function population.new(options)
  local p = C.tide_population_new(options and options.threads or 0)
  if p == nil then return nil, "out of memory" end
  return setmetatable({ cdata = ffi.gc(p, C.tide_population_free) }, population)
end

--- Add the strategies of JSON Lines; a line that is none becomes a member with an error.
-- @param first      number of the first line (optional)
-- @param timeframe  in place of the strategies' own, as tide_timeframe_parse gives it (optional)
-- @return how many members this adds, or nil and a message
function population:read(text, first, timeframe)
  local count = C.tide_population_read(self.cdata, text, #text, first or 1, timeframe or 0)
  if count < 0 then return nil, ffi.string(C.tide_strerror(count)) end
  return count
end

--- Add one strategy.
-- @param strategy  { cdata = tide_strategy* }
-- @return its index, or nil and a message
function population:add(strategy)
  local err = ffi.new "tide_error"
  local index = C.tide_population_add(self.cdata, strategy.cdata, err)
  if index < 0 then return nil, ffi.string(err.text) end
  return index + 1
end

--- @return how many strategies there are
function population:count() return C.tide_population_count(self.cdata) end

--- Give the memory back now rather than some time later; its batches were closed before.
function population:close()
  C.tide_population_free(ffi.gc(self.cdata, nil))
  self.cdata = nil
end

--- @return how many threads work for it
function population:threads() return C.tide_population_threads(self.cdata) end

--- @return { name, hash, line or nil, error or nil }; hash is "" when it is no strategy
function population:at(index)
  local m = C.tide_population_at(self.cdata, index - 1)
  if m == nil then return nil end
  return {
    name = ffi.string(m.name), hash = ffi.string(m.hash), line = m.line > 0 and m.line or nil,
    error = m.error ~= nil and ffi.string(m.error) or nil,
  }
end

-- Batches whose threads may be at work. Whoever lets one go without an end (an error, Ctrl-C)
-- leaves it here, so that the candles it reads are not freed under its threads.
local working = {}

--- End what is at work and nobody waits for any more: after an error, and before the program ends.
function population.abandon()
  for one in pairs(working) do one:close() end
end

--- Prepare a run of all strategies on candles. The population stays as it is meanwhile.
-- @param run  { candles, with = { SYMBOL = candles }, settings, memory = bytes }
-- @return the batch, or nil and a message
function population:batch(run)
  local market = backtest.market(run)
  if not market then return nil, "out of memory" end
  local made = C.tide_batch_new(self.cdata, market, run.settings, run.memory or population.MEMORY)
  if made == nil then return nil, "out of memory" end
  -- market, candles and population are kept alive by the table
  return setmetatable({
    cdata = ffi.gc(made, C.tide_batch_free), market = market, run = run, population = self,
    state = ffi.new "tide_batch_state",
  }, batch)
end

--- Leave a strategy out.
function batch:skip(index) C.tide_batch_skip(self.cdata, index - 1) end

--- Keep the returns of every strategy, too (batch:returns); before the start.
function batch:keep_returns()
  if C.tide_batch_keep_returns(self.cdata) ~= C.TIDE_OK then error("out of memory", 2) end
end

--- Begin to work in the background. @return true, or nil and a message
function batch:start()
  local status = C.tide_batch_start(self.cdata)
  if status ~= C.TIDE_OK then return nil, ffi.string(C.tide_strerror(status)) end
  working[self] = true
  return true
end

--- Wait until all is done, at most so many seconds.
-- @return { total, done, failed, nodes, columns, running, held, most }, or nil and a message
function batch:poll(seconds)
  local status = C.tide_batch_poll(self.cdata, seconds, self.state)
  if status ~= C.TIDE_OK then return nil, ffi.string(C.tide_strerror(status)) end
  if not self.state.running then working[self] = nil end
  return self.state
end

--- The next strategy that is done, in the order of completion, or nil.
function batch:next()
  local index = C.tide_batch_next(self.cdata)
  return index >= 0 and index + 1 or nil
end

--- What a strategy gave, once it is done.
-- @return { metrics, trades = how many, ruined }, or { error }
function batch:row(index)
  local row = C.tide_batch_row_at(self.cdata, index - 1)
  if row.error ~= nil then return { error = ffi.string(row.error) } end
  local metrics = {}
  for i, key in ipairs(backtest.metric_keys) do
    local x = row.metric[i - 1]
    if x == x then metrics[key] = x end
  end
  return { metrics = metrics, trades = row.n_trades, ruined = row.ruined }
end

local index_of = {}
for i, key in ipairs(backtest.metric_keys) do index_of[key] = i - 1 end

--- One metric of a strategy: cheaper than all of them.
-- @return the number or nil, and why the strategy could not run or nil
function batch:metric(index, key)
  local row = C.tide_batch_row_at(self.cdata, index - 1)
  if row.error ~= nil then return nil, ffi.string(row.error) end
  local x = row.metric[index_of[key]]
  if x == x then return x end
end

--- All metrics of a strategy that could run, as the host has them: double* [metrics], for as
-- long as the batch is open.
function batch:numbers(index) return C.tide_batch_row_at(self.cdata, index - 1).metric end

local returns, per_year = ffi.new "const double *[1]", ffi.new "double[1]"

--- The returns of a strategy (result:returns of stdlib.backtest), where they were kept.
-- @return const double *, for as long as the batch is open; how many, 0 when there are none; and
--   how many periods a year has
function batch:returns(index)
  local n = C.tide_batch_returns(self.cdata, index - 1, returns, per_year)
  return returns[0], n, per_year[0]
end

local text = ffi.new("char[?]", C.TIDE_METRICS_TEXT)

--- The metrics of a strategy as JSON text: what json.encode makes of them.
function batch:text(index)
  local length = C.tide_batch_text(self.cdata, index - 1, text, C.TIDE_METRICS_TEXT)
  return length > 0 and ffi.string(text, length) or nil
end

--- End the work as soon as each thread is done with what it does.
function batch:stop() C.tide_batch_stop(self.cdata) end

--- Stop, and give the memory back now rather than some time later.
function batch:close()
  working[self] = nil
  C.tide_batch_free(ffi.gc(self.cdata, nil))
  self.cdata = nil
end

return population

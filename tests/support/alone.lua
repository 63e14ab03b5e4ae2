--- Strategies in a population against each of them alone: every metric, bit for bit.
local ffi = require "ffi"
local C = require("stdlib.host").C

local alone = {}

--- What a strategy gives alone: { trades, ruined, bytes of the metrics } or { error }.
function alone.run(strategy, market, settings)
  local err = ffi.new "tide_error"
  local signals, result = ffi.new "tide_signals *[1]", ffi.new "tide_result *[1]"
  if C.tide_signals_new(strategy, market, signals, err) < 0 then return { error = ffi.string(err.text) } end
  if C.tide_backtest(signals[0], settings, result, err) < 0 then
    C.tide_signals_free(signals[0])
    return { error = ffi.string(err.text) }
  end
  local r = result[0]
  local got = {
    trades = r.n_trades, ruined = r.ruined, bytes = ffi.string(r.metric, 8 * C.tide_metric_count()),
  }
  C.tide_result_free(r)
  C.tide_signals_free(signals[0])
  return got
end

local function row_of(batch, i)
  local row = C.tide_batch_row_at(batch, i)
  if row.error ~= nil then return { error = ffi.string(row.error) } end
  return {
    trades = row.n_trades, ruined = row.ruined,
    bytes = row.metric ~= nil and ffi.string(row.metric, 8 * C.tide_metric_count()) or "not done",
  }
end

--- Run all of a population to the end. @return list of rows like those of alone.run, the state
function alone.batch(population, market, settings, memory)
  local batch = C.tide_batch_new(population, market, settings, memory)
  local state = ffi.new "tide_batch_state"
  assert(batch ~= nil and C.tide_batch_start(batch) == C.TIDE_OK)
  repeat assert(C.tide_batch_poll(batch, 1, state) == C.TIDE_OK) until not state.running
  local rows, seen = {}, 0
  for i = 0, C.tide_population_count(population) - 1 do rows[i + 1] = row_of(batch, i) end
  while C.tide_batch_next(batch) >= 0 do seen = seen + 1 end
  assert(seen == state.done and seen == state.total)
  C.tide_batch_free(batch)
  return rows, state
end

return alone

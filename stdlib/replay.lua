--- Rules simulated as their bars close, without columns of the future: what backtest.run gives,
-- to the last bit.
--
--     local result, why = replay.run { strategy = s, candles = c, settings = settings }
--     print(result.metrics.sharpe_ratio, #result.trades)
--
-- A bar is stepped, written down and simulated before the next one is looked at, as paper and live
-- do it; backtest.run is much faster, because it looks at whole columns.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"
local live = require "stdlib.live"

local C = host.C
local replay = {}

--- A stepper with the candles of a run in it: its own first, then those of other symbols.
local function load_stepper(run)
  local symbols, candles = {}, run.with or {}
  for symbol in pairs(candles) do symbols[#symbols + 1] = symbol end
  table.sort(symbols)
  local feeds = { live.feed(run.candles) }
  for _, symbol in ipairs(symbols) do
    feeds[#feeds + 1] = live.feed(candles[symbol])
    feeds[#feeds].symbol = symbol
  end
  local strict = C.tide_profile_strict_crossings(run.settings.profile)
  local stepper, why = live.new { strategy = run.strategy, feeds = feeds, strict = strict }
  local ok = stepper ~= nil
  if ok then ok, why = stepper:load(run.candles.symbol, run.candles) end
  for _, symbol in ipairs(ok and symbols or {}) do
    if ok then ok, why = stepper:load(symbol, candles[symbol]) end
  end
  if not ok then return nil, why end
  return stepper
end

--- Step and simulate.
-- @param run  { strategy, candles, with = { SYMBOL = candles }, settings }
-- @return the result (as of backtest.run), or nil and a message
function replay.run(run)
  local out, err = ffi.new "tide_replay *[1]", ffi.new "tide_error"
  local function message() return nil, ffi.string(err.text) end
  local stepper, why = load_stepper(run)
  if not stepper then return nil, why end
  local strategy = run.strategy.cdata
  if C.tide_replay_new(strategy, run.candles.cdata, run.settings, out, err) < 0 then
    return message()
  end
  local made = ffi.gc(out[0], C.tide_replay_free)
  local status = C.tide_replay_run(made, stepper.cdata, err)
  while status == C.TIDE_STEP_CALL do
    stepper.compute(C.tide_stepper_call(stepper.cdata))
    status = C.tide_replay_run(made, stepper.cdata, err)
  end
  local result = ffi.new "tide_result *[1]"
  if status < 0 or C.tide_replay_result(made, result, err) < 0 then return message() end
  local signals = { cdata = C.tide_replay_signals(made), replay = made, run = run }
  return backtest.wrap(result[0], signals, run.settings)
end

return replay

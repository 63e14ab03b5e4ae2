--- Asks the methods of a Monte Carlo, one after another, with progress and a way to stop.
local host = require "stdlib.host"
local montecarlo = require "stdlib.research.montecarlo"
local failure = require "runtime.failure"
local loader = require "runtime.loader"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local C = host.C
local run = {}

-- The methods that the words ask for, each once, in the order of the list.
local function wanted(opts)
  local asked = {}
  for _, name in ipairs(opts.method) do asked[name] = true end
  local names = {}
  for _, name in ipairs(montecarlo.names()) do
    if #opts.method == 0 or asked.all or asked[name] then names[#names + 1] = name end
  end
  return names
end

local function silent() end

-- The same strategy with other numbers; what was set with --param and does not change stays.
local function reload_of(opts)
  return function(numbers)
    local params = {}
    for _, pair in ipairs(opts.param) do params[pair.name] = pair.value end
    for name, value in pairs(numbers) do params[name] = value end
    local strategy, message = loader.load(opts.strategy, params, silent, opts.indicators)
    if strategy and opts.timeframe then simulation.set_timeframe(strategy, opts.timeframe) end
    return strategy, message
  end
end

local function options_of(opts, name)
  return {
    paths = opts.paths or montecarlo.count(name), seed = opts.seed, ruin = opts.ruin,
    points = opts.points, threads = opts.threads, block = opts.block, skip = opts.skip,
    noise = opts.noise, costs = opts.cost_jitter, params = opts.param_jitter,
  }
end

local function ask(one, name, opts, started)
  local options = options_of(opts, name)
  function options.stop(done)
    terminal.progress(started, ("%s: %s, %d of %d"):format(one.run.symbol, name, done,
      options.paths))
    return C.tide_interrupt_caught() ~= 0
  end
  local found, why = montecarlo.run(one.job, name, options)
  if found then
    one.methods[#one.methods + 1] = found
  else
    one.left_out[#one.left_out + 1] = { method = name, reason = why }
  end
end

local function each(runs, opts, started)
  local found, names = {}, wanted(opts)
  for i, real in ipairs(runs) do
    local one = { run = real, opts = opts, methods = {}, left_out = {} }
    one.job = {
      strategy = real.strategy, candles = real.candles, with = real.with, result = real.result,
      settings = real.settings, reload = reload_of(opts),
    }
    found[i] = one
    for _, name in ipairs(names) do
      if C.tide_interrupt_caught() ~= 0 then return found end
      ask(one, name, opts, started)
    end
  end
  return found
end

-- The one thing that was asked for cannot be done: that is a failure, not a result.
local function check(found, opts)
  local refused = found[1].left_out[1]
  if #found > 1 or #wanted(opts) > 1 or not refused then return end
  failure.raise(("%s: %s"):format(refused.method, refused.reason))
end

--- The real runs of the options, and all that was asked about each.
-- @return list of { run, opts, methods = of montecarlo.run, left_out = { { method, reason } } },
--   and the number of the signal that stopped it, or 0
function run.all(opts)
  local started = C.tide_clock_seconds()
  local runs = simulation.all(opts)
  C.tide_interrupt_catch(true)
  local ok, found = pcall(each, runs, opts, started)
  local caught = C.tide_interrupt_caught()
  C.tide_interrupt_catch(false)
  if not ok then error(found, 0) end
  terminal.clear()
  if caught == 0 then check(found, opts) end
  return found, caught
end

return run

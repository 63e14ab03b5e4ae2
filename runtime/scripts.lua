--- Scripts simulated in a child of their own: what they do cannot reach this process, and cannot
-- go on for ever.
local ffi = require "ffi"
local box = require "runtime.box"
local failure = require "runtime.failure"
local parcel = require "runtime.script.parcel"
local play = require "runtime.script.play"
local terminal = require "runtime.terminal"
local C = require("stdlib.host").C

local scripts = {}

local LIMITS = {
  seconds = 24 * 3600, megabytes = 1024, bytes = 2 ^ 30, call_ms = 200,
  endings = {
    time = "it takes longer than a day",
    memory = "it needs more than 1 GiB",
    size = "its result is too large",
    error = "it could not be run",
    done = "it ended before it was over",
  },
}

local function to_stderr(text)
  terminal.clear()
  io.stderr:write(text)
end

-- What the accounts of scripts do not know yet: refused rather than ignored.
local UNKNOWN = {
  { "--max-participation", function(s) return s.max_participation > 0 end },
  { "--require-volume", function(s) return s.require_volume end },
  { "--hedging", function(s) return s.hedging end },
  { "--fill close", function(s) return s.fill ~= C.TIDE_FILL_NEXT_OPEN end },
  { "--profile", function(s) return ffi.string(C.tide_profile_name(s.profile)) ~= "tide" end },
}

--- Refuse settings that scripts cannot be simulated with.
function scripts.check(settings)
  for _, one in ipairs(UNKNOWN) do
    if one[2](settings) then
      failure.raise(("'%s' is for rules: scripts cannot be simulated with it"):format(one[1]),
        failure.USAGE)
    end
  end
end

-- What results are measured on; without candles minutes, which the child makes.
local function first_candles(markets)
  for _, market in ipairs(markets) do
    if market.candles then return market.candles.cdata end
  end
end

local MOST_LOG = 64 * 1024

--- print of a script, up to a limit.
local function logger(send, i)
  local logged = 0
  return function(text)
    if logged > MOST_LOG then return end
    logged = logged + #text
    send { part = i, said = logged > MOST_LOG and "(more is not shown)\n" or text }
  end
end

-- What the child sends on its way: what a script prints, what a user should read.
local function hear(job, one)
  local script = job.scripts[one.part]
  if script and type(one.said) == "string" then box.print_log(script.path, one.said, to_stderr) end
  if type(one.share) == "number" then
    terminal.progress(job.started, ("simulating %s: %.0f %%"):format(job.scripts[1].path,
      100 * one.share))
  end
  if type(one.told) == "string" then to_stderr("tide: " .. box.printable(one.told) .. "\n") end
end

--- Run scripts together on markets.
-- @param job  { scripts = list of strategies of loader.load_any, settings = of each, markets = {
--   { symbol, candles, trades, depth }, ... }, venue = of stdlib.orders, seed, most_errors,
--   policy, feed = milliseconds by which they see everything late, started = when the command
--   began, where it tells how far it is }
-- @return results in the order of the scripts (backtest.wrap); raises a failure
function scripts.run(job)
  local path = job.scripts[1].path
  for _, settings in ipairs(job.settings) do scripts.check(settings) end
  local answer, message = box.run(path, LIMITS, to_stderr, function(send, _, call)
    for i, script in ipairs(job.scripts) do script.log = logger(send, i) end
    job.told = job.started and function(share) send { part = 1, share = share } end
    local results, why = play.run(job, call, function(text) send { part = 1, told = text } end)
    send { results = results or {}, why = why }
  end, function(one) hear(job, one) end)
  if not answer then failure.raise(message) end
  if type(answer.why) == "string" then failure.raise(box.printable(answer.why)) end
  local results, bars = {}, first_candles(job.markets)
  for i in ipairs(job.scripts) do
    results[i] = parcel.unpack(answer.results[i], bars, job.settings[i])
  end
  return results
end

return scripts

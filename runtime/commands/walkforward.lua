--- `tide walkforward STRATEGY --data FILE...`: parameters chosen on one stretch of history and
-- traded on the next, again and again; or a whole search for strategies in each.
local host = require "stdlib.host"
local document = require "runtime.walkforward.document"
local failure = require "runtime.failure"
local json = require "stdlib.json"
local judge = require "runtime.walkforward.judge"
local options = require "runtime.walkforward.options"
local pages = require "runtime.report"
local prepare = require "runtime.walkforward.prepare"
local report = require "runtime.walkforward.report"
local runner = require "runtime.walkforward.run"
local show = require "runtime.walkforward.show"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local C = host.C

local function progress(walk, began)
  local ending
  return function(window, text)
    ending = ending or (C.tide_interrupt_caught() ~= 0 and ", the last one" or nil)
    terminal.progress(began, ("%s: window %d of %d%s: %s"):format(walk.symbol, window.number,
      #walk.plan, ending or "", text))
  end
end

--- One walk, judged.
local function walk_one(walk, job)
  local began = C.tide_clock_seconds()
  walk.idle = progress(walk, job.began)
  walk.stop = function() return C.tide_interrupt_caught() ~= 0 end
  if walk.breeding then
    walk.breeding.began, walk.breeding.label = job.began, walk.symbol .. ": "
  end
  local found, message = runner.walk(walk)
  if not found then failure.raise(simulation.message(message, walk.symbol)) end
  found.job = walk
  if found.stitched then found.block = judge.block(found, job.ledger:summary(walk.place)) end
  found.seconds = C.tide_clock_seconds() - began
  return found
end

local function walk_all(job)
  local walks = {}
  for i, walk in ipairs(job.walks) do
    walks[i] = walk_one(walk, job)
    if C.tide_interrupt_caught() ~= 0 then break end
  end
  return walks
end

local function write(walks, job)
  if job.opts.json then
    terminal.write(json.encode(document.all(walks, job)), "\n")
  else
    terminal.write(show.text(walks))
  end
  -- files last: one that cannot be written leaves the result said
  if job.opts.report then report.write(job.opts.report, walks, job) end
end

local function tell_trouble(walks)
  for _, walk in ipairs(walks) do
    local trouble = walk.tried.trouble
    if trouble then
      terminal.warn(terminal.printable(("%s: some combinations could not run: %s"):format(
        walk.job.symbol, trouble.message)))
    end
  end
end

local function ending(walks, job, caught)
  local done, planned = 0, 0
  for _, walk in ipairs(job.walks) do planned = planned + #walk.plan end
  for _, walk in ipairs(walks) do done = done + #walk.windows end
  if caught == 0 or done == planned then return 0 end
  io.stderr:write(("tide: stopped: %d of %d windows done%s\n"):format(done, planned,
    job.opts.save and ", and kept: the same command goes on" or ""))
  return 128 + caught
end

local function run(opts)
  pages.check(opts)
  local began = C.tide_clock_seconds()
  local job = prepare.of(opts)
  job.began = began
  C.tide_interrupt_catch(true)
  local ok, walks = pcall(walk_all, job)
  job.ledger:close()
  local caught = C.tide_interrupt_caught()
  C.tide_interrupt_catch(false)
  if not ok then error(walks, 0) end
  terminal.clear()
  tell_trouble(walks)
  write(walks, job)
  return ending(walks, job, caught)
end

return {
  name = "walkforward",
  summary = "parameters chosen on one stretch, traded on the next",
  about = "Chooses the parameters of a strategy on a stretch of the candles, trades them on the "
    .. "next one, and moves on; what was traded is joined into one account. With --search evolve "
    .. "the whole search for a strategy is done again in each window, and no STRATEGY is given. "
    .. "Windows start flat and see nothing that comes later. Ctrl-C ends after the window in "
    .. "progress and shows what is done.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json", optional = true } },
  options = options.all(),
  examples = {
    "tide walkforward strategies/sma_cross.lua --data BTCUSDT_1h.csv --grid fast=5:20,slow=20:50:2",
    "tide walkforward my.lua --data BTCUSDT_1h.csv --train 365d --test 90d --anchored",
    "tide walkforward my.lua --data A_1d.csv B_1d.csv --train 500 --test 100 --embargo 5",
    "tide walkforward --search evolve --data BTCUSDT_1h.csv --population 200 --generations 20",
  },
  run = run,
}

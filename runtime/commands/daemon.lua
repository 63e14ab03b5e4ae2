--- `tide daemon STRATEGY... --feed FILE...`: a session without a terminal.
local paper = require "runtime.paper"
local failure = require "runtime.failure"
local files = require "runtime.files"

local own = {
  { name = "pid", value = "FILE", help = "write the number of the process there while it runs" },
  { name = "log-file", value = "FILE",
    help = "write the log there, not to the standard error; SIGHUP opens it again" },
}
local options = {}
for _, list in ipairs { paper.options, own } do
  for _, option in ipairs(list) do
    if option.name ~= "log" then options[#options + 1] = option end
  end
end

--- The file of the log; SIGHUP opens it anew, after it was moved.
local function open_log(path)
  if not path then return io.stderr end
  local file, why = io.open(path, "a")
  return failure.check(file, ("%s: cannot write the log: %s"):format(path,
    (tostring(why):gsub("^.*: ", ""))))
end

local function run(opts)
  local nursery = paper.nursery() -- first of all, while the program is small
  local log = require("runtime.daemon.log").new(open_log(opts.log_file))
  local fine, raised = pcall(function()
    local session = paper.open(opts)
    if opts.pid then
      files.save(opts.pid, require("tide.loop").uv.os_getpid() .. "\n", "process number")
    end
    return paper.run(session, opts, {
      nursery = nursery, log = log,
      on_hangup = function()
        if opts.log_file then
          log.out:close()
          log.out = open_log(opts.log_file)
        end
      end,
    })
  end)
  if opts.pid then os.remove(opts.pid) end
  if fine then
    log:info("ended", { "why", raised })
    return 0
  end
  if failure.is(raised) then log:error("failed", { "message", raised.message }) end
  error(raised, 0)
end

return {
  name = "daemon",
  summary = "a session of paper trading without a terminal",
  about = "What 'tide paper' does, for a service manager: a log of JSON lines, a file with the "
    .. "process number, word to systemd (Type=notify, WatchdogSec). SIGTERM stops it with "
    .. "everything kept, the same command goes on; 'tide attach' talks to it.",
  arguments = { { name = "STRATEGY", help = "strategy files", many = true } },
  options = options,
  examples = {
    "tide daemon strategies/breakout.lua --feed BTCUSDT_1h.csv --name btc --pid tide.pid",
    "mkfifo candles; tide daemon my.lua --feed BTCUSDT=candles --timeframe 1h --name live",
  },
  run = run,
}

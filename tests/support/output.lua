--- How the results of specs are told: failures in full, skipped ones with their
-- reason, slow ones by name, and a last line that other programs read.
local base = require "busted.outputHandlers.base"

local SLOW_SECONDS, SLOW_SHOWN = 1, 5

local function place(trace)
  return trace and trace.short_src and ("%s:%s"):format(trace.short_src, tostring(trace.currentline)) or ""
end

local function text_of(message)
  if message == nil then return "no message" end
  return type(message) == "string" and message or require("pl.pretty").write(message)
end

local function show_failures(list, title)
  for _, item in ipairs(list) do
    io.write(("\n%s: %s\n  %s\n"):format(title, item.name, place(item.trace)))
    io.write("  " .. text_of(item.message):gsub("\n", "\n  "), "\n")
    if item.isError and item.trace and item.trace.traceback then
      io.write("  " .. item.trace.traceback:gsub("\n", "\n  "), "\n")
    end
  end
end

local function show_skipped(list)
  for _, item in ipairs(list) do
    io.write(("skipped: %s: %s\n"):format(item.name, item.message and text_of(item.message) or "pending"))
  end
end

local function show_slow(times)
  table.sort(times, function(a, b) return a.seconds > b.seconds end)
  for i = 1, math.min(SLOW_SHOWN, #times) do
    io.write(("slow: %.1f s: %s\n"):format(times[i].seconds, times[i].name))
  end
end

-- For tests/run, which adds these counts to those of the other checks.
local function hand_over(passed, failed, skipped)
  local path = os.getenv "TIDE_TEST_COUNTS"
  if not path then return end
  local file = assert(io.open(path, "w"))
  file:write(("%d %d %d\n"):format(passed, failed, skipped))
  file:close()
end

return function()
  local busted = require "busted"
  local handler, times = base(), {}

  function handler.testEnd(element)
    local seconds = (element.endtick or 0) - (element.starttick or 0)
    if seconds >= SLOW_SECONDS then
      times[#times + 1] = { name = handler.getFullName(element), seconds = seconds }
    end
    return nil, true
  end

  function handler.suiteEnd()
    local failed = handler.failuresCount + handler.errorsCount
    show_skipped(handler.pendings)
    show_slow(times)
    show_failures(handler.errors, "error")
    show_failures(handler.failures, "failed")
    hand_over(handler.successesCount, failed, handler.pendingsCount)
    io.write(("%d passed, %d failed, %d skipped\n"):format(handler.successesCount, failed,
      handler.pendingsCount))
    io.flush()
    package.loaded["tests.support.counts"] = { failed = failed }
    return nil, true
  end

  local subscribe = handler.subscribe
  function handler.subscribe(self, options)
    subscribe(self, options)
    busted.subscribe({ "test", "end" }, handler.testEnd)
    busted.subscribe({ "suite", "end" }, handler.suiteEnd)
  end

  return handler
end

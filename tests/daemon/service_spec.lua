-- `tide daemon` under a service manager: its log, its process number, its word, its end.
local cjson = require "cjson"
local papers = require "tests.support.paper"
local program = require "tests.support.program"

local RULES = [[
return strategy { name = "r", rules = function(m)
  return { long = { enter = m.close:rising(2), exit = m.close:falling(2) } } end }]]

describe("tide daemon", function()
  local at, rules
  setup(function()
    at = papers.new(2000)
    rules = at:file("r.lua", RULES)
  end)
  teardown(function() at:remove() end)

  it("writes lines of JSON, opens its log again when it is told to, and its process number", function()
    local log, pid = at.folder .. "/tide.log", at.folder .. "/tide.pid"
    local run = at:start("daemon", rules, "--feed", at.data, "--name", "log", "--speed", 36000, "--log-file", log,
      "--pid", pid)
    at:ready "log"
    assert.equal(run.pid .. "\n", papers.text(pid))
    assert.equal(0, os.execute(("mv '%s' '%s.1'"):format(log, log)))
    papers.kill(run, "HUP")
    papers.await(function() return papers.text(log):find '"event":"fill"' end, "a fill in the new log")
    papers.kill(run, "TERM")
    papers.gone(run)
    assert.equal("", papers.text(pid))
    local events = {}
    for line in (papers.text(log .. ".1") .. papers.text(log)):gmatch "[^\n]+" do
      local said = cjson.decode(line)
      assert.matches("^%d+%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%dZ$", said.time)
      assert.is_string(said.level)
      events[#events + 1] = said.event
    end
    assert.equal("started", events[1])
    assert.same({ "stopping", "ended" }, { events[#events - 1], events[#events] })
  end)

  it("says when it is ready, that it is alive, and that it ends", function()
    local words = at:words("daemon", rules, "--feed", at.data, "--name", "word", "--speed", 36000)
    local line = words:gsub("^(XDG_DATA_HOME=%S+) exec ", "%1 WATCHDOG_USEC=100000 exec python3 "
      .. "tests/support/python/notify.py path ")
    local function ask(what) return "(" .. at:words("attach", "word", "--ask", what) .. ") >/dev/null 2>&1" end
    local run = program.shell(("(%s) </dev/null & until %s; do sleep 0.1; done; sleep 1; %s; wait"):format(line,
      ask "status", ask "stop"))
    assert.matches("READY=1\n", run.out, 1, true)
    assert.is_truthy(run.out:find("WATCHDOG=1\nWATCHDOG=1\nWATCHDOG=1\n", 1, true), run.out)
    assert.is_truthy(run.out:find("STOPPING=1\n.*code 0\n$"), run.out)
  end)

  it("ends with 1 and a line of its log where it cannot run", function()
    local run = at:run("daemon", at:file("bad.lua", "return strategy {"), "--feed", at.data)
    assert.equal(1, run.code)
    assert.matches('"level":"error","event":"failed","message":"[^"]*bad.lua:1: ', run.err)
  end)
end)

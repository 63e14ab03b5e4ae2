-- `tide run --watch`: a workflow that runs again when it changes, or what lies beside it.
local papers = require "tests.support.paper"

describe("tide run --watch", function()
  local at
  setup(function() at = papers.new(200) end)
  teardown(function() at:remove() end)

  local function said(run, text)
    papers.await(function()
      local all = papers.text(run.out) .. papers.text(run.err)
      return all:find(text, 1, true) ~= nil
    end, ("'%s' in: %s"):format(text, papers.text(run.err)))
  end

  it("runs again what changed, and what never ends is stopped for it", function()
    local data = at:file("numbers.txt", "1")
    local path = at:file("w.lua", "local path = ... say('first ' .. io.open(path):read '*a')")
    local run = at:start("run", path, data, "--watch")
    said(run, "first 1")
    said(run, "ended with code 0; waiting for a change")
    at:file("w.lua", "say('second' ..)")
    said(run, "w.lua:1: unexpected symbol near ')'")
    said(run, "ended with code 1; waiting for a change")
    at:file("w.lua", "local path = ... say('third ' .. io.open(path):read '*a') while true do end")
    said(run, "third 1")
    at:file("numbers.txt", "2")
    said(run, "third 2")
    at:file("w.lua", "say 'fourth'")
    said(run, "fourth")
    papers.kill(run, "INT")
    papers.gone(run)
  end)

  it("watches the Lua files beside it, and says what is not there", function()
    at:file("helper.lua", "return 'one'")
    local path = at:file("uses.lua", ("say(dofile '%s/helper.lua')"):format(at.folder))
    local run = at:start("run", path, "--watch")
    said(run, "one")
    at:file("helper.lua", "return 'two'")
    said(run, "helper.lua changed")
    said(run, "two")
    papers.kill(run)
    papers.gone(run)
    local missing = at:run("run", at.folder .. "/nothing.lua", "--watch")
    assert.equal(1, missing.code)
    assert.matches("nothing.lua: cannot read it: No such file or directory", missing.err, 1, true)
  end)
end)

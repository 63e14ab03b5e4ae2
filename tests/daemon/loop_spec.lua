-- The event loop of a daemon: what its callbacks raise, what the service manager hears.
local loop = require "tide.loop"
local uv = loop.uv
local program = require "tests.support.program"

describe("the loop", function()
  it("stops at an error in a callback, and raises the first one where it is asked", function()
    local later, calls = uv.new_timer(), 0
    for i = 1, 2 do
      local timer = uv.new_timer()
      timer:start(i, 0, function()
        timer:close()
        calls = calls + 1
        error("number " .. i, 0)
      end)
    end
    later:start(60000, 0, function() end)
    while calls < 2 do uv.run "once" end
    local ok, raised = pcall(loop.check)
    assert.is_false(ok)
    assert.equal("number 1", raised)
    assert.is_nil(loop.check())
    later:close()
    uv.run()
  end)

  it("tells a service manager, and knows when there is none", function()
    local script = program.write(os.tmpname() .. ".lua", 'print(tostring(require("tide.loop").notify "READY=1"))')
    for _, kind in ipairs { "path", "abstract" } do
      local run = program.shell(("/usr/bin/python3 tests/support/python/notify.py %s '%s' run '%s'"):format(kind,
        program.path, script))
      assert.matches("READY=1\n", run.out, 1, true)
      assert.matches("true\n", run.out, 1, true)
      assert.matches("code 0\n", run.out, 1, true)
    end
    assert.equal("false\n", program.shell(("NOTIFY_SOCKET=/nowhere '%s' run '%s'"):format(program.path, script)).out)
  end)
end)

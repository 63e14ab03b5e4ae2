--- The scripts around the program: the wrapper that builds it, and the test run.
local program = require "tests.support.program"

local WRAPPER = TIDE_ROOT .. "/tide"

describe("the wrapper", function()
  it("is the program, from any folder and through a link", function()
    local folder = program.folder()
    local link = folder .. "/a link"
    assert.equal(0, program.shell(("ln -s '%s' '%s'"):format(WRAPPER, link)).code)
    local run = program.shell(("cd / && '%s' version"):format(link))
    program.remove(folder)
    assert.equal(0, run.code, run.err)
    assert.equal(program.run("version").out, run.out)
  end)

  it("hands over every word and the exit code", function()
    local run = program.shell(("'%s' backtest 'a b' --data '*' --commision"):format(WRAPPER))
    assert.equal(2, run.code)
    assert.matches("tide: unknown option '--commision' for 'backtest'; did you mean '--commission'?", run.err, 1, true)
  end)
end)

describe("tests/run", function()
  it("refuses what it does not know", function()
    for words, message in pairs {
      ["--only"] = "option '--only' needs a value: unit, servers, browser or fuzz",
      ["--only all"] = "'--only' needs one of unit, servers, browser, fuzz, found 'all'",
      ["--fast"] = "unknown option '--fast' for 'test'",
    } do
      local run = program.shell(TIDE_ROOT .. "/tests/run " .. words)
      assert.same({ code = 2, out = "", err = "tide: " .. message .. "\n" }, run)
    end
  end)

  it("adds up a failure, a skipped test and a passed one, and fails", function()
    local folder = program.folder()
    local spec = program.write(folder .. "/sum_spec.lua", [[
      it("passes", function() end)
      it("fails", function() error "no" end)
      it("is skipped", function() pending "for a reason" end)
    ]])
    local run = program.run("test", spec)
    program.remove(folder)
    assert.equal(1, run.code)
    assert.matches("skipped: is skipped: .*for a reason", run.out)
    assert.matches("\n1 passed, 1 failed, 1 skipped\n$", run.out)
    assert.is_nil(run.err:find("null", 1, true))
  end)
end)

-- Candles through a pipe: the same trades, nothing lost between two starts, and words for what is wrong.
local papers = require "tests.support.paper"
local program = require "tests.support.program"

local RULES = [[
return strategy {
  name = "cross",
  rules = function(m)
    local fast, slow = ta.sma(m.close, 5), ta.sma(m.close, 20)
    return { long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow), stop_loss = 0.03 } }
  end,
}
]]

describe("a feed through a pipe", function()
  local at, rules, lines
  setup(function()
    at = papers.new(600)
    rules = at:file("cross.lua", RULES)
    lines = {}
    for line in papers.text(at.data):gmatch "[^\n]+" do lines[#lines + 1] = line end
  end)
  teardown(function() at:remove() end)

  local function wanted()
    return papers.document(at:run("backtest", rules, "--data", at.data, "--json"))
  end

  it("from the standard input gives what a backtest of its candles gives", function()
    local run = program.shell(("(%s) <%s"):format(at:words("paper", rules, "--feed", "DEMO_1h=-", "--json"), at.data))
    assert.equal(wanted(), papers.document(run))
  end)

  it("goes on where it was, over kill -9, with what is sent twice", function()
    local fifo = at.folder .. "/candles"
    assert.equal(0, os.execute("mkfifo " .. fifo))
    local sent = 1
    for _, stop in ipairs { 200, 420 } do
      local run = at:start("daemon", rules, "--feed", "DEMO_1h=" .. fifo, "--name", "fifo")
      papers.await(function() return papers.text(run.err):find '"event":"' end, "the start")
      local part = { lines[1], unpack(lines, math.max(2, sent - 10), stop) }
      local file = at:file("part.csv", table.concat(part, "\n") .. "\n")
      assert.equal(0, os.execute(("cat %s >%s"):format(file, fifo)))
      sent = stop
      local last = tonumber(lines[stop]:match "^%d+")
      papers.await(function()
        local status = at:ask("fifo", "status")
        return status and status.time and status.time > last
      end, "the last candle: " .. papers.text(run.err))
      papers.kill(run, "KILL")
      papers.gone(run)
    end
    local rest = at:file("rest.csv", table.concat({ lines[1], unpack(lines, 300) }, "\n") .. "\n")
    -- the same session, by another way
    local run = program.shell(("(%s) <%s"):format(at:words("paper", rules, "--feed", "DEMO_1h=-", "--json", "--name",
      "fifo"), rest))
    assert.equal(wanted(), papers.document(run))
  end)

  it("loses no part of a line when the program begins again in place", function()
    local fifo = at.folder .. "/parts"
    assert.equal(0, os.execute("mkfifo " .. fifo))
    local run = at:start("daemon", rules, "--feed", "DEMO_1h=" .. fifo, "--name", "parts")
    papers.await(function() return papers.text(run.err):find '"event":"' end, "the start")
    local text = table.concat(lines, "\n") .. "\n"
    local cut = text:find(lines[300], 1, true) + 9
    local first, second = at:file("first.csv", text:sub(1, cut)), at:file("second.csv", text:sub(cut + 1))
    assert.equal(0, os.execute(("cat %s >%s"):format(first, fifo)))
    local function reached(line)
      local time = tonumber(lines[line]:match "^%d+")
      papers.await(function()
        local status = at:ask("parts", "status")
        return status and status.time and status.time > time
      end, "line " .. line .. ": " .. papers.text(run.err))
    end
    reached(299)
    assert.is_truthy(at:ask("parts", "restart"))
    assert.equal(0, os.execute(("cat %s >%s"):format(second, fifo))) -- whoever reads now
    papers.await(function() return papers.text(run.err):find '"event":"continued"' end, "the start again")
    reached(#lines)
    papers.kill(run)
    papers.gone(run)
    assert.is_nil(papers.text(run.err):find('"event":"feed"', 1, true), papers.text(run.err))
    local last = program.shell(("(%s) </dev/null"):format(at:words("paper", rules, "--feed", "DEMO_1h=-", "--json",
      "--name", "parts")))
    assert.equal(wanted(), papers.document(last))
  end)

  it("leaves out what is no candle, and says so", function()
    local broken = { unpack(lines, 1, 300) }
    table.insert(broken, 100, "hello")
    local file = at:file("broken.csv", table.concat(broken, "\n") .. "\n")
    local run = program.shell(("(%s) <%s"):format(at:words("paper", rules, "--feed", "DEMO_1h=-", "--json", "--name",
      "broken"), file))
    assert.is_truthy(run.err:find("tide: feed: %-:%d+: "), run.err)
  end)

  it("that brings nothing says what it waited for", function()
    for _, text in ipairs { "", "hello\n" } do
      local run = program.shell(("printf '%s' | (%s)"):format(text, at:words("paper", rules, "--feed", "NONE_1h=-",
        "--fresh")))
      assert.equal(1, run.code)
      assert.is_truthy(run.err:find("tide: the feed has ended, and no candle came", 1, true), run.err)
    end
  end)

  it("needs a time frame, and pipes or files", function()
    local run = at:run("paper", rules, "--feed", "-")
    assert.equal(2, run.code)
    local message = "expected a time frame in the name of a pipe, like --feed BTCUSDT_1h=-"
    assert.is_truthy(run.err:find(message, 1, true), run.err)
    run = at:run("paper", rules, "--feed", "A_1h=-", at.data)
    assert.equal(2, run.code)
    assert.is_truthy(run.err:find("names files and pipes", 1, true), run.err)
  end)
end)

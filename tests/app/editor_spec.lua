--- `tide repl` in a real terminal: editing, completion, history, Ctrl-C and Ctrl-D.
local program = require "tests.support.program"
local terminal = require "tests.support.terminal"

local CTRL_C, CTRL_D, UP, LEFT, TAB = "\3", "\4", "\27[A", "\27[D", "\t"
local PROMPT, MORE = "tide> ", "  ... "

describe("the line editor", function()
  local folder
  setup(function()
    folder = program.folder()
    assert.equal(0, program.run("demo", "--bars", 2000, "--out", folder .. "/AAA_1h.csv").code)
  end)
  teardown(function() program.remove(folder) end)

  -- Each step is { text, what to wait for }. After an answer the prompt is waited for: what is
  -- typed before it is there belongs to nobody.
  local function talk(steps, words, columns)
    local all = { { "", PROMPT } }
    for _, step in ipairs(steps) do
      all[#all + 1] = step
      local answered = step[1]:find "\r$" or step[2]:find "stopped"
      if answered and not (step[2] == PROMPT or step[2] == MORE or step[2]:find "begun") then
        all[#all + 1] = { "", PROMPT }
      end
    end
    all[#all + 1] = { CTRL_D }
    local run = terminal.run {
      words = words or { "repl", "--data", folder .. "/AAA_1h.csv" }, steps = all, columns = columns,
      environment = ("XDG_STATE_HOME=%s/state XDG_CACHE_HOME=%s/cache"):format(folder, folder),
    }
    assert.is_nil(run.late, table.concat(run.shown, "\n--\n"))
    assert.equal(0, run.code, table.concat(run.shown, "\n--\n"))
    return run.shown
  end

  it("reads a line, shows its value and leaves at Ctrl-D", function()
    local shown = talk { { "1 + 1\r", "\n2\r" } }
    assert.matches("help() tells what there is", shown[1], 1, true)
    assert.matches("AAA = AAA, 2000 candles of 1h", shown[1], 1, true)
  end)

  it("lets a line be edited, in UTF-8, too", function()
    talk {
      { "1 + 2" .. LEFT .. "4\r", "\n43\r" },
      { "'äö'" .. LEFT .. LEFT .. "ü\r", "\näüö\r" },
      { "'äx\127ö'\r", "\näö\r" },
    }
  end)

  it("completes indicators, methods, columns, outputs, modules and paths", function()
    talk {
      { "ta.rs" .. TAB .. "(m.clo" .. TAB .. ", 14):la" .. TAB .. "()\r", "\n61.4496" },
      { "m.close:cros" .. TAB .. TAB, "crosses_above  crosses_below" }, { CTRL_C, PROMPT },
      { "ta.macd(m.close)." .. TAB, "histogram  macd       signal" }, { CTRL_C, PROMPT },
      { "stdlib.nea" .. TAB, "rest" }, { CTRL_C, PROMPT },
      { "AAA:resam" .. TAB, "ple" }, { CTRL_C, PROMPT },
      { ('load "%s/AA'):format(folder) .. TAB, "A_1h.csv\"" }, { CTRL_C, PROMPT },
      { "m.close:above(1):hel" .. TAB .. "(2):last()\r", "\n1\r" },
    }
  end)

  it("remembers what was typed, from one time to the next", function()
    talk {
      { "6 * 7\r", "\n42\r" }, { "'between'\r", "\nbetween\r" }, { UP .. UP .. "\r", "\n42\r" },
    }
    talk { { UP .. "\r", "\n42\r" } }
    local text = program.shell(("cat %s/state/tide/repl_history"):format(folder)).out
    assert.matches("6\\040%*\\0407", text)
    assert.matches("^%-rw%-%-%-%-%-%-%-", program.shell(("ls -l %s/state/tide/repl_history"):format(folder)).out)
  end)

  it("goes on reading until an input is whole", function()
    talk {
      { "for i = 1, 2 do\r", MORE }, { "print(i * 10)\r", MORE }, { "end\r", "20\r" },
      { "function f(\r", MORE }, { CTRL_C, PROMPT }, { "3\r", "\n3\r" },
    }
  end)

  for what, loop in pairs {
    ["a compiled loop"] = "while true do end",
    ["a loop that catches everything"] = "while true do pcall(function() while true do end end) end",
    ["a loop over backtests"] =
      "while true do bt({ enter = m.close:above(1), exit = m.close:below(2) }, m) end",
    ["a coroutine"] = "coroutine.wrap(function() while true do end end)()",
    ["a sort that never agrees"] = "while true do table.sort({ 2, 1 }, function(a, b) return a < b end) end",
    ["a loop over files"] = "while true do local f = io.open '/dev/null' f:close() end",
  } do
    it("stops " .. what .. " at Ctrl-C, and goes on", function()
      talk { { "print 'begun' " .. loop .. "\r", "\nbegun" }, { CTRL_C, "tide: stopped" }, { "1 + 1\r", "\n2\r" } }
    end)
  end

  it("stops a command as the command stops, and is not ended by a second Ctrl-C", function()
    local strategy = folder .. "/s.lua"
    program.write(strategy, [[return strategy { name = "s",
      params = { a = int { 5, min = 2, max = 300 }, b = int { 50, min = 2, max = 300 } },
      rules = function(m, p)
        local c = ta.sma(m.close, p.a):crosses_above(ta.ema(m.close, p.b))
        return { long = { enter = c, max_bars = 5 } } end }]])
    local command = ('tide "optimize %s --data %s/AAA_1h.csv --grid a=2:300,b=2:300"'):format(strategy, folder)
    talk({
      { "print 'begun' " .. command .. "\r", "\nbegun" }, { "", " of " }, { CTRL_C .. CTRL_C, PROMPT },
      { "1 + 1\r", "\n2\r" },
    }, nil, 200)
  end)

  it("forgets a line at Ctrl-C", function()
    talk { { "this is nonsense" .. CTRL_C, PROMPT }, { "5\r", "\n5\r" } }
  end)

  it("says mistakes in a line, without a stack, and goes on", function()
    local shown = talk {
      { "local x = nil + 1\r", "tide: a nil cannot be calculated with" }, { "m.clsoe\r", "did you mean 'close'?" },
      { "x = ) 1\r", "tide: found ')', which makes no sense here" },
    }
    assert.is_nil(table.concat(shown):find "traceback")
  end)

  it("fits a narrow terminal", function()
    local shown = talk({
      { "m.close\r", "highest" }, { "m\r", "candles of 1h" }, { "plot(m)\r", "2020-01-01" },
      { "help(ta.rsi)\r", "source" },
    }, nil, 44)
    for i = 2, #shown - 1 do
      for line in shown[i]:gmatch "[^\r\n]+" do
        if not line:find "tide>" and not line:find "\27" then
          assert.is_true(#line:gsub("[\128-\191]", "") <= 44, line)
        end
      end
    end
  end)
end)

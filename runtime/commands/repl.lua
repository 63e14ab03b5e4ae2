--- `tide repl [FILE...] [--data FILE...]`: tide line by line.
local failure = require "runtime.failure"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local function greet(list)
  io.stderr:write "tide: help() tells what there is, Ctrl-D leaves\n"
  for _, row in ipairs(list) do io.stderr:write(("  %s = %s\n"):format(row[1], row[2])) end
end

local function run(opts)
  local session = require("runtime.session").new()
  local list, refresh = {}, nil
  if #opts.file > 0 or #opts.data > 0 then
    list, refresh = require("runtime.repl.opened").open(session, opts.file, opts.data)
  end
  local loop = require("runtime.repl.loop").new(session, { debug = opts.debug, refresh = refresh })
  if not (terminal.width(terminal.STDIN) and terminal.width(terminal.STDOUT)) then
    return loop:read_pipe(io.stdin)
  end
  local editor = require("runtime.repl.editor").open(session)
  greet(list)
  local fine, code = pcall(loop.talk, loop, editor)
  editor:close()
  if not fine then error(code, 0) end
  return code or failure.FAILED
end

return {
  name = "repl",
  itself = true,
  summary = "try candles, indicators, rules and strategies line by line",
  about = "Reads Lua line by line and shows what each gives: columns with their values, results, "
    .. "charts. The words of strategies work on candles that are loaded. Without a terminal it "
    .. "reads its input to the end and stops at the first mistake.",
  arguments = {
    { name = "FILE", help = "a strategy, candles, or a Lua file to run first", many = true,
      optional = true },
  },
  options = {
    { name = "data", value = "[SYMBOL=]FILE", parse = simulation.parse_source, repeated = true,
      list = true, help = "candles, as a variable named by their symbol" },
  },
  examples = {
    "tide repl --data BTCUSDT_1h.csv",
    "tide repl strategies/breakout.lua --data BTCUSDT_1h.csv",
    "echo 'ta.rsi(m.close, 14):last()' | tide repl --data BTCUSDT_1h.csv",
  },
  run = run,
}

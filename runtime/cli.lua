--- Turns arguments into a command, and its failures into messages and exit codes:
-- 0 done, 1 failed, 2 wrong usage.
local ffi = require "ffi"
local host = require "stdlib.host"
local nearest = require "stdlib.nearest"
local failure = require "runtime.failure"
local help = require "runtime.help"
local options = require "runtime.options"
local terminal = require "runtime.terminal"

local cli = { failure = failure.new }

-- In the order of the help. A name without a file is not a command yet.
cli.names = {
  "backtest", "batch", "explain", "lookahead", "compare", "optimize", "walkforward", "montecarlo",
  "costs", "validate", "paper", "daemon", "attach", "generate", "evolve", "strategies", "convert",
  "research", "run", "repl",
  "demo", "data", "indicators", "db", "bench", "test", "version", "help",
}

local function exists(name)
  local file = io.open(("%s/runtime/commands/%s.lua"):format(TIDE_ROOT, name))
  if file then file:close() end
  return file ~= nil
end

--- The command of a name, or nil.
function cli.command(name)
  for _, known in ipairs(cli.names) do
    if known == name and exists(name) then return require("runtime.commands." .. name) end
  end
end

--- Every command there is, in the order of the help.
function cli.commands()
  local list = {}
  for _, name in ipairs(cli.names) do list[#list + 1] = cli.command(name) end
  return list
end

--- The short help of the program.
function cli.overview()
  return help.program(cli.commands(), ffi.string(host.C.tide_version()), terminal.columns())
end

-- An option where the command should be.
local function misplaced(words)
  local option = words[1]
  for i = 2, #words do
    if cli.command(words[i]) then
      return ("'%s' stands before the command: write 'tide %s' first, and options after it")
        :format(option, words[i])
    end
  end
  return ("'%s' needs a command before it, as in 'tide backtest ... %s'; 'tide help' lists them")
    :format(option, option)
end

--- The command that words name, descending into groups like `data check`.
-- @return the command and the index of the word after its name; raises a failure
function cli.find(words)
  if words[1]:sub(1, 1) == "-" then failure.raise(misplaced(words), failure.USAGE) end
  local command, i = cli.command(words[1]), 2
  if not command then
    local names = {}
    for _, known in ipairs(cli.commands()) do names[#names + 1] = known.name end
    failure.raise(("unknown command '%s'%s"):format(words[1], nearest.hint(words[1], names)),
      failure.USAGE)
  end
  while command.commands and words[i] and words[i]:sub(1, 1) ~= "-" do
    local names, child = {}, nil
    for _, candidate in ipairs(command.commands) do
      names[#names + 1] = candidate.name:match "%S+$"
      if names[#names] == words[i] then child = candidate end
    end
    if not child then
      failure.raise(("unknown command '%s %s'%s"):format(command.name, words[i],
        nearest.hint(words[i], names)), failure.USAGE)
    end
    command, i = child, i + 1
  end
  return command, i
end

--- Run a command as a part of another one: what it raises is the caller's.
-- @return the exit code
function cli.call(words)
  local first = words[1]
  if not first or first == "--help" or first == "-h" then
    terminal.write(cli.overview())
    return 0
  end
  if first == "--version" then words = { "version" } end
  local command, i = cli.find(words)
  local opts, message = options.parse(command, words, i)
  if not opts then failure.raise(message, failure.USAGE) end
  if opts.help or not command.run then
    terminal.write(help.command(command, terminal.columns()))
    return opts.help and 0 or failure.USAGE
  end
  jit.on() -- off since runtime/init.lua: what starts a program runs once
  return command.run(opts) or 0
end

local function handle(raised)
  if failure.is(raised) then return raised end
  return { trace = debug.traceback(tostring(raised), 2), memory = raised == "not enough memory" }
end

local function wants_debug(words)
  for _, word in ipairs(words) do
    if word == "--debug" then return true end
  end
end

local function report(raised, words)
  terminal.clear()
  if failure.is(raised) then
    if raised.message then io.stderr:write("tide: ", raised.message, "\n") end
    return raised.code
  end
  if raised.memory then
    io.stderr:write "tide: out of memory\n"
  elseif wants_debug(words) then
    io.stderr:write("tide: internal error: ", raised.trace, "\n")
  else
    io.stderr:write("tide: internal error: this is a defect of tide; "
      .. "run it again with --debug and report what it says\n")
  end
  return failure.FAILED
end

--- @param words  the arguments of the program
-- @return the exit code
function cli.main(words)
  local ok, code = xpcall(cli.call, handle, words)
  failure.abandon()
  if not ok then code = report(code, words) end
  terminal.clear()
  return code
end

return cli

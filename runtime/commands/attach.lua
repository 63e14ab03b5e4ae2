--- `tide attach [SESSION]`: talk to a session that runs.
local failure = require "runtime.failure"
local files = require "runtime.files"
local place = require "runtime.daemon.place"
local terminal = require "runtime.terminal"

local function connect(name)
  return require("runtime.attach.client").open(place.of(name).socket)
end

-- Those that run, with their clients.
local function running()
  local list = {}
  for _, name in ipairs(place.names()) do
    local client = files.exists(place.of(name).journal) and connect(name)
    if client then list[#list + 1] = { name = name, client = client } end
  end
  return list
end

--- The session that is named, or the only one that runs.
local function find(name)
  if name then
    if not place.is_name(name) then
      failure.raise(("'%s' cannot be the name of a session"):format(name), failure.USAGE)
    end
    local client, why = connect(name)
    if client then return client, name end
    local hint = require("stdlib.nearest").hint(name, place.names())
    failure.raise(files.exists(place.of(name).journal)
      and ("session '%s' does not run (%s)"):format(name, why)
      or ("there is no session '%s'%s"):format(name, hint))
  end
  local list = running()
  if #list == 1 then return list[1].client, list[1].name end
  if #list == 0 then failure.raise "no session runs: 'tide paper' and 'tide daemon' start one" end
  local names = {}
  for i, one in ipairs(list) do
    names[i] = one.name
    one.client:close()
  end
  failure.raise("several sessions run: name one of " .. table.concat(names, ", "), failure.USAGE)
end

local function greet(name)
  io.stderr:write(("tide: attached to '%s'; Ctrl-D leaves it running\n"):format(name))
  for _, word in ipairs(require("runtime.attach.words").list) do
    io.stderr:write(("  live.%-12s %s\n"):format(word[1] .. "()", word[2]))
  end
end

local function talk(client, name, opts)
  local session = require("runtime.session").new()
  session.env.live = require("runtime.attach.words").of(client)
  local loop = require("runtime.repl.loop").new(session, { debug = opts.debug })
  if not (terminal.width(terminal.STDIN) and terminal.width(terminal.STDOUT)) then
    return loop:read_pipe(io.stdin)
  end
  local editor = require("runtime.repl.editor").open(session)
  greet(name)
  local fine, code = pcall(loop.talk, loop, editor)
  editor:close()
  if not fine then error(code, 0) end
  return code or failure.FAILED
end

local function run(opts)
  local client, name = find(opts.session)
  local fine, code = pcall(function()
    if not opts.ask then return talk(client, name, opts) end
    local words = { opts.ask }
    for _, word in ipairs(opts.with) do words[#words + 1] = word end
    terminal.write(client:ask_text(unpack(words)), "\n")
    return 0
  end)
  client:close()
  if not fine then error(code, 0) end
  return code
end

return {
  name = "attach",
  summary = "talk to a session of 'tide paper' or 'tide daemon' that runs",
  about = "Opens the REPL beside a session that runs in another process: what is typed runs here, "
    .. "and 'live' asks and tells the session. Only its user can attach. Leaving changes nothing.",
  arguments = {
    { name = "SESSION", help = "its name; not needed when only one runs", optional = true },
  },
  options = {
    { name = "ask", value = "WHAT", help = "print one answer as JSON instead: status, fills, "
      .. "versions, reload, rollback, restart, speed or stop" },
    { name = "with", value = "WORD", repeated = true, list = true,
      help = "what --ask needs to know" },
  },
  examples = {
    "tide attach",
    "tide attach breakout-BTCUSDT --ask status",
    "tide attach breakout-BTCUSDT --ask rollback --with strategies/breakout.lua",
  },
  run = run,
}

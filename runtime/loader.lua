--- Strategy files: from a path to a strategy the host can evaluate.
--
-- A Lua file runs in a sandboxed child, which hands back a plan: the expressions
-- it made and the sides it returned. The plan is not trusted: everything in it is
-- checked again while the host's graph is built from it.
local ffi = require "ffi"
local sandbox = require "tide.sandbox"

local describe = require "runtime.script.describe"
local build = require "runtime.script.build"
local indicators = require "stdlib.indicators"
local json_strategy = require "runtime.script.json_strategy"
local wire = require "stdlib.wire"

local C = require("stdlib.host").C

local loader = {}

local MEGABYTES = 256
local MOST_BYTES = 8 * 1024 * 1024
local MOST_TEXT = 1024 * 1024
local MOST_LOG = 64 * 1024

local ENDINGS = {
  time = describe.TOO_LONG,
  memory = ("it needs more than %d MiB to describe its rules"):format(MEGABYTES),
  size = "its rules are too large",
  forbidden = "it tried to reach files, programs or the network, which a strategy cannot do",
  refused = "this system offers no sandbox (seccomp), and strategy files only run inside one",
  error = "its rules cannot be described",
  died = "it made its process crash",
  done = "it ended before its rules were described",
}

--- What a file is that is taken for a strategy by mistake, by its first bytes.
-- Compiled Lua is left to the script's own loader, which knows it.
local function mistaken(text)
  local head = text:sub(1, 512)
  local first = head:match "^%s*([^\r\n]*)":lower()
  if head:find "^\31\139" or head:find "^PK\3\4" then return "is compressed" end
  if not head:find "^\27" and head:find "[%z\1-\8\14-\26\28-\31]" then return "is binary data" end
  local bare = first:gsub("%([%a/]+%)", "") -- "Timestamp (UTC)"
  local header = bare:find "open" and bare:find "[,;\t|]" and not bare:find "[={(]"
    and (bare:find "close" or bare:find "high") and not bare:find "^%-%-"
    and not bare:find "^local%s"
  if header or first:find "^%d" or first:find "^https?://" then
    return "looks like a table of candles"
  end
  if first:find "^[{%[]" then return "looks like JSON, and its name does not end in .json" end
end

local function check_kind(path, text)
  local what = not path:match "%.json$" and mistaken(text)
  if not what then return true end
  return nil, ("%s: this %s; a strategy is a .lua or .json file, and candles are given with --data")
    :format(path, what)
end

local function read_file(path)
  local file, err = io.open(path, "rb")
  if not file then return nil, ("%s: cannot read it: %s"):format(path, (err:gsub("^.*: ", ""))) end
  local text, failed = file:read(MOST_TEXT + 1)
  file:close()
  if failed then return nil, ("%s: cannot read it: %s"):format(path, failed) end
  text = (text or ""):gsub("^\239\187\191", "") -- a byte order mark
  local fine, message = check_kind(path, text)
  if not fine then return nil, message end
  if #text > MOST_TEXT then
    return nil, ("%s: the file is larger than 1 MiB: it is no strategy"):format(path)
  end
  return text
end

--- What the child runs: describe, and send what came of it.
local function child(job)
  return function(send)
    local logged = 0
    local function log(text)
      if logged > MOST_LOG then return end
      logged = logged + #text
      send(wire.encode { log = logged > MOST_LOG and "(more is not shown)\n" or text })
    end
    local plan, failure = describe.strategy(job, log)
    send(wire.encode { plan = plan, failure = failure })
  end
end

--- Text from a script for a terminal: no control characters.
local function printable(text) return (tostring(text):gsub("[%z\1-\8\11-\31\127]", "?")) end

local function print_log(name, text, write)
  for line in printable(text):gmatch "([^\n]*)\n" do write(("%s: %s\n"):format(name, line)) end
end

local function base_name(path) return (path:match "([^/]*)$":gsub("%.%w+$", "")) end

--- Run the script in the sandbox.
-- @return plan, or nil, a message, and true when a value for a parameter is wrong
local function plan_of(path, text, given, write)
  local job = {
    text = text, given = given, indicators = indicators.list, clock = C.tide_clock_seconds,
  }
  local bytes, ending = sandbox.run(child(job), describe.KILL_SECONDS, MEGABYTES, MOST_BYTES)
  if not bytes then return nil, ("%s: cannot start a process for it: %s"):format(path, ending) end
  local answer
  local name = base_name(path)
  for _, message in ipairs(wire.decode_all(bytes)) do
    if type(message) ~= "table" then break end
    if type(message.log) == "string" then print_log(name, message.log, write) end
    if message.plan or message.failure then answer = message end
  end
  if not answer or ending ~= "done" then return nil, ("%s: %s"):format(path, ENDINGS[ending]) end
  if answer.plan then return answer.plan end
  local failure = type(answer.failure) == "table" and answer.failure or {}
  local line = type(failure.line) == "number" and (":%d"):format(failure.line) or ""
  return nil, ("%s%s: %s"):format(path, line, printable(failure.message)), failure.usage == true
end

--- The comment at the head of a file, without its dashes.
local function doc_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "([^\n]*)\r?\n" do
    local comment = line:match "^%-%-+%s?(.-)\r?$"
    if not comment then break end
    lines[#lines + 1] = comment
  end
  return (table.concat(lines, "\n"):gsub("%s+$", ""))
end

local function hash_of(cdata)
  local out = ffi.new "char[17]"
  local rc = C.tide_strategy_hash(cdata, out)
  return rc == C.TIDE_OK and ffi.string(out) or nil
end

local function timeframe_of(cdata)
  if cdata.timeframe == 0 then return nil end
  local out = ffi.new "char[32]"
  C.tide_timeframe_name(cdata.timeframe, out, 32)
  return ffi.string(out)
end

local function finish(path, cdata, rest)
  local hash = hash_of(cdata)
  if not hash then return nil, path .. ": out of memory" end
  rest.cdata, rest.hash, rest.path = cdata, hash, path
  rest.name, rest.timeframe = ffi.string(cdata.name), timeframe_of(cdata)
  return rest
end

local function load_lua(path, text, given, write)
  local plan, err, usage = plan_of(path, text, given, write)
  if not plan then return nil, err, usage end
  local built, failure = build.strategy(plan)
  if not built then
    local line = failure.line and (":%d"):format(failure.line) or ""
    return nil, ("%s%s: %s"):format(path, line, printable(failure.message))
  end
  return finish(path, built.cdata, {
    params = built.params, param_specs = built.param_specs, doc = doc_of(text),
    node_lines = built.node_lines,
  })
end

--- Load a strategy file.
-- @param path  a .lua or .json file
-- @param given  { name = value or text } for its parameters (optional)
-- @param write  function(text) for what the script prints; default: stderr
-- @return { cdata = tide_strategy*, name, hash, timeframe or nil, params = { name = value },
--   param_specs = { { name, kind, default, min, max, step, choices }, ... }, path, doc,
--   node_lines = { [node] = line } or nil }, or nil, a message, and true when the file is
--   fine but a given value is not
function loader.load(path, given, write)
  local text, err = read_file(path)
  if not text then return nil, err end
  if path:match "%.json$" then
    local built, message, usage = json_strategy.build(text, given or {})
    if not built then return nil, ("%s: %s"):format(path, message), usage end
    return finish(path, built.cdata, built)
  end
  return load_lua(path, text, given or {}, write or function(line) io.stderr:write(line) end)
end

return loader

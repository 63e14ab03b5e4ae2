--- Strategy files: from a path to a strategy the host can evaluate.
--
-- A Lua file runs in a sandboxed child, which hands back a plan: the expressions
-- it made and the sides it returned. The plan is not trusted: everything in it is
-- checked again while the host's graph is built from it.
local ffi = require "ffi"

local box = require "runtime.box"
local build = require "runtime.script.build"
local custom = require "runtime.custom"
local definition = require "runtime.script.definition"
local describe = require "runtime.script.describe"
local indicators = require "stdlib.indicators"
local json_strategy = require "stdlib.json_strategy"
local regimes = require "stdlib.regime.names"
local shelves = require "runtime.shelf"

local C = require("stdlib.host").C

local loader = {}

local LIMITS = {
  seconds = describe.KILL_SECONDS, megabytes = 256, bytes = 8 * 1024 * 1024,
  endings = {
    time = describe.TOO_LONG,
    memory = "it needs more than 256 MiB to describe its rules",
    size = "its rules are too large",
    error = "its rules cannot be described",
    done = "it ended before its rules were described",
  },
}
local MOST_TEXT = 1024 * 1024

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

--- Run the script in one child, once for each set of values: a fork costs more than most scripts.
-- @return { { plan } or { failure }, ... }, or nil and a message when the child did not end well
local function ask(path, job, list, write)
  local answers, limits = {}, {}
  for key, value in pairs(LIMITS) do limits[key] = value end
  limits.seconds = LIMITS.seconds * #list
  local done, message = box.run(path, limits, write, function(send, log)
    for i, given in ipairs(list) do
      job.given = given
      local plan, failure = describe.strategy(job, log)
      debug.sethook() -- whose time is over waits no longer
      send { part = i, plan = plan, failure = failure }
    end
    send { done = true }
  end, function(one)
    if type(one.part) == "number" and one.part >= 1 then answers[one.part] = one end
  end)
  if not done then return nil, message end
  return answers
end

--- The name of an indicator that a script does not know and that was found; nil when there is none.
local function found_for(answers, count, shelf)
  for i = 1, count do
    local failure = answers[i] and answers[i].failure
    local wants = type(failure) == "table" and failure.wants
    if wants and shelf:find(wants) then return wants end
  end
end

--- Run the script in the sandbox with each set of values. An indicator that it does not know is
-- looked for among the files of indicators, and the script runs again with what was found.
-- @return as ask
local function plans_of(path, text, list, shelf, write)
  while true do
    local answers, message = ask(path, {
      text = text, indicators = indicators.list, clock = C.tide_clock_seconds,
      files = shelf.files, synthetic = custom.synthetic,
    }, list, write)
    if not answers then return nil, message end
    if not found_for(answers, #list, shelf) then return answers end
  end
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
  rest.regimes = regimes.of(cdata.regimes)
  rest.alone = rest.compute ~= nil or C.tide_strategy_reads_position(cdata)
  return rest
end

--- Where the indicators of a plan were defined: { [name] = { line or nil, file or nil } }.
local function places_of(plan)
  local places = {}
  for _, one in ipairs(plan.definitions or {}) do
    places[one.name] = {
      line = type(one.line) == "number" and one.line or nil,
      file = type(one.file) == "string" and one.file or nil,
    }
  end
  return places
end

--- A script: its hash is that of its text and of the values of its parameters.
local function script_of(path, text, built, source, write)
  local parts, hash = { text, ffi.string(C.tide_version()) }, ffi.new "char[17]"
  for _, spec in ipairs(built.param_specs) do
    parts[#parts + 1] = ("%s=%s"):format(spec.name, tostring(built.params[spec.name]))
  end
  local whole = table.concat(parts, "\0")
  C.tide_digest(whole, #whole, hash)
  local columns = built.columns
  if columns then
    columns.compute = custom.computer(columns.cdata, source, write)
    columns.stepper = custom.stepper(columns.cdata, source)
  end
  return {
    kind = "script", cdata = built.cdata, name = ffi.string(built.cdata.name), path = path,
    hash = ffi.string(hash), timeframe = timeframe_of(built.cdata), text = text,
    regimes = regimes.of(built.cdata.regimes), params = built.params, doc = doc_of(text),
    param_specs = built.param_specs, callbacks = built.callbacks, columns = columns,
  }
end

--- The strategy of an answer of the child.
local function made_of(path, text, answer, shelf, write)
  local plan = answer and answer.plan
  if not plan then
    local told = answer and type(answer.failure) == "table" and answer.failure or {}
    return nil, box.complaint(path, told), told.usage == true
  end
  local built, failure = build.strategy(plan)
  if not built then return nil, box.complaint(path, failure) end
  local source = { path = path, text = text, files = shelf.files }
  if built.callbacks then return script_of(path, text, built, source, write) end
  return finish(path, built.cdata, {
    params = built.params, param_specs = built.param_specs, doc = doc_of(text),
    node_lines = built.node_lines, defined = places_of(plan),
    compute = custom.computer(built.cdata, source, write),
    stepper = custom.stepper(built.cdata, source),
  })
end

local function load_lua(path, text, given, shelf, write)
  local answers, message = plans_of(path, text, { given }, shelf, write)
  if not answers then return nil, message end
  return made_of(path, text, answers[1], shelf, write)
end

local function load_json(path, text, given, shelf, write)
  local source = { path = path, files = shelf.files }
  for name in text:gmatch '"indicator"%s*:%s*"([%a_][%w_]*)"' do
    if not indicators.find(name) then shelf:find(name) end
  end
  local definitions, failed = custom.definitions(source, write)
  if not definitions then return nil, failed end
  local built, message, usage = json_strategy.build(text, given, function(graph)
    for _, one in ipairs(definitions) do
      local fine, why = definition.add(graph, one)
      if not fine then return nil, why end
    end
    return true
  end)
  if not built then return nil, ("%s: %s"):format(path, message), usage end
  local fine, trouble = custom.try(built.cdata, source, write)
  if not fine then return nil, trouble end
  built.compute = custom.computer(built.cdata, source, write)
  built.stepper = custom.stepper(built.cdata, source)
  return finish(path, built.cdata, built)
end

local function to_stderr(line) io.stderr:write(line) end

--- What a file defines with ta.define, each tried with its defaults.
-- @return list of rows like those of stdlib.indicators, with facts = { lookback, warmup }; or
--   nil and a message
function loader.definitions(path)
  local text, err = read_file(path)
  if not text then return nil, err end
  return custom.rows({ path = path, text = text, files = {} }, to_stderr)
end

--- A JSON strategy that stands in another file, as a line of JSON Lines does.
-- @param path  of that file: `indicators` is looked for beside it
-- @param given  { name = value } for its parameters (optional)
-- @return as loader.load
function loader.parse_json(path, text, more, given)
  local shelf, message = shelves.new(path, more, read_file)
  if not shelf then return nil, message end
  return load_json(path, text, given or {}, shelf, to_stderr)
end

--- Load a strategy file.
-- @param path  a .lua or .json file
-- @param given  { name = value or text } for its parameters (optional)
-- @param write  function(text) for what the script prints; default: stderr
-- @param more  files or folders with indicators (optional): files are read, a folder is looked
--   into for NAME.lua when ta.NAME is not known; the last is `indicators` beside the strategy
-- @return { cdata = tide_strategy*, name, hash, timeframe or nil, regimes = names of those it is
--   meant for or nil: all, params = { name = value },
--   param_specs = { { name, kind, default, min, max, step, choices }, ... }, path, doc,
--   node_lines = { [node] = line } or nil, defined = { [name of an indicator of ta.define] =
--   { line, file: nil when it is the strategy's own } } or nil,
--   compute = function(signals) or nil: what stdlib.backtest calls for indicators of ta.define,
--   stepper = function() or nil: what stdlib.live calls for them }, or nil,
--   a message, and true when the file is fine but a given value is not
function loader.load(path, given, write, more)
  local made, message, usage = loader.load_any(path, given, write, more)
  if made and made.kind == "script" then
    return nil, ("%s: a script (%s) runs in 'tide backtest' only"):format(path, made.callbacks[1])
  end
  return made, message, usage
end

--- The same of strategies that may be scripts.
-- @return as loader.load; a script has kind = "script", text, callbacks = names of its functions,
--   a cdata without sides, and where it has indicators columns = { cdata, compute, stepper: of a
--   strategy that evaluates them, named = { { name, node, condition }, ... } }
function loader.load_any(path, given, write, more)
  local text, err = read_file(path)
  if not text then return nil, err end
  local shelf, message = shelves.new(path, more, read_file)
  if not shelf then return nil, message end
  local load = path:match "%.json$" and load_json or load_lua
  return load(path, text, given or {}, shelf, write or to_stderr)
end

--- The same for many sets of values, which costs less than one after another.
-- @param list  of what loader.load takes as `given`
-- @return list of { strategy or nil, message, usage }, each what loader.load returns
function loader.load_all(path, list, write, more)
  local text = not path:match "%.json$" and read_file(path)
  local shelf = text and shelves.new(path, more, read_file)
  local answers = shelf and #list > 1 and plans_of(path, text, list, shelf, write or to_stderr)
  local made = {}
  for i, given in ipairs(list) do
    if answers then
      made[i] = { made_of(path, text, answers[i], shelf, write or to_stderr) }
    else -- JSON, a file that cannot be read, or values with which the child did not end well
      made[i] = { loader.load(path, given, write, more) }
    end
  end
  return made
end

return loader

--- Runs workflow files: Lua programs of the user's that chain commands and stdlib.
--
-- A workflow sees all of Lua, `require` for stdlib and runtime modules, and
--
--     tide "generate --count 1000 --seed 1 --out a.jsonl"        -- runs a command
--     tide { "batch", "a.jsonl", "--data", path }                 -- the same, word by word
--     say "text"                                                  -- a line on stderr
--     fail "text"                                                 -- ends it with a message
--     make_folder "out"                                           -- unless it is there
--
-- A command that fails ends the workflow with its message and exit code.
local failure = require "runtime.failure"
local files = require "runtime.files"

local workflow = {}

local function words_of(command)
  if type(command) == "table" then
    local words = {}
    for i, word in ipairs(command) do words[i] = tostring(word) end
    return words
  end
  local words = {}
  for word in tostring(command):gmatch "%S+" do words[#words + 1] = word end
  return words
end

local function call(command)
  local words = words_of(command)
  local code = require("runtime.cli").call(words)
  if code ~= 0 then
    failure.raise(("'tide %s' ended with code %d"):format(table.concat(words, " "), code), code)
  end
end

local function say(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
  require("runtime.terminal").clear()
  io.stderr:write(table.concat(parts, " "), "\n")
end

local function fail(text) failure.raise(tostring(text)) end

--- A message of Lua as a user reads it: the file and the line, no stack.
local function plain(path, raised)
  if failure.is(raised) then return raised end
  local text = tostring(raised)
  local line, message = text:match("^" .. path:gsub("%p", "%%%0") .. ":(%d+): (.*)$")
  return failure.new(line and ("%s:%s: %s"):format(path, line, message)
    or ("%s: %s"):format(path, text))
end

--- Run a workflow.
-- @param words  what '...' is in the file
-- @return what the file returns; raises a failure that names file and line
function workflow.run(path, words)
  local file, reason = io.open(path, "rb")
  if not file then
    failure.raise(("%s: cannot read it: %s"):format(path, (reason:gsub("^.*: ", ""))))
  end
  local text = file:read "*a"
  file:close()
  if not text then failure.raise(path .. ": cannot read it: it is a folder") end
  local env = setmetatable({ tide = call, say = say, fail = fail, make_folder = files.make_folder },
    { __index = _G })
  local chunk, message = load(text:gsub("^#![^\n]*", ""), "@" .. path, "t", env)
  if not chunk then error(plain(path, message), 0) end
  local results = { xpcall(chunk, function(raised)
    return failure.is(raised) and raised or plain(path, raised)
  end, unpack(words or {})) }
  if not results[1] then error(results[2], 0) end
  return results[2]
end

return workflow

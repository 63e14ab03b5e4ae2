--- Runs workflow files: Lua programs of the user's that chain commands and stdlib.
--
-- A workflow sees what the REPL sees (runtime.session): all of Lua, `require` for stdlib and
-- runtime modules, the words of strategies on candles that it loads, and
--
--     tide "generate --count 1000 --seed 1 --out a.jsonl"        -- runs a command
--     tide { "batch", "a.jsonl", "--data", path }                 -- the same, word by word
--     say "text"                                                  -- a line on stderr
--     fail "text"                                                 -- ends it with a message
--     make_folder "out"                                           -- unless it is there
--
-- A command that fails ends the workflow with its message and exit code.
local errors = require "runtime.session.errors"
local files = require "runtime.files"
local session = require "runtime.session"

local workflow = {}

--- Run a workflow.
-- @param words  what '...' is in the file
-- @param at     the session that it runs in (default: one of its own)
-- @return what the file returns; raises a failure that names file and line
function workflow.run(path, words, at)
  at = at or session.new()
  at:reads("@" .. path, path)
  local text = files.read(path):gsub("^#![^\n]*", "")
  local chunk, message = load(text, "@" .. path, "t", at.env)
  if not chunk then error(errors.failure(message, path, true), 0) end
  local results = { xpcall(chunk, function(raised)
    return errors.failure(raised, path, true)
  end, unpack(words or {})) }
  if not results[1] then error(errors.failure(results[2], path, true), 0) end
  return results[2]
end

return workflow

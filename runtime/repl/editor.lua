--- The line editor of the REPL at a terminal, with its history and completion.
local terminal = require "runtime.terminal"

local editor = {}

--- @return an editor of tide.editor; without a place for the history there is none
function editor.open(session)
  local history = require "runtime.repl.history"
  local path, message = history.path()
  if not path then terminal.warn("no history: " .. message) end
  local complete = require "runtime.repl.complete"
  return require("tide.editor").open(path or "/dev/null", function(text)
    return complete.answer(session, text)
  end)
end

return editor

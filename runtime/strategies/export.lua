--- Strategies of the store become text: JSON Lines, or what the suffix of a file says.
local failure = require "runtime.failure"
local files = require "runtime.files"
local strategies = require "stdlib.store.strategies"
local terminal = require "runtime.terminal"
local writers = require "runtime.strategies.writers"

local export = {}

local function writer_of(path, count)
  local suffix = path and path:match "%.([%a]+)$" or "jsonl"
  local writer = writers.by_suffix[suffix:lower()]
  if path and not (path:match "%.[%a]+$" and writer) then
    failure.raise(("'--out' needs a file whose name ends in one of %s, found '%s'"):format(
      writers.suffixes(), path), failure.USAGE)
  end
  if count > 1 and not writer.many then
    failure.raise(("%s holds one strategy, and %d are chosen; a .jsonl file holds many"):format(
      path, count), failure.USAGE)
  end
  return writer
end

-- What cannot be written is said and left out; one alone is a failure.
local function write_all(db, ids, writer, write)
  local count = 0
  for _, id in ipairs(ids) do
    local text, message = writer.write(strategies.get(db, id))
    if text then
      write(text)
      count = count + 1
    elseif #ids == 1 then
      failure.raise(terminal.printable(message))
    else
      terminal.warn(terminal.printable(message))
    end
  end
  return count
end

--- Write strategies, one after another.
-- @param ids   list
-- @param path  a file, or nil: the standard output
-- @return how many were written
function export.write(db, ids, path)
  local writer = writer_of(path, #ids)
  if not path then return write_all(db, ids, writer, terminal.write) end
  local count
  files.replace(path, "strategies", function(write) count = write_all(db, ids, writer, write) end)
  return count
end

return export

--- How strategies are written to files, by the suffix of the name.
--
-- A writer is { many = may there be several, write = function(row) -> text, or nil and why not }
-- with a row of stdlib.store.strategies.
local texts = require "runtime.strategies.texts"

local writers = {}

local function json_text(row)
  if row.json then return texts.line(row.json, row.hash) end
  return nil, ("%s is a Lua strategy without a JSON form; 'tide strategies show %d' prints it")
    :format(row.name, row.id)
end

local function line(row)
  local text, message = json_text(row)
  return text and text .. "\n", message
end

writers.by_suffix = {
  jsonl = { many = true, write = line },
  json = { many = false, write = line },
}

--- The suffixes there are, for a message.
function writers.suffixes()
  local list = {}
  for suffix in pairs(writers.by_suffix) do list[#list + 1] = "." .. suffix end
  table.sort(list)
  return table.concat(list, ", ")
end

return writers

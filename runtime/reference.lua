--- docs/reference/cli.md, from the tables that the parser reads.
local help = require "runtime.help"
local options = require "runtime.options"

local reference = {}

local function cell(text) return (text:gsub("|", "\\|")) end

local function table_rows(lines, head, rows)
  if #rows == 0 then return end
  lines[#lines + 1] = ""
  lines[#lines + 1] = ("| %s | |"):format(head)
  lines[#lines + 1] = "|---|---|"
  for _, row in ipairs(rows) do
    lines[#lines + 1] = ("| `%s` | %s |"):format(cell(row[1]), cell(row[2]))
  end
end

local function describe(lines, command)
  lines[#lines + 1] = ""
  lines[#lines + 1] = "## tide " .. command.name
  lines[#lines + 1] = ""
  lines[#lines + 1] = "`" .. help.usage(command) .. "`"
  lines[#lines + 1] = ""
  lines[#lines + 1] = command.about or (command.summary:gsub("^%l", string.upper) .. ".")
  local arguments, rows = {}, {}
  for _, argument in ipairs(command.arguments or {}) do
    arguments[#arguments + 1] = { argument.name, argument.help }
  end
  for _, option in ipairs(command.options or {}) do
    rows[#rows + 1] = { help.option_name(option), help.option_text(option) }
  end
  table_rows(lines, "argument", arguments)
  table_rows(lines, "option", rows)
  for _, example in ipairs(command.examples or {}) do
    lines[#lines + 1] = ""
    lines[#lines + 1] = "    " .. example
  end
  for _, child in ipairs(command.commands or {}) do describe(lines, child) end
end

--- The whole reference as Markdown.
-- @param commands  list of command tables
function reference.markdown(commands)
  local lines = {
    "# Commands",
    "",
    "Written by `cmake --build build --target docs` from the tables that the program reads; "
      .. "`tide help COMMAND` says the same.",
    "",
    "Results go to stdout, everything else to stderr. Exit code 0: done, 1: failed, 2: wrong use.",
  }
  local rows = {}
  for _, option in ipairs(options.common) do
    rows[#rows + 1] = { help.option_name(option), help.option_text(option) }
  end
  lines[#lines + 1] = ""
  lines[#lines + 1] = "Every command takes:"
  table_rows(lines, "option", rows)
  for _, command in ipairs(commands) do describe(lines, command) end
  return table.concat(lines, "\n") .. "\n"
end

return reference

--- The text of --help, made from the tables that the parser reads: always true.
local layout = require "stdlib.layout"
local options = require "runtime.options"

local help = {}

--- Two columns: names, and texts wrapped beside them (below them when it is narrow).
-- @param rows  list of {name, text}
function help.columns(rows, width)
  local widest = 0
  for _, row in ipairs(rows) do widest = math.max(widest, #row[1]) end
  local left = math.min(widest, 26) + 4
  local below = width - left < 30
  if below then left = 6 end
  local lines = {}
  for _, row in ipairs(rows) do
    local texts = layout.wrap(row[2], math.max(width - left, 20))
    local head = "  " .. row[1]
    if below or #head > left - 2 then
      lines[#lines + 1] = head
      head = ""
    end
    for _, text in ipairs(texts) do
      lines[#lines + 1] = head .. (" "):rep(left - #head) .. text
      head = ""
    end
  end
  return lines
end

--- "--cash MONEY", as help and the reference show it.
function help.option_name(option)
  return "--" .. option.name .. (option.value and " " .. option.value or "")
end

--- What an option does, with what holds when it is not given.
function help.option_text(option)
  local text = option.help
  if option.choices then text = text .. ": " .. table.concat(option.choices, ", ") end
  if option.repeated then text = text .. " (may be repeated)" end
  if option.required then text = text .. " (required)" end
  local default = option.shown or option.default
  if default ~= nil then text = ("%s (default %s)"):format(text, tostring(default)) end
  return text
end

--- "tide backtest STRATEGY --data SYMBOL=FILE... [options]".
function help.usage(command)
  local words = { "tide", command.name }
  for _, argument in ipairs(command.arguments or {}) do
    local word = argument.name .. (argument.many and "..." or "")
    words[#words + 1] = argument.optional and "[" .. word .. "]" or word
  end
  for _, option in ipairs(command.options or {}) do
    if option.required then
      words[#words + 1] = help.option_name(option) .. (option.repeated and "..." or "")
    end
  end
  if command.commands then words[#words + 1] = "COMMAND" end
  return table.concat(words, " ") .. " [options]"
end

local function add(lines, title, rows, width)
  if #rows == 0 then return end
  lines[#lines + 1] = ""
  lines[#lines + 1] = title
  for _, line in ipairs(help.columns(rows, width)) do lines[#lines + 1] = line end
end

--- The help of one command. @return text
function help.command(command, width)
  local lines = { "Usage: " .. help.usage(command), "" }
  local about = command.about or command.summary:gsub("^%l", string.upper) .. "."
  for _, line in ipairs(layout.wrap(about, width)) do
    lines[#lines + 1] = line
  end
  local arguments, rows, commands = {}, {}, {}
  for _, argument in ipairs(command.arguments or {}) do
    arguments[#arguments + 1] = { argument.name, argument.help }
  end
  for _, child in ipairs(command.commands or {}) do
    commands[#commands + 1] = { child.name:match "%S+$", child.summary }
  end
  for _, list in ipairs { command.options or {}, options.common } do
    for _, option in ipairs(list) do
      rows[#rows + 1] = { help.option_name(option), help.option_text(option) }
    end
  end
  add(lines, "Commands:", commands, width)
  add(lines, "Arguments:", arguments, width)
  add(lines, "Options:", rows, width)
  if command.examples then
    lines[#lines + 1] = ""
    lines[#lines + 1] = #command.examples > 1 and "Examples:" or "Example:"
    for _, example in ipairs(command.examples) do lines[#lines + 1] = "  " .. example end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The short help of the program, which fits a small terminal: commands about tide itself share
-- a line.
-- @param commands  list of command tables
function help.program(commands, version, width)
  local rows, itself = {}, {}
  for _, command in ipairs(commands) do
    if command.itself then
      itself[#itself + 1] = command.name
    else
      rows[#rows + 1] = { command.name, command.summary }
    end
  end
  local lines = { ("tide %s, a trading engine that you script in Lua"):format(version) }
  add(lines, "Commands:", rows, width)
  lines[#lines + 1] = ""
  lines[#lines + 1] = "About tide itself: " .. table.concat(itself, ", ")
  lines[#lines + 1] = "No data at hand: tide demo; to try things line by line: tide repl"
  lines[#lines + 1] = "More on a command: tide help COMMAND"
  return table.concat(lines, "\n") .. "\n"
end

return help

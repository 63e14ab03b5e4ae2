--- help(x): what x is, from the tables and comments that the reference is made of.
local classes = require "stdlib.expr.classes"
local columns = require "runtime.session.columns"
local details = require "runtime.docs.details"
local failure = require "runtime.failure"
local help = require "runtime.help"
local indicators = require "stdlib.indicators"
local layout = require "stdlib.layout"
local names = require "stdlib.names"
local nearest = require "stdlib.nearest"
local position = require "stdlib.expr.position"
local terminal = require "runtime.terminal"
local words = require "runtime.session.words"

local helper = {}

local function paragraph(text, width) return table.concat(layout.wrap(text, width), "\n") end

local function overview(width)
  local rows = {}
  for i, doc in ipairs(words.docs) do rows[i] = { doc[2], doc[3] } end
  local parts = { table.concat(help.columns(rows, width), "\n") }
  parts[2] = paragraph("The words of strategies work on candles that are loaded: "
    .. table.concat(names.vocabulary, " "), width)
  parts[3] = paragraph("An expression shows its value, and _ is the last one. Tab completes names, "
    .. "methods and paths, Ctrl-C stops what runs, Ctrl-D leaves. help(ta.rsi), help \"backtest\", "
    .. "help(stdlib.stats) tell more.", width)
  return table.concat(parts, "\n\n")
end

local function indicator(spec, width)
  return table.concat(details.lines(spec, width, details.facts(spec)), "\n")
end

local function list_indicators(width)
  local list = {}
  for i, spec in ipairs(indicators.list) do list[i] = spec.name end
  return paragraph("ta.NAME, help(ta.NAME) tells of one: " .. table.concat(list, " "), width)
end

local function methods(kind, width)
  local own = {}
  for _, name in ipairs(columns.methods) do own[#own + 1] = name end
  return paragraph(("a %s has, as in a strategy: %s"):format(kind,
    table.concat(classes.method_names(kind), " ")), width) .. "\n"
    .. paragraph("and here, where it has values: " .. table.concat(own, " ")
      .. "; x[1] is the first, x:at(-1) the last", width)
end

local function read_lines(path)
  local file, lines = io.open(path), {}
  if not file then return nil end
  for line in file:lines() do lines[#lines + 1] = line end
  file:close()
  return lines
end

--- The comment that ends above a line, and the line itself.
local function comment_above(lines, at)
  local from = at
  while from > 1 and lines[from - 1]:find "^%s*%-%-" do from = from - 1 end
  local out = {}
  for i = from, at - 1 do out[#out + 1] = (lines[i]:gsub("^%s*%-%-%-?%s?", "")) end
  local signature = lines[at]:gsub("^%s*", ""):gsub("^local%s+", ""):gsub("^function%s+", "")
  table.insert(out, 1, (signature:gsub("%)%s.*$", ")")))
  return table.concat(out, "\n")
end

local function of_function(value)
  local info = debug.getinfo(value, "S")
  local path = info.source:match "^@(.+)$"
  local lines = path and read_lines(path)
  if not lines or not lines[info.linedefined] then return "a function of Lua itself" end
  return comment_above(lines, info.linedefined)
end

--- A module: the comment at its head, and its functions.
local function of_module(path)
  local lines, out, functions = read_lines(path), {}, {}
  for i, line in ipairs(lines) do
    if not line:find "^%-%-" then break end
    out[i] = line:gsub("^%-%-%-?%s?", "")
  end
  for _, line in ipairs(lines) do
    functions[#functions + 1] = line:match "^function ([%w_.:]+%b())"
  end
  if #functions > 0 then out[#out + 1] = "\n" .. table.concat(functions, "\n") end
  return table.concat(out, "\n")
end

local function module_path(value)
  for name, loaded in pairs(package.loaded) do
    if loaded == value and (name:find "^stdlib%." or name:find "^runtime%.") then
      return package.searchpath(name, package.path)
    end
  end
end

local function of_word(name, width)
  for _, doc in ipairs(words.docs) do
    if doc[1] == name then return doc[2] .. "\n" .. paragraph(doc[3], width) end
  end
end

local function of_position(width)
  local list = {}
  for i, name in ipairs(position.fields) do list[i] = "pos." .. name end
  return paragraph(("what a side has open, for its `exit` and `add`: %s. They have values while a "
    .. "strategy is simulated"):format(table.concat(list, ", ")), width)
end

--- A text: the name of a word, an indicator or a command.
local function named(name, width)
  local word = name == "pos" and of_position(width) or of_word(name, width)
  if word then return word end
  local spec = indicators.find((name:gsub("^ta%.", "")))
  if spec then return indicator(spec, width) end
  local cli = require "runtime.cli"
  local command = cli.command(name)
  if command then return (help.command(command, width):gsub("\n$", "")) end
  local known = {}
  for _, row in ipairs(words.docs) do known[#known + 1] = row[1] end
  for _, one in ipairs(indicators.list) do known[#known + 1] = one.name end
  for _, one in ipairs(cli.names) do known[#known + 1] = one end
  failure.raise(("there is no help on '%s'%s"):format(name, nearest.hint(name, known)))
end

local function of_value(session, value, width)
  local r = session.context.r
  if value == session.ta then return list_indicators(width) end
  if rawequal(value, session.env.pos) then return of_position(width) end
  for name, fn in next, session.ta do
    if rawequal(fn, value) and indicators.find(name) then
      return indicator(indicators.find(name), width)
    end
  end
  for name, known in next, session.env do
    if rawequal(known, value) then
      local word = of_word(name, width)
      if word then return word end
    end
  end
  if r:kind(value) then return methods(r:kind(value), width) end
  if type(value) == "function" then return of_function(value) end
  local path = type(value) == "table" and module_path(value)
  if path then return of_module(path) end
  local class = type(value) == "table" and getmetatable(value)
  if session.markets.of(value) then
    return paragraph("candles: their columns are those of m in a strategy, x(\"1d\") is another "
      .. "time frame of them; help \"load\" tells more", width)
  end
  if class and class.__tostring then return tostring(value) end
  return "a " .. type(value)
end

--- The function `help` of a session.
function helper.new(session)
  return function(...)
    local width, value = terminal.columns(), ...
    local text
    if select("#", ...) == 0 then text = overview(width)
    elseif type(value) == "string" then text = named(value, width)
    elseif value == nil then failure.raise "help(nil): the name stands for nothing"
    else text = of_value(session, value, width) end
    terminal.write(text, "\n")
  end
end

return helper

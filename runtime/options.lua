--- Reads the words of a command line by the table of a command.
--
-- A command is a table {name, summary, arguments, options, run}:
--   itself     true when it is about tide, not about trading: the short help only names it
--   arguments  list of {name = "STRATEGY", help, optional = , many = }
--   options    list of {name = "cash", value = "MONEY", kind = "number", help, default,
--              repeated, list = more words may follow its value, required, min, max,
--              above, choices, shown = default as text,
--              parse = function(word) -> value | nil, what it wanted}
-- An option without `value` is a switch. What run receives: opts.cash, opts.strategy
-- (lower case, '-' as '_'), lists for repeated ones, and opts.given.cash = true
-- for what the user wrote.
local kinds = require "runtime.kinds"
local nearest = require "stdlib.nearest"

local options = {}

-- Every command takes these.
options.common = {
  { name = "help", help = "show this help" },
  { name = "debug", help = "show what is going on, and where an internal error comes from" },
}

local function key_of(name) return (name:lower():gsub("[-%s]", "_")) end

local function help_name(option) return ("--%s %s"):format(option.name, option.value) end

local function table_of(command)
  local known, names = {}, {}
  for _, list in ipairs { command.options or {}, options.common } do
    for _, option in ipairs(list) do
      known[option.name] = option
      names[#names + 1] = "--" .. option.name
    end
  end
  return known, names
end

local function convert(option, word)
  local value, wanted, hint = (option.parse or kinds[option.kind or "string"])(word, option)
  if value ~= nil then return value end
  return nil, ("'--%s' needs %s, found '%s'%s"):format(option.name, wanted, word, hint or "")
end

local function store(opts, option, value)
  local key = key_of(option.name)
  if option.repeated then
    opts[key][#opts[key] + 1] = value
  elseif opts.given[key] then
    return nil, ("option '--%s' is given twice"):format(option.name)
  else
    opts[key] = value
  end
  opts.given[key] = true
  return true
end

-- One option and its value; returns the index of the next word, or nil and a message.
local function read_option(opts, command, words, i, known, names)
  local name, attached = words[i]:match "^%-%-([^=]+)=?(.*)$"
  local has_value = words[i]:find("=", 1, true)
  local option = words[i] == "-h" and known.help or known[name or ""]
  if not option then
    local found = name and "--" .. name or words[i]
    local hint = nearest.hint(found, names)
    return nil, ("unknown option '%s' for '%s'%s"):format(found, command.name,
      hint ~= "" and hint or ("; tide help %s lists them"):format(command.name))
  end
  if not option.value then
    if has_value then
      return nil, ("option '--%s' takes no value, found '%s'"):format(name, attached)
    end
    local ok, message = store(opts, option, true)
    return ok and i + 1, message
  end
  local word = has_value and attached or words[i + 1]
  if not word or (not has_value and word:find "^%-%-%a") then
    return nil, ("option '--%s' needs a value: %s"):format(option.name, help_name(option))
  end
  local value, message = convert(option, word)
  if value == nil then return nil, message end
  local ok
  ok, message = store(opts, option, value)
  return ok and (has_value and i + 1 or i + 2), message, option.list and option
end

--- A word without a dash: an argument, or one more value of the list before it.
local function read_word(opts, command, word, positional, list)
  if not list or #positional < #(command.arguments or {}) then
    positional[#positional + 1] = word
    return true
  end
  local value, message = convert(list, word)
  if value == nil then return nil, message end
  return store(opts, list, value)
end

local function place_arguments(opts, command, positional)
  local at = 1
  for _, argument in ipairs(command.arguments or {}) do
    local key = key_of(argument.name)
    if argument.many then
      opts[key] = {}
      for i = at, #positional do opts[key][i - at + 1] = positional[i] end
      at = #positional + 1
      if not opts[key][1] and not argument.optional then return nil, argument end
    else
      opts[key] = positional[at]
      at = at + 1
      if opts[key] == nil and not argument.optional then return nil, argument end
    end
  end
  return true, positional[at]
end

local function missing(command, argument)
  return ("'%s' needs %s (%s); tide help %s shows how"):format(command.name, argument.name,
    argument.help, command.name)
end

--- Read words[first ..] for a command.
-- @return opts, or nil and a message for the user
function options.parse(command, words, first)
  local opts, positional = { given = {} }, {}
  local known, names = table_of(command)
  for _, option in pairs(known) do
    opts[key_of(option.name)] = option.repeated and {} or option.default
  end
  local i, only_words, list = first or 1, false, nil
  while i <= #words do
    local word, message = words[i], nil
    if not only_words and word == "--" then
      only_words, list, i = true, nil, i + 1
    elseif only_words or word == "-" or word:sub(1, 1) ~= "-" then
      local ok
      ok, message = read_word(opts, command, word, positional, list)
      i = ok and i + 1
    else
      i, message, list = read_option(opts, command, words, i, known, names)
    end
    if not i then return nil, message end
  end
  if opts.help then return opts end
  local ok, extra = place_arguments(opts, command, positional)
  if not ok then return nil, missing(command, extra) end
  if extra then return nil, ("unexpected argument '%s' for '%s'"):format(extra, command.name) end
  for _, option in pairs(known) do
    if option.required and not opts.given[key_of(option.name)] then
      return nil, ("'%s' needs %s (%s)"):format(command.name, help_name(option), option.help)
    end
  end
  return opts
end

return options

--- Where the keys of a script's tables stand: `long = { stop_loss = 5 }` has
-- "long.stop_loss" on its line. Values in a table do not remember their line, and
-- a message about one should still name it.
local keys = {}

local function skip_long(text, at)
  local level = text:match("^%[(=*)%[", at)
  if not level then return nil end
  local _, stop = text:find("]" .. level .. "]", at, true)
  return (stop or #text) + 1
end

local function skip_quoted(text, at)
  local quote = text:sub(at, at)
  local i = at + 1
  while i <= #text do
    local c = text:sub(i, i)
    if c == "\\" then i = i + 1 elseif c == quote or c == "\n" then break end
    i = i + 1
  end
  return i + 1
end

--- The next token from `at`: its text (a name, a quoted string or one other
-- character; nil at the end) and where it ends.
local function token(text, at)
  while true do
    at = text:find("%S", at)
    if not at then return nil end
    if text:sub(at, at + 1) ~= "--" then break end
    at = skip_long(text, at + 2) or text:find("\n", at, true) or #text + 1
  end
  local name = text:match("^[%a_][%w_]*", at)
  if name then return name, at, at + #name end
  local first = text:sub(at, at)
  if first == "'" or first == '"' then
    local stop = skip_quoted(text, at)
    return text:sub(at, stop - 1), at, stop
  end
  local stop = first == "[" and skip_long(text, at)
  return first, at, stop or at + 1
end

local function line_counter(text)
  local line, seen = 1, 1
  return function(at)
    for _ in text:sub(seen, at - 1):gmatch "\n" do line = line + 1 end
    seen = math.max(seen, at)
    return line
  end
end

--- @return list of { path = "long.stop_loss", line } in the order of the text
function keys.scan(text)
  local found, open, line_of = {}, {}, line_counter(text)
  local previous, pending, at = nil, nil, 1
  while true do
    local word, start, stop = token(text, at)
    if not word then return found end
    if word == "=" and previous and text:sub(stop, stop) ~= "=" then
      pending = previous.name
      local path = {}
      for _, name in ipairs(open) do if name ~= "" then path[#path + 1] = name end end
      path[#path + 1] = pending
      found[#found + 1] = { path = table.concat(path, "."), line = line_of(previous.at) }
    elseif word == "{" then
      open[#open + 1] = pending or ""
      pending = nil
    else
      if word == "}" then open[#open] = nil end
      pending = nil
    end
    local name = word:match "^[%a_][%w_]*$" or word:match "^['\"]([%a_][%w_]*)['\"]$"
    if name then
      previous = { name = name, at = start }
    elseif word ~= "]" then
      previous = nil
    end
    at = stop
  end
end

--- The words of a text without its comments and blanks.
function keys.words(text)
  local list, at = {}, 1
  while true do
    local word, start, stop = token(text, at)
    if not word then return list end
    list[#list + 1], at = text:sub(start, stop - 1), stop
  end
end

--- Line of the last key whose path ends with `path`, or nil.
function keys.line(found, path)
  local line
  for _, key in ipairs(found) do
    if key.path == path or key.path:sub(-#path - 1) == "." .. path then line = key.line end
  end
  return line
end

return keys

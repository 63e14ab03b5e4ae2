--- The functions of *.py beside this file, which a generated Python file takes what it needs from.
local library = {}

local FILES = { "windows", "averages", "momentum", "series", "bars" }
-- Names that mean something else in Python.
local OTHERWISE = { sum = "total" }

local functions, order = {}, {}

local function read(name)
  local file = assert(io.open(("%s/stdlib/convert/python/%s.py"):format(TIDE_ROOT, name)))
  local text = file:read "*a"
  file:close()
  return text
end

--- Top-level definitions: from their first line to the blank lines before the next.
local function take(text)
  local name, lines = nil, {}
  local function finish()
    if not name then return end
    while lines[#lines] == "" do lines[#lines] = nil end
    functions[name] = table.concat(lines, "\n")
    order[#order + 1] = name
  end
  for line in text:gmatch "([^\n]*)\n" do
    local defined = line:match "^def ([%w_]+)%(" or line:match "^class ([%w_]+)[:(]"
    if defined then
      finish()
      name, lines = defined, {}
    end
    if name then lines[#lines + 1] = line end
  end
  finish()
end

for _, name in ipairs(FILES) do take(read(name)) end

--- The function that computes an indicator, or nil.
function library.find(indicator)
  local name = OTHERWISE[indicator] or indicator
  return functions[name] and name
end

--- All names of the library: no other thing may have them.
function library.names() return order end

--- The texts of functions and of those that they call, in the order of the library.
-- @param wanted  { name = true }
function library.text(wanted)
  local needed = {}
  local function need(name)
    if needed[name] then return end
    needed[name] = true
    for word in functions[name]:gsub('""".-"""', ""):gmatch "([%a_][%w_]*)%(" do
      if functions[word] then need(word) end
    end
  end
  for name in pairs(wanted) do need(name) end
  local texts = {}
  for _, name in ipairs(order) do
    if needed[name] then texts[#texts + 1] = functions[name] end
  end
  return table.concat(texts, "\n\n\n")
end

return library

--- The functions of helpers.pine, of which a script gets those that it calls.
local library = {}

local functions, order = {}, {}

local function take(text)
  local name, comment = nil, {}
  for line in text:gmatch "([^\n]*)\n" do
    local defined = line:match "^([%a_][%w_]*)%(.*%) =>$"
    if defined then
      name = defined
      functions[name], order[#order + 1] = { unpack(comment) }, name
      comment = {}
    elseif line:find "^//" then
      comment[#comment + 1] = line
    elseif line == "" then
      name = nil
    end
    if line == "" then comment = {} end
    if name then table.insert(functions[name], line) end
  end
end

do
  local file = assert(io.open(TIDE_ROOT .. "/stdlib/convert/pine/helpers.pine"))
  take(file:read "*a")
  file:close()
end

--- All names of the library.
function library.names() return order end

--- The texts of the functions that a text calls, and of those that they call.
function library.text(script)
  local needed = {}
  local function need(text)
    for word in text:gmatch "%f[%w_.]([%a_][%w_]*)%(" do
      if functions[word] and not needed[word] then
        needed[word] = true
        need(table.concat(functions[word], "\n"):gsub("^[^\n]*=>\n", ""))
      end
    end
  end
  need(script)
  local texts = {}
  for _, name in ipairs(order) do
    if needed[name] then texts[#texts + 1] = table.concat(functions[name], "\n") end
  end
  return table.concat(texts, "\n\n")
end

return library

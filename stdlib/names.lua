--- The names a strategy or scanner file sees: one list for the loader, which
-- builds a script's environment from it, and for luacheck (.luacheckrc).
local names = {}

local function words(text)
  local list = {}
  for word in text:gmatch "%S+" do list[#list + 1] = word end
  return list
end

--- The vocabulary that describes rules.
names.vocabulary = words [[
  strategy scanner int number choice flag ta all any none latch session atr
  cash units risk volatility kelly pos]]

--- Parts of the vocabulary that this version knows but cannot do yet.
names.later = words "scanner rank"

--- Lua's own functions that can do no harm.
names.basic = words [[
  assert error ipairs next pairs pcall print require select tonumber tostring type unpack]]

--- Lua's libraries, function by function. A script gets copies of its own.
names.libraries = {
  string = words "byte char find format gmatch gsub len lower match rep reverse sub upper",
  table = words "concat insert maxn remove sort",
  math = words [[
    abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10
    max min modf pi pow rad sin sinh sqrt tan tanh]],
  bit = words "tobit tohex bnot band bor bxor lshift rshift arshift rol ror bswap",
}

--- What `require` gives to a script.
names.modules = words "stdlib.ta"

--- What a session (tide repl, tide run) has beside all of Lua and the vocabulary.
names.session = words "bt demo fail help load m make_folder plot say stdlib tide"

--- The same as the read_globals of a luacheck std.
function names.luacheck()
  local globals = {}
  for _, list in ipairs { names.vocabulary, names.later, names.basic } do
    for _, name in ipairs(list) do globals[name] = { other_fields = true } end
  end
  for library, functions in pairs(names.libraries) do
    local fields = {}
    for _, name in ipairs(functions) do fields[name] = { other_fields = true } end
    globals[library] = { fields = fields }
  end
  return globals
end

--- The names of a session for luacheck.
function names.luacheck_session()
  local globals = {}
  for _, list in ipairs { names.vocabulary, names.session } do
    for _, name in ipairs(list) do globals[#globals + 1] = name end
  end
  return globals
end

return names

-- What a Lua file may name. A strategy sees what the sandbox gives it: both read
-- stdlib/names.lua.
std = "luajit"
max_line_length = 100
exclude_files = { "docs/luals" } -- for editors, never run
read_globals = { "TIDE_HEADER", "TIDE_ROOT" }

files["tests"] = { std = "+busted", max_line_length = 120 }

local chunk = loadfile "stdlib/names.lua"
local names = chunk and chunk()
if names then
  stds.strategy = { read_globals = names.luacheck and names.luacheck() or names }
  files["strategies"] = { std = "strategy" }
  files["runtime/workflows"] = { read_globals = names.luacheck_session() }
end

--- Texts of scripts that want out: out of their environment, their time, their memory, their process.
-- Each is the body of a function.
local attacks = {}

-- Ends with this error, and nothing else happens.
attacks.refused = {
  ["the real environment by getfenv"] = { "return getfenv(0)", "getfenv" },
  ["the environment of print"] = { "return getfenv(print)", "getfenv" },
  ["setfenv"] = { "setfenv(1, {})", "setfenv" },
  ["compiling text"] = { [[return loadstring "return _G"]], "loadstring" },
  ["load"] = { [[return load "return 1"]], "load" },
  ["bytecode by string.dump"] = { "return string.dump(function() end)", "dump" },
  ["bytecode by a method"] = { "return (''):dump()", "dump" },
  ["a bytecode file"] = { "\27LJ\2\0", "mode" },
  ["require"] = { [[return require "ffi"]], "require" },
  ["package"] = { [[return package.loaded.ffi]], "package" },
  ["ffi"] = { "return ffi.C", "ffi" },
  ["jit"] = { "jit.off()", "jit" },
  ["debug"] = { "return debug.getregistry()", "debug" },
  ["io"] = { [[io.open "/etc/passwd"]], "io" },
  ["os"] = { [[os.execute "true"]], "os" },
  ["os.exit"] = { "os.exit(0)", "os" },
  ["module"] = { [[module "x"]], "module" },
  ["dofile"] = { [[dofile "/etc/passwd"]], "dofile" },
  ["newproxy"] = { "newproxy(true)", "newproxy" },
  ["the collector"] = { [[collectgarbage "stop"]], "collectgarbage" },
  ["rawset on a library"] = { "rawset(string, 'rep', nil)", "rawset" },
  ["a metatable for texts"] = { "setmetatable('', {})", "expected a table, found a string" },
  ["the table of texts"] = { "getmetatable('').__index.rep = nil", "nil value" },
  ["a method of texts"] = { "('').rep = nil", "index" },
  ["a metatable of a function"] = { "setmetatable(print, {})", "expected a table, found a function" },
  ["a protected metatable"] = {
    "local t = setmetatable({}, { __metatable = 1 }) setmetatable(t, {})", "protected" },
  ["a text of a gigabyte"] = { "return ('x'):rep(1e9)", "are the most" },
  ["a text of a gigabyte by the function"] = { "return string.rep('x', 1e9)", "are the most" },
  ["a pattern that explodes"] = {
    "return (('a'):rep(40)):find(('a?'):rep(40) .. ('a'):rep(40))", "too much for a text" },
  ["a pattern with many repetitions"] = { "return (('a'):rep(200)):find(('a-'):rep(6) .. 'b')", "too much" },
  ["gsub with such a pattern"] = { "return string.gsub(('a'):rep(200), ('a*'):rep(9) .. 'b', '')", "too much" },
  ["gmatch with such a pattern"] = { "for _ in (('a'):rep(200)):gmatch(('a*'):rep(9) .. 'b') do end", "too much" },
  ["a pattern of a megabyte"] = { "return ('x'):match(('a'):rep(1e6))", "too much" },
  ["the order of a table by next"] = { "return next({ a = 1 }, 'a')", "use pairs" },
  ["endless recursion"] = { "local function f() return 1 + f() end f()", "stack overflow" },
  ["recursion through metamethods"] = {
    "local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k] end return t.x",
    "stack overflow" },
  ["recursion through pcall"] = { "local function f() pcall(f) error 'x' end f()", "" },
  ["too many results"] = { "return unpack({}, 1, 1e7)", "too many results" },
  ["ten thousand brackets"] = { "return " .. ("("):rep(20000) .. "1" .. (")"):rep(20000), "" },
  ["an error that is a table"] = {
    "error(setmetatable({}, { __tostring = function() while true do end end }))", "not a text (a table)" },
  ["an empty random interval"] = { "return math.random(2, 1)", "empty" },
  ["io by the global table"] = { "return _G.io.open", "nil value" },
  ["the parent of its environment"] = { "return getmetatable(_G).__index", "nil value" },
  ["concat of itself"] = { "local t = {} t[1] = t return table.concat(t)", "concat" },
}

-- Ended by the watchdog.
attacks.ended = {
  ["an endless loop"] = "while true do end",
  ["an endless loop inside pcall"] = "while true do pcall(function() while true do end end) end",
  ["an endless error handler"] = "xpcall(function() error 'x' end, function() while true do end end)",
  ["a handler that catches the end"] =
    "local function f() while true do end end while true do xpcall(f, function() return pcall(f) end) end",
  ["a loop in a coroutine"] =
    "local c = coroutine.create(function() while true do end end) while true do coroutine.resume(c) end",
  ["a wrapped coroutine that catches"] =
    "while true do pcall(coroutine.wrap(function() while true do end end)) end",
  ["an index metamethod"] =
    "local t = setmetatable({}, { __index = function() while true do end end }) "
      .. "while true do pcall(function() return t.x end) end",
  ["a comparison metamethod"] =
    "local m = {} m.__lt = function() while true do end end return setmetatable({}, m) < setmetatable({}, m)",
  ["a tostring metamethod"] =
    "return tostring(setmetatable({}, { __tostring = function() while true do end end }))",
  ["a sort that never ends"] =
    "local t = {} for i = 1, 1000 do t[i] = i end table.sort(t, function() while true do end end)",
  ["gsub with an endless function"] = "('a'):gsub('a', function() while true do end end)",
  ["an iterator"] = "for _ in function() return 1 end do end",
  ["texts without end"] = "local i = 0 while true do i = i + 1 local s = 'x' .. i end",
  ["closures without end"] =
    "local f = function() end while true do local g = f f = function() return g end f = f() end",
  ["goto"] = "::a:: goto a",
  ["recursion that is caught"] = "local function f() return 1 + f() end while true do pcall(f) end",
}

-- Ended with the process: the run is over, the host is not.
attacks.killed = {
  ["tables without end"] = { "memory", "local t = {} while true do t = { t } end" },
  ["a text that doubles"] = { "memory", "local s = 'x' while true do s = s .. s end" },
  ["many long texts"] = { "memory", "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1e6 - i) end" },
  ["a large concat"] = { "memory", "local t = {} for i = 1, 400 do t[i] = ('x'):rep(1e6) end return table.concat(t)" },
  ["coroutines without end"] = {
    "memory",
    "local t = {} while true do t[#t + 1] = coroutine.wrap(function() coroutine.yield() end) t[#t]() end" },
}

-- Things that are allowed and must stay without effect on others.
attacks.harmless = {
  ["its own libraries"] = "string.rep = nil math.floor = error table.concat = 3 return 1",
  ["its own globals"] = "leak = 1 tostring = nil type = nil pcall = nil _G.error = nil return 1",
  ["its random numbers"] = "math.randomseed(1) for i = 1, 100 do math.random() end return 1",
  ["a metatable for its globals"] =
    "setmetatable(_G, { __index = function() return 1 end, __newindex = function() end }) return x",
  ["a weak table"] = "local t = setmetatable({}, { __mode = 'kv' }) t[1] = {} return 1",
  ["a finalizer"] = "setmetatable({}, { __gc = function() leak = 1 end }) return 1",
  ["a coroutine that is left alone"] = "local c = coroutine.wrap(function() coroutine.yield(1) end) return c()",
}

return attacks

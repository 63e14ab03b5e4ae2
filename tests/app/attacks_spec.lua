--- Scripts with free code that want out: out of their environment, their time, their memory, their
-- process. Each runs in the box of a backtest beside another script, which has to go on as if
-- nothing was.
local free = require "runtime.script.free"
local protect = require "runtime.script.protect"
local sandbox = require "tide.sandbox"
local wire = require "stdlib.wire"
local C = require("stdlib.host").C

local CALL_MS, MEGABYTES, BYTES = 50, 128, 200000

--- What the other script does after the attack; what it finds changed it says.
local NEIGHBOUR = [[
  local function same(name, a, b) if a ~= b then error(name .. " is not what it was") end end
  same("string.rep", ("ab"):rep(3), "ababab")
  same("string.upper", string.upper "x", "X")
  same("math.floor", math.floor(2.5), 2)
  same("table.concat", table.concat({ 1, 2 }, ","), "1,2")
  same("tostring", tostring(12), "12")
  same("type", type {}, "table")
  same("pcall", select(2, pcall(error, "x")), "x")
  same("global", leak, nil)
  same("metatable", getmetatable "", nil)
  same("random", math.random(1, 1000000), 424242)
  local s = 0
  for i = 1, 1000 do s = s + i end
  return s
]]

local function environment(hash)
  return free.environment { seed = 7, hash = hash, log = function() end }
end

-- The neighbour's random number, known beforehand.
local function neighbour_text()
  local r = require("stdlib.generator.random").new(7, "script", "neighbour")
  return (NEIGHBOUR:gsub("424242", ("%d"):format(r:int(1, 1000000))))
end

local function shown(ok, raised) return ok and tostring(raised) or protect.message(raised) end

--- Run the text of an attack, and its neighbour after it.
-- @return { ok, message, late }, { ok, result }, how the child ended, seconds
local function attack(text, seconds)
  local neighbour = neighbour_text()
  local start = C.tide_clock_seconds()
  local bytes, ending = sandbox.run(function(send, call)
    local evil, good = environment "evil", environment "neighbour"
    local code, message = load(text, "=evil", "t", evil)
    local ok, raised, late = false, message, false
    if code then ok, raised, late = call(code) end
    send(wire.encode { ok = ok, message = shown(ok, raised), late = late or false })
    ok, raised = call(load(neighbour, "=neighbour", "t", good))
    send(wire.encode { ok = ok, message = shown(ok, raised) })
  end, seconds or 10, MEGABYTES, BYTES, CALL_MS)
  local messages = wire.decode_all(bytes)
  return messages[1], messages[2], ending, C.tide_clock_seconds() - start
end

-- Ends with this error, and nothing else happens.
local REFUSED = {
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
local ENDED = {
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
local KILLED = {
  ["tables without end"] = { "memory", "local t = {} while true do t = { t } end" },
  ["a text that doubles"] = { "memory", "local s = 'x' while true do s = s .. s end" },
  ["many long texts"] = { "memory", "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1e6 - i) end" },
  ["a large concat"] = { "memory", "local t = {} for i = 1, 400 do t[i] = ('x'):rep(1e6) end return table.concat(t)" },
  ["coroutines without end"] = {
    "memory",
    "local t = {} while true do t[#t + 1] = coroutine.wrap(function() coroutine.yield() end) t[#t]() end" },
}

-- Things that are allowed and must stay without effect on others.
local HARMLESS = {
  ["its own libraries"] = "string.rep = nil math.floor = error table.concat = 3 return 1",
  ["its own globals"] = "leak = 1 tostring = nil type = nil pcall = nil _G.error = nil return 1",
  ["its random numbers"] = "math.randomseed(1) for i = 1, 100 do math.random() end return 1",
  ["a metatable for its globals"] =
    "setmetatable(_G, { __index = function() return 1 end, __newindex = function() end }) return x",
  ["a weak table"] = "local t = setmetatable({}, { __mode = 'kv' }) t[1] = {} return 1",
  ["a finalizer"] = "setmetatable({}, { __gc = function() leak = 1 end }) return 1",
  ["a coroutine that is left alone"] = "local c = coroutine.wrap(function() coroutine.yield(1) end) return c()",
}

describe("a script that wants out", function()
  local function check_neighbour(after)
    assert.is_true(after ~= nil and after.ok, after and after.message)
    assert.equal("500500", after.message)
  end

  for name, case in pairs(REFUSED) do
    it("is refused: " .. name, function()
      local result, after, ending = attack(case[1])
      assert.equal("done", ending)
      assert.is_false(result.ok)
      assert.is_false(result.late)
      assert.matches(case[2], result.message, 1, true)
      check_neighbour(after)
    end)
  end

  for name, text in pairs(ENDED) do
    it("is ended: " .. name, function()
      local result, after, ending, seconds = attack(text)
      assert.equal("done", ending)
      assert.is_true(result.late, result.message)
      assert.is_true(seconds < 5)
      check_neighbour(after)
    end)
  end

  for name, case in pairs(KILLED) do
    it("is ended with its process: " .. name, function()
      local result, _, ending = attack(case[2])
      -- the watchdog may be faster than memory is filled
      if ending == "done" then
        assert.is_false(result.ok)
      else
        assert.equal(case[1], ending)
      end
    end)
  end

  for name, text in pairs(HARMLESS) do
    it("changes nothing for others: " .. name, function()
      local result, after, ending = attack(text)
      assert.equal("done", ending)
      assert.is_true(result.ok, result.message)
      check_neighbour(after)
    end)
  end

  it("has at least sixty ways to try", function()
    local count = 0
    for _, list in ipairs { REFUSED, ENDED, KILLED, HARMLESS } do
      for _ in pairs(list) do count = count + 1 end
    end
    assert.is_true(count >= 60, count)
  end)
end)

describe("free code", function()
  local function result_of(text)
    local result, _, ending = attack(text)
    assert.equal("done", ending)
    assert.is_true(result.ok, result.message)
    return result.message
  end

  it("is Lua as people know it", function()
    assert.equal("7", result_of [[
      local class = {}
      class.__index = class
      function class:add(x) self.sum = self.sum + x return self end
      return setmetatable({ sum = 0 }, class):add(3):add(4).sum]])
    assert.equal("b,a,nil", result_of [[
      local ok, x = xpcall(function() error({ "a" }) end, function(e) return e[1] end)
      return table.concat({ "b", x, tostring(next {}) }, ",")]])
    assert.equal("1 2 3", result_of [[
      local parts = {}
      for x in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do parts[#parts + 1] = x end
      return table.concat(parts, " ")]])
    assert.equal("2026-11-26", result_of [[return ("%d-%02d-%02d"):format(("2026-11-26"):match "(%d+)-(%d+)-(%d+)")]])
  end)

  it("gives the same each time", function()
    local text = [[
      local t, parts = {}, {}
      for _, k in ipairs { "pear", "apple", "fig", 3, 1, 2 } do t[k] = true end
      for k in pairs(t) do parts[#parts + 1] = tostring(k) end
      parts[#parts + 1] = tostring(math.random()) .. tostring(math.random(6)) .. tostring {}
      return table.concat(parts, " ")]]
    local first = result_of(text)
    assert.matches("^1 2 3 apple fig pear 0%.%d+%dtable$", first)
    assert.equal(first, result_of(text))
  end)
end)

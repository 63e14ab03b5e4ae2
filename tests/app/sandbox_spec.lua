--- What a script cannot do: reach out of its box, stay in it for ever, or fill it.
local ffi = require "ffi"
local complaints = require "stdlib.expr.complaints"
local loader = require "runtime.loader"
local sandbox = require "tide.sandbox"
local strategies = require "tests.support.strategies"
local C = require("stdlib.host").C

ffi.cdef [[
  int kill(int pid, int signal);
  int fork(void);
  int getppid(void);
  int socket(int domain, int type, int protocol);
  int open(const char *path, int flags, ...);
  int unlink(const char *path);
  int execve(const char *path, char *const *argv, char *const *envp);
  void *mmap(void *address, size_t length, int prot, int flags, int fd, long offset);
  int raise(int signal);
]]

local function run(fn, seconds, megabytes, bytes)
  local start = C.tide_clock_seconds()
  local text, ending = sandbox.run(fn, seconds or 1, megabytes or 256, bytes or 100000)
  return text, ending, C.tide_clock_seconds() - start
end

--- Children of this process that still are there, zombies too.
local function children()
  local file = assert(io.open "/proc/self/stat")
  local pid = file:read("*l"):match "^%d+"
  file:close()
  file = assert(io.open(("/proc/self/task/%s/children"):format(pid)))
  local list = file:read "*a"
  file:close()
  return list
end

local function open_files()
  collectgarbage()
  local pipe = assert(io.popen "ls /proc/$PPID/fd | wc -l")
  local count = tonumber(pipe:read "*a")
  pipe:close()
  return count
end

describe("a sandboxed function", function()
  it("hands over what it sends", function()
    local text, ending = run(function(send)
      for i = 1, 100 do send(("%d,"):format(i)) end
    end)
    assert.equal("done", ending)
    assert.matches("^1,2,3,.*,99,100,$", text)
  end)

  it("is heard while it goes on", function()
    local heard, started = {}, C.tide_clock_seconds()
    local text = sandbox.run(function(send)
      local from = C.tide_clock_seconds()
      send "one"
      repeat until C.tide_clock_seconds() > from + 0.4
      send "two"
    end, 5, 256, 1000, nil, function(bytes) heard[#heard + 1] = { bytes, C.tide_clock_seconds() - started } end)
    assert.equal("onetwo", text)
    assert.same({ "one", "two" }, { heard[1][1], heard[2][1] })
    assert.is_true(heard[2][2] - heard[1][2] > 0.3)
  end)

  it("ends when who hears it fails, and leaves nothing behind", function()
    local files = open_files()
    local ok, message = pcall(sandbox.run, function(send)
      send "one"
      while true do end
    end, 5, 256, 1000, nil, function() error("enough", 0) end)
    assert.same({ false, "enough" }, { ok, message })
    assert.equal("", children())
    assert.equal(files, open_files())
  end)

  it("changes nothing in its parent", function()
    local value = { 1 }
    run(function() value[1] = 2 end)
    assert.same({ 1 }, value)
  end)

  it("keeps what was sent before it went wrong", function()
    local text, ending = run(function(send)
      send "begun"
      error "broken"
    end)
    assert.equal("begun", text)
    assert.equal("error", ending)
  end)

  for name, case in pairs {
    ["runs a program"] = { "forbidden", function() os.execute "true" end },
    ["opens a file"] = { "forbidden", function() io.open "/etc/passwd" end },
    ["opens a file by system call"] = { "forbidden", function() ffi.C.open("/etc/passwd", 0) end },
    ["removes a file"] = { "forbidden", function() ffi.C.unlink "/tmp/no-such-file" end },
    ["opens a socket"] = { "forbidden", function() ffi.C.socket(2, 1, 0) end },
    ["executes"] = { "forbidden", function() ffi.C.execve("/bin/true", nil, nil) end },
    ["forks"] = { "forbidden", function() while true do ffi.C.fork() end end },
    ["kills its parent"] = { "forbidden", function() ffi.C.kill(ffi.C.getppid(), 15) end },
    ["signals its group"] = { "forbidden", function() ffi.C.kill(0, 15) end },
    ["asks for executable memory"] = {
      "forbidden", function() ffi.C.mmap(nil, 4096, 7, 0x22, -1, 0) end,
    },
    ["writes to standard output"] = { "forbidden", function() io.stdout:write("x"):flush() end },
    ["reads standard input"] = { "forbidden", function() io.stdin:read(1) end },
    ["exits with words left to write"] = {
      "forbidden", function() io.stdout:write("x") os.exit(0) end,
    },
    ["reads a null pointer"] = { "died", function() return ffi.cast("int *", 8)[0] end },
    ["sends too much"] = { "size", function(send) while true do send(("x"):rep(10000)) end end },
    ["allocates tables"] = { "memory", function() local t = {} while true do t = { t } end end },
    ["doubles a text"] = { "memory", function() local s = "x" while true do s = s .. s end end },
    ["repeats a text"] = { "memory", function() return ("x"):rep(1e9) end },
    ["makes texts"] = {
      "memory", function() local t = {} while true do t[#t + 1] = ("x"):rep(1e6) .. #t end end,
    },
    ["allocates by ffi"] = { "memory", function() return ffi.new("char[?]", 1e9) end },
  } do
    it("that " .. name .. " is stopped: " .. case[1], function()
      -- time enough for a busy machine: what stops it is not the clock
      local _, ending = run(case[2], 10)
      assert.equal(case[1], ending)
    end)
  end

  for name, fn in pairs {
    ["an empty loop"] = function() while true do end end,
    ["a loop that catches everything"] = function()
      while true do pcall(function() while true do error "again" end end) end
    end,
    ["a pattern that never ends"] = function() return (("a"):rep(200)):find(("a-"):rep(6) .. "b") end,
    ["a loop of coroutines"] = function()
      while true do coroutine.wrap(function() coroutine.yield() end)() end
    end,
  } do
    it("is stopped in time: " .. name, function()
      local _, ending, seconds = run(fn, 0.2)
      assert.is_true(ending == "time" or ending == "memory", ending)
      assert.is_true(seconds < 5)
    end)
  end

  it("leaves no process and no file behind, however it ends", function()
    local before = open_files()
    for _ = 1, 50 do
      run(function() end)
      run(function() os.exit(1) end)
      run(function() error "x" end)
    end
    run(function() while true do end end, 0.05)
    assert.equal("", children())
    assert.is_true(open_files() <= before + 1, "files stay open") -- one may be the spec's own
  end)
end)

--- Scripts: loaded as strategies, each must be an error and nothing else.
describe("a strategy file", function()
  local REACH = ": a strategy cannot reach files, programs, the network or tide itself"
  local NEEDLESS = ": rules are described with columns and conditions"

  local METHODS = "; there is above, abs, acos, asin, at_least, at_most, atan, below, between, ceil, cos, cosh, "
    .. "crosses_above, crosses_below, exp, falling, floor, log, log10, max, min, pow, rising, round, shift, "
    .. "sin, sinh, sqrt, tan, tanh, trunc"

  local function message_of(text)
    local path = strategies.write(text)
    local strategy, message = loader.load(path, {}, function() end)
    os.remove(path)
    assert.is_nil(strategy)
    return (message:gsub("^" .. path:gsub("%p", "%%%0"), "FILE"))
  end

  for list, why in pairs {
    ["io os debug ffi jit package load loadstring loadfile dofile module"] = REACH,
    ["getfenv setfenv newproxy collectgarbage coroutine rawget rawset rawequal getmetatable setmetatable xpcall _G"] =
      NEEDLESS,
  } do
    for name in list:gmatch "%S+" do
      it("cannot see " .. name, function()
        assert.equal(("FILE:1: '%s' is closed to scripts%s"):format(name, why), message_of("local x = " .. name))
      end)
    end
  end

  for what, case in pairs {
    ["the table of texts through a text"] = {
      '("x").dump = nil', "FILE:1: something is read from a string" },
    ["string.dump through a text"] = {
      'local f = ("x").dump\nf(print)', "FILE:2: 'f' is nothing (nil) here, so it cannot be called" },
    ["its environment through _ENV"] = { "local x = _ENV", "FILE:1: unknown name '_ENV'" },
    ["compiled code"] = { "\27LJ\2\0", "FILE:1: the file is compiled Lua; only text is loaded" },
    ["closed modules"] = {
      'require "ffi"', "FILE:1: require: there is no module 'ffi' for scripts; there is stdlib.ta" },
    ["the host's modules"] = {
      'require "stdlib.host"', "FILE:1: require: there is no module 'stdlib.host' for scripts; there is stdlib.ta" },
    ["the content of a column"] = {
      rules = "return m.close.form", "FILE:5: a column has no 'form'" .. METHODS },
    ["the class of a column"] = {
      rules = "return m.close.__index", "FILE:5: a column has no '__index'" .. METHODS },
    ["more memory than it may"] = {
      'local t = {}\nfor i = 1, 9 do t[i] = ("x"):rep(5e7) .. i end',
      "FILE: it needs more than 256 MiB to describe its rules" },
    ["a long text"] = {
      'local x = ("x"):rep(1e9)', "FILE: it needs more than 256 MiB to describe its rules" },
    ["time by a loop"] = {
      "\nwhile true do end",
      "FILE:2: it takes longer than 1 second to describe its rules; does a loop never end?" },
    ["time by a loop that catches errors"] = {
      "while true do pcall(function() while true do end end) end",
      "FILE: it takes longer than 1 second to describe its rules; does a loop never end?" },
    ["time by a pattern"] = {
      'local x = (("a"):rep(200)):find(("a-"):rep(6) .. "b")',
      "FILE: it takes longer than 1 second to describe its rules; does a loop never end?" },
    ["time inside rules"] = {
      rules = "for i = 1, math.huge do end",
      "FILE:5: it takes longer than 1 second to describe its rules; does a loop never end?" },
    ["too many expressions"] = {
      rules = "local x = m.close\nwhile true do x = x + 1 end",
      "FILE:6: the rules are too large: more than 20000 expressions" },
    ["the stack"] = {
      "local function f(n) return f(n + 1) + 1 end\nf(1)", "FILE:1: " .. complaints.TOO_DEEP },
    ["the stack by sorting"] = {
      "local function f() table.sort({ 3, 2, 1 }, f) end\nf()", "FILE:1: " .. complaints.TOO_DEEP },
    ["the stack by replacing"] = {
      'local function f() return (("x"):gsub("x", f)) end\nf()', "FILE:1: " .. complaints.TOO_DEEP },
    ["a deep chain of expressions"] = {
      rules = "local x = m.close\nfor _ = 1, 5000 do x = x + 1 end\nreturn { long = { enter = x:above(1) } }",
      "FILE:4: " .. complaints.TOO_DEEP },
    ["a deep expression"] = {
      "local x = " .. ("("):rep(50000) .. "1" .. (")"):rep(50000), "FILE:1: the expressions are nested too deeply" },
  } do
    it("cannot have " .. what, function()
      local text = case[1]
      local expected = case[2]
      if case.rules then text, expected = strategies.rules(case.rules), case[1] end
      assert.equal(expected, message_of(text))
    end)
  end

  it("that prints without end is cut", function()
    local path = strategies.write('for i = 1, 1e5 do print(("x"):rep(100)) end\n' .. strategies.side "enter = up")
    local bytes = 0
    local strategy = loader.load(path, {}, function(line) bytes = bytes + #line end)
    os.remove(path)
    assert.is_truthy(strategy)
    assert.is_true(bytes < 200000)
  end)

  it("can be loaded again and again", function()
    local path = TIDE_ROOT .. "/strategies/breakout.lua"
    local hash = assert(loader.load(path)).hash
    local before = open_files()
    for _ = 1, 100 do assert.equal(hash, assert(loader.load(path)).hash) end
    assert.equal("", children())
    assert.is_true(open_files() <= before + 1, "files stay open")
  end)
end)

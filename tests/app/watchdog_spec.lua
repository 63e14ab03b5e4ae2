--- Functions that get so much time and no more, compiled or not.
local protect = require "runtime.script.protect"
local sandbox = require "tide.sandbox"
local watchdog = require "runtime.script.watchdog"
local wire = require "stdlib.wire"
local C = require("stdlib.host").C

local BUDGET = 50 -- ms
local SLOW = 40 -- times slower under a sanitizer and on a busy machine

--- Run work in a child, with what it sends decoded.
local function run(work, seconds)
  local start = C.tide_clock_seconds()
  local bytes, ending = sandbox.run(function(send, cell)
    work(function(message) send(wire.encode(message)) end, watchdog.new(cell))
  end, seconds or 20, 256, 100000, BUDGET)
  return wire.decode_all(bytes), ending, C.tide_clock_seconds() - start
end

--- What becomes of one function; then another one is called that ends by itself.
local function fate(f)
  local messages, ending, seconds = run(function(send, call)
    local function begin() f() end
    local ok, message, late = call(begin)
    send { ok = ok, message = tostring(message), late = late or false }
    local fine, sum = call(function(n)
      local s = 0
      for i = 1, n do s = s + i end
      return s
    end, 1000)
    send { ok = fine, message = tostring(sum) }
  end)
  return messages[1] or {}, messages[2] or {}, ending, seconds
end

local function forever() while true do end end

-- Ways not to end.
local ENDLESS = {
  ["an empty loop"] = forever,
  ["a counting loop"] = function()
    local i = 0
    while true do i = i + 1 end
  end,
  ["a for loop"] = function() for i = 1, math.huge do local _ = i * 2 end end,
  ["a repeat loop"] = function()
    local x = 0
    repeat x = x + 1 until x < 0
  end,
  ["a goto"] = function()
    ::again::
    goto again
  end,
  ["calls in a loop"] = function()
    local function add(a, b) return a + b end
    local s = 0
    while true do s = add(s, 1) end
  end,
  ["tail calls"] = function()
    local function a(n) return a(n + 1) end
    return a(1)
  end,
  ["a loop in pcall"] = function() while true do pcall(forever) end end,
  ["pcall in pcall"] = function()
    while true do
      pcall(function() pcall(function() pcall(forever) end) end)
    end
  end,
  ["an error handler that loops"] = function() protect.xpcall(function() error "x" end, forever) end,
  ["an error handler that catches"] = function()
    while true do protect.xpcall(forever, function() return pcall(forever) end) end
  end,
  ["a coroutine"] = function()
    local co = coroutine.create(forever)
    while true do coroutine.resume(co) end
  end,
  ["a coroutine that yields"] = function()
    local co = coroutine.wrap(function() while true do coroutine.yield(1) end end)
    while true do co() end
  end,
  ["coroutines in coroutines"] = function()
    local function nest(n)
      if n == 0 then forever() end
      local co = coroutine.wrap(function() nest(n - 1) end)
      while true do pcall(co) end
    end
    nest(20)
  end,
  ["an iterator without an end"] = function() for _ in function() return 1 end do end end,
  ["pairs over a table that grows"] = function()
    local t = setmetatable({}, { __index = function(t, k) return t[k + 1] and 1 or k end })
    local k = 1
    while true do k = (k + 1) % 100 + 1 rawset(t, k, k) end
  end,
  ["a metamethod"] = function()
    local t = setmetatable({}, { __add = function(a) return a end })
    while true do t = t + 1 end
  end,
  ["an index function"] = function()
    local t = setmetatable({}, { __index = function(_, k) return k end })
    local s = 0
    while true do s = s + t[1] end
  end,
  ["texts made and dropped"] = function()
    local i = 0
    while true do i = i + 1 local _ = "x" .. i end
  end,
  ["tables made and dropped"] = function() while true do local _ = { 1, 2, 3 } end end,
  ["a sort whose order contradicts itself"] = function()
    while true do
      local t = {}
      for i = 1, 200 do t[i] = i end
      pcall(table.sort, t, function() return math.random() < 0.5 end)
    end
  end,
  ["gsub with a function"] = function()
    local text = ("a"):rep(1000)
    while true do text:gsub("a", function() return "b" end) end
  end,
  ["closures"] = function()
    local f = function() end
    while true do
      local g = f
      f = function() return g end
      f = f()
    end
  end,
  ["a loop that errors each time"] = function() while true do pcall(error, "no") end end,
  ["recursion that is caught"] = function()
    local function deep() return 1 + deep() end
    while true do pcall(deep) end
  end,
  ["numbers and bits"] = function()
    local x = 1
    while true do x = bit.bxor(bit.lshift(x, 1), 3) end
  end,
}

describe("a watched function", function()
  for name, f in pairs(ENDLESS) do
    it("is ended: " .. name, function()
      local message, after, ending, seconds = fate(f)
      assert.equal("done", ending)
      assert.is_false(message.ok)
      assert.is_true(message.late)
      assert.matches("it takes longer than 50 ms", message.message, 1, true)
      assert.is_true(seconds < BUDGET / 1000 * SLOW, ("%s s"):format(seconds))
      assert.same({ true, "500500" }, { after.ok, after.message })
    end)
  end

  it("gives what it returns and what it raises", function()
    local messages = run(function(send, call)
      send { call(function(a, b) return a + b, "x" end, 2, 3) }
      local ok, raised, late = call(error, { code = 7 })
      send { ok, raised.code, late }
    end)
    assert.same({ { true, 5, "x" }, { false, 7, false } }, messages)
  end)

  it("has the whole budget again at each call", function()
    local messages, ending = run(function(send, call)
      local function work()
        local s = 0
        for i = 1, 1e6 do s = s + i end
        return s
      end
      local fine = 0
      for _ = 1, 200 do fine = fine + (call(work) and 1 or 0) end
      send { fine }
    end)
    assert.same({ { 200 } }, messages)
    assert.equal("done", ending)
  end)

  it("is told from those before it where a loop of calls is compiled", function()
    local messages, ending = run(function(send, call)
      local last, sum, failed = 2e7, 0, 0
      local function add(i)
        sum = sum + i % 3
        while i == last do sum = sum + 1 end
      end
      local function take(i) sum = sum - i % 3 end
      local start, ended = C.tide_clock_seconds(), nil
      for i = 1, last do
        local ok, _, late = call(add, i)
        if not ok then failed, ended = failed + 1, late end
        if not call(take, i) then failed = failed + 1 end
      end
      send { failed, ended, C.tide_clock_seconds() - start }
    end)
    assert.equal("done", ending)
    assert.same({ 1, true }, { messages[1][1], messages[1][2] }) -- the last call, and it alone
    assert.is_true(messages[1][3] > 2 * BUDGET / 1000, "the loop took less time than one call may")
  end)

  it("is late when it ends late by itself", function()
    local messages = run(function(send, call)
      local slow = ("a"):rep(26) -- in C, where no hook comes
      send { call(function() (slow):find(("a?"):rep(26) .. slow) end) }
    end)
    assert.same({ false, true }, { messages[1][1], messages[1][3] })
    assert.matches("it takes longer than 50 ms", messages[1][2], 1, true)
  end)

  it("is compiled", function()
    local messages = run(function(send, call)
      local start = C.tide_clock_seconds()
      local function add(n)
        local s = 0
        for i = 1, n do s = s + i % 7 end
        return s
      end
      local _, sum = call(add, 1e6)
      send { sum, require("jit").status(), C.tide_clock_seconds() - start }
    end)
    assert.same({ 2999998, true }, { messages[1][1], messages[1][2] })
  end)

  it("cannot watch another one", function()
    local messages = run(function(send, call)
      local ok, message = call(function() return call(function() end) end)
      send { ok, message }
    end)
    assert.is_false(messages[1][1])
    assert.matches("cannot watch", messages[1][2], 1, true)
  end)

  it("cannot make memory that it writes and executes", function()
    local ffi = require "ffi"
    pcall(ffi.cdef, "void *mmap(void *address, size_t length, int prot, int flags, int fd, long offset);")
    local _, ending = run(function() ffi.C.mmap(nil, 4096, 7, 0x22, -1, 0) end)
    assert.equal("forbidden", ending)
    _, ending = run(function() ffi.C.mmap(nil, 4096, 3, 0x22, -1, 0) end)
    assert.equal("done", ending)
  end)

  it("that never ends in C is ended with its process", function()
    local _, ending = run(function(_, call)
      call(function() return (("a"):rep(40)):find(("a?"):rep(40) .. ("a"):rep(40)) end)
    end, 1)
    assert.equal("time", ending)
  end)
end)

--- Processes of the nursery: messages both ways, every ending, and a host that never waits.
local ffi = require "ffi"
local nursery = require "tide.nursery"
local program = require "tests.support.program"
local watchdog = require "runtime.script.watchdog"
local C = require("stdlib.host").C

pcall(ffi.cdef, "int kill(int pid, int signal);")
pcall(ffi.cdef, "ssize_t write(int fd, const void *bytes, size_t n);")
pcall(ffi.cdef, "int socket(int domain, int type, int protocol);")
pcall(ffi.cdef, "unsigned sleep(unsigned seconds);")

local MEGABYTES, CALL_MS = 64, 100
local PACKET = 65536

--- What a child does is the text of its job.
local function work(link)
  local code = assert(load(link.job()))
  setfenv(code, setmetatable({ link = link, ffi = ffi, watchdog = watchdog }, { __index = _G }))
  code()
end

local function children_of(pid)
  local list = {}
  local file = io.open(("/proc/%d/task/%d/children"):format(pid, pid))
  if not file then return list end
  for id in file:read("*a"):gmatch "%d+" do list[#list + 1] = tonumber(id) end
  file:close()
  return list
end

local function alive(pid)
  local file = io.open(("/proc/%d/stat"):format(pid))
  if not file then return false end
  local state = file:read("*a"):match "%) (%a)"
  file:close()
  return state ~= "Z"
end

--- Wait until something is so.
local function eventually(is)
  local stop = C.tide_clock_seconds() + 10
  while C.tide_clock_seconds() < stop do
    if is() then return true end
    os.execute "sleep 0.01"
  end
  return false
end

-- Answers in capitals until it is told to end.
local ECHO = "for text in link.next do if text == 'end' then return end link.send(text:upper()) end"

describe("a process of the nursery", function()
  local server

  setup(function() server = assert(nursery.start(work)) end)
  teardown(function() server:close() end)

  local function spawn(text, more)
    local options = { megabytes = MEGABYTES, call_ms = CALL_MS }
    for key, value in pairs(more or {}) do options[key] = value end
    return assert(server:spawn(text, options))
  end

  local function ending_of(p, ms)
    while true do
      local text, ending = p:take(ms or 10000)
      if not text then return ending end
    end
  end

  it("takes messages and sends them, one at a time and in crowds", function()
    local p = spawn(ECHO)
    for i = 1, 200 do
      assert.is_true(p:put("n" .. i))
      assert.equal("N" .. i, p:take(5000))
    end
    for i = 1, 500 do assert.is_true(p:put("m" .. i)) end
    for i = 1, 500 do assert.equal("M" .. i, p:take(5000)) end
    assert.is_true(p:put "")
    assert.equal("", p:take(5000))
    assert.same({ nil, "silent" }, { p:take(5) })
    assert.is_true(p:put "end")
    assert.same({ nil, "done" }, { p:take(5000) })
    assert.same({ nil, "done" }, { p:put "more" })
    assert.same({ nil, "done" }, { p:take(0) })
  end)

  it("gets a job of any length, and sends long texts", function()
    local text = ("x"):rep(300000)
    local p = spawn("--" .. text .. "\nlink.send(link.job())")
    assert.equal("--" .. text .. "\nlink.send(link.job())", p:take(10000))
    for _, n in ipairs { PACKET - 2, PACKET - 1, PACKET, 2 * PACKET, 5 * PACKET + 3 } do
      p = spawn(("link.send(('y'):rep(%d))"):format(n))
      assert.equal(("y"):rep(n), p:take(10000), n)
      assert.equal("done", ending_of(p))
    end
  end)

  it("gets messages of any length through a small ring", function()
    local p = spawn("for text in link.next do link.send(text) end", { ring = 4096 })
    local random = require("stdlib.generator.random").new(7)
    local sent, taken = {}, 0
    local function take_one()
      taken = taken + 1
      assert.is_true(sent[taken] == p:take(5000), taken)
    end
    for i = 1, 3000 do
      local n = random:int(1, 4) == 1 and random:int(0, 4092) or random:int(0, 40)
      sent[i] = ("%d "):format(i):rep(1000):sub(1, n)
      while not p:put(sent[i]) do take_one() end
    end
    while taken < #sent do take_one() end
    assert.same({ nil, "silent" }, { p:take(5) })
    p:kill()
  end)

  it("asks and gets the answer, while messages come", function()
    local p = spawn [[
      for text in link.next do link.send(link.ask("?" .. text) .. tostring(link.waiting())) end]]
    for i = 1, 50 do
      assert.is_true(p:put("a" .. i))
      assert.equal("?a" .. i, p:take(5000))
      assert.is_true(p:put "b")
      assert.is_true(p:answer("!" .. i))
      assert.equal(("!%dtrue"):format(i), p:take(5000))
      assert.equal("?b", p:take(5000))
      p:answer "!"
      assert.equal("!false", p:take(5000))
    end
    p:kill()
  end)

  it("can be many, waited for together", function()
    local list = {}
    for i = 1, 12 do list[i] = spawn(ECHO) end
    assert.same({}, nursery.wait(list, 20))
    for round = 1, 20 do
      local left = {}
      for i, p in ipairs(list) do
        assert.is_true(p:put(("r%d.%d"):format(round, i)))
        left[i] = true
      end
      while next(left) do
        local ready = nursery.wait(list, 5000)
        assert.is_true(#ready > 0)
        for _, i in ipairs(ready) do
          assert.equal(("R%d.%d"):format(round, i), list[i]:take(0))
          left[i] = nil
        end
      end
    end
    list[3]:kill "enough"
    list[7]:put "end"
    local seen = {}
    while not (seen[3] and seen[7]) do
      for _, i in ipairs(nursery.wait(list, 5000)) do
        local _, ending = list[i]:take(0)
        seen[i] = ending ~= "silent" and ending or nil -- its end is seen before its reason is known
      end
    end
    assert.same({ [3] = "enough", [7] = "done" }, seen)
    for _, p in ipairs(list) do p:kill() end
  end)

  for label, case in pairs {
    ["ends"] = { "done", "" },
    ["raises an error"] = { "error", "error 'no'" },
    ["opens a file"] = { "forbidden", "io.open '/etc/passwd'" },
    ["starts a program"] = { "forbidden", "os.execute 'true'" },
    ["opens a socket"] = { "forbidden", "ffi.C.socket(2, 1, 0)" },
    ["sends a signal"] = { "forbidden", "ffi.C.kill(1, 0)" },
    ["reads a null pointer"] = { "died", "return ffi.cast('int *', 8)[0]" },
    ["fills its memory"] = { "memory", "local t = {} while true do t = { t } end" },
    ["sends too long a text"] = { "size", "link.send(('x'):rep(3 * 2 ^ 20))" },
    ["sends a packet of no kind"] = { "damaged", "ffi.C.write(3, 'x', 1) link.next()" },
    ["sends half a packet"] = { "damaged", "ffi.C.write(3, 'm123', 4) link.next()" },
    ["sends a packet that is too long"] = {
      "size", "ffi.C.write(3, ('l'):rep(100000), 100000) link.next()" },
    ["asks and does not read the answers"] = {
      "flood", "while true do ffi.C.write(3, 'l?', 2) end", function(p, text)
        if text then p:answer(("!"):rep(1000)) end
      end },
  } do
    it("that " .. label .. " has ended: " .. case[1], function()
      local p = spawn(case[2])
      local ending
      repeat
        local text, how = p:take(10000)
        if case[3] then case[3](p, text) end
        ending = how
      until ending
      assert.equal(case[1], ending)
    end)
  end

  -- Where rings lie in this process.
  local function rings()
    local list = {}
    for line in io.lines "/proc/self/maps" do
      local first, last = line:match "^(%x+)%-(%x+) .*memfd:tide%-ring"
      if first then list[first] = tonumber(last, 16) - tonumber(first, 16) end
    end
    return list
  end

  it("that damages its ring is ended", function()
    local before = rings()
    local p = spawn(ECHO)
    p:put "x"
    assert.equal("X", p:take(5000))
    for first, size in pairs(rings()) do
      if not before[first] then ffi.fill(ffi.cast("char *", tonumber(first, 16)), size, 0x55) end
    end
    assert.same({ nil, "damaged" }, { p:put "x" })
  end)

  it("that does not read fills its ring and nothing else", function()
    local p = spawn("while true do ffi.C.sleep(0) end", { ring = 4096 })
    local text, put = ("x"):rep(100), 0
    while p:put(text) do put = put + 1 end
    assert.is_true(put >= 39 and put < 41, put)
    assert.is_false(p:put(text))
    assert.has_error(function() p:put(("x"):rep(5000)) end, "a message of 5000 bytes is too long")
    p:kill "silent"
    assert.same({ nil, "silent" }, { p:put(text) })
  end)

  it("stops a call that takes too long, and lives on", function()
    local p = spawn [[
      local call = watchdog.new(link.watchdog)
      local ok, _, late = call(function() while true do end end)
      link.send(tostring(ok) .. tostring(late))
      link.send(tostring(call(function() return 1 end)))]]
    assert.equal("falsetrue", p:take(10000))
    assert.equal("true", p:take(10000))
  end)

  it("is not ended by what ends programs in a terminal", function()
    local p = spawn(ECHO)
    p:put "a"
    assert.equal("A", p:take(5000))
    for _, signal in ipairs { 1, 2, 15 } do
      ffi.C.kill(server:pid(), signal)
      for _, pid in ipairs(children_of(server:pid())) do ffi.C.kill(pid, signal) end
    end
    p:put "b"
    assert.equal("B", p:take(5000))
    p:kill()
  end)

  it("leaves neither processes nor files behind", function()
    assert.is_true(eventually(function() return #children_of(server:pid()) == 0 end))
    local function files() return #program.shell("ls /proc/" .. io.open("/proc/self/stat"):read "*n" .. "/fd").out end
    collectgarbage()
    local before = files()
    for _ = 1, 30 do
      local p = spawn(ECHO)
      p:put "a"
      assert.equal("A", p:take(5000))
      p:kill()
      spawn "" -- forgotten
    end
    collectgarbage()
    collectgarbage()
    assert.is_true(files() <= before + 4)
    assert.is_true(eventually(function() return #children_of(server:pid()) == 0 end))
  end)

  it("that is killed from outside has died, and its neighbour has not", function()
    local p, other = spawn(ECHO), spawn(ECHO)
    p:put "a" other:put "a"
    assert.equal("A", p:take(5000))
    assert.equal("A", other:take(5000))
    ffi.C.kill(children_of(server:pid())[1], 9)
    assert.equal("died", ending_of(p))
    other:put "b"
    assert.equal("B", other:take(5000))
    other:kill()
  end)
end)

describe("a nursery", function()
  it("that is killed takes its children along, and says so", function()
    local server = assert(nursery.start(work))
    local list = {}
    for i = 1, 3 do
      list[i] = assert(server:spawn(ECHO, { megabytes = MEGABYTES, call_ms = CALL_MS }))
      list[i]:put "a"
      assert.equal("A", list[i]:take(5000))
    end
    local pids = children_of(server:pid())
    assert.equal(3, #pids)
    ffi.C.kill(server:pid(), 9)
    for _, p in ipairs(list) do assert.same({ nil, "nursery" }, { p:take(5000) }) end
    assert.is_true(eventually(function() return not (alive(pids[1]) or alive(pids[2]) or alive(pids[3])) end))
    local p, message = server:spawn(ECHO, { megabytes = MEGABYTES, call_ms = CALL_MS })
    assert.is_nil(p)
    assert.equal("what makes processes has ended", message)
    server:close()
  end)

  for how, stop in pairs {
    ["when that is killed"] = function(pid) ffi.C.kill(pid, 9) end,
    ["when that is asked to end"] = function(pid) ffi.C.kill(pid, 15) end,
    ["when that is over"] = function(_, path) program.write(path, "") end,
  } do
    it("ends with its program " .. how, function()
      local folder = program.folder()
      local path = program.write(folder .. "/host.lua", [[
        local nursery = require "tide.nursery"
        local server = nursery.start(function(link) while link.next() do link.send "x" end end)
        local list = {}
        for i = 1, 3 do
          list[i] = server:spawn("", { megabytes = 64, call_ms = 100 })
          list[i]:put "a"
          list[i]:take(5000)
        end
        io.stdout:write(server:pid(), "\n")
        io.stdout:flush()
        while not io.open((...)) do nursery.wait(list, 20) end]])
      local over = folder .. "/over"
      local pipe = io.popen(("%s run %s -- %s & echo $!; wait"):format(program.path, path, over))
      local host = tonumber(pipe:read "*l")
      local server = tonumber(pipe:read "*l")
      local pids = children_of(server)
      assert.equal(3, #pids)
      stop(host, over)
      assert.is_true(eventually(function()
        for _, pid in ipairs(pids) do
          if alive(pid) then return false end
        end
        return not alive(server)
      end))
      pipe:close()
      program.remove(folder)
    end)
  end
end)

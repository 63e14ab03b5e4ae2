--- Scripts with free code that want out: out of their environment, their time, their memory, their
-- process. Each runs in the box of a backtest beside another script, which has to go on as if
-- nothing was.
local attacks = require "tests.support.attacks"
local free = require "runtime.script.free"
local protect = require "runtime.script.protect"
local sandbox = require "tide.sandbox"
local watchdog = require "runtime.script.watchdog"
local wire = require "stdlib.wire"
local C = require("stdlib.host").C

-- under a sanitizer a deep recursion takes its time
local CALL_MS, MEGABYTES, BYTES = os.getenv "TIDE_SANITIZED" and 500 or 50, 128, 200000

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
  local bytes, ending = sandbox.run(function(send, cell)
    local call = watchdog.new(cell)
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

describe("a script that wants out", function()
  local function check_neighbour(after)
    assert.is_true(after ~= nil and after.ok, after and after.message)
    assert.equal("500500", after.message)
  end

  for name, case in pairs(attacks.refused) do
    it("is refused: " .. name, function()
      local result, after, ending = attack(case[1])
      assert.equal("done", ending)
      assert.is_false(result.ok)
      assert.is_false(result.late)
      assert.matches(case[2], result.message, 1, true)
      check_neighbour(after)
    end)
  end

  for name, text in pairs(attacks.ended) do
    it("is ended: " .. name, function()
      local result, after, ending, seconds = attack(text)
      assert.equal("done", ending)
      assert.is_true(result.late, result.message)
      assert.is_true(seconds < 5)
      check_neighbour(after)
    end)
  end

  for name, case in pairs(attacks.killed) do
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

  for name, text in pairs(attacks.harmless) do
    it("changes nothing for others: " .. name, function()
      local result, after, ending = attack(text)
      assert.equal("done", ending)
      assert.is_true(result.ok, result.message)
      check_neighbour(after)
    end)
  end

  it("has at least sixty ways to try", function()
    local count = 0
    for _, list in ipairs { attacks.refused, attacks.ended, attacks.killed, attacks.harmless } do
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

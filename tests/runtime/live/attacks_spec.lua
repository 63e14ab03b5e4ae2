--- Live scripts that want out, or harm. Each runs beside a script that behaves: that one gets every
-- event and answers it, and the host goes on whatever comes.
local attacks = require "tests.support.attacks"
local buffer = require "string.buffer"
local ffi = require "ffi"
local live = require "tests.support.live_market"
local nurseries = require "tide.nursery"
local process = require "runtime.live.process"
local remote = require "runtime.script.remote"
local state = require "runtime.script.state"
local wait = require "runtime.live.wait"
local C = require("stdlib.host").C

pcall(ffi.cdef, "ssize_t write(int fd, const void *bytes, size_t n);")

local CALL_MS, DEADLINE_MS, LEAST_ROUNDS, SECONDS = 50, 25, 5, 20

-- What is done to the account, which has limits of its own: nothing here.
local function handle() return true, 1 end

local GOOD = [[
return strategy {
  name = "good",
  on_candle = function(ctx, c)
    ctx.state.n = (ctx.state.n or 0) + 1
    if ctx:buy { size = 0.1 } ~= 1 or c.close ~= 7 then error "something is wrong" end
  end,
}]]

local function body(text)
  return ("return strategy { name = 'evil', on_candle = function(ctx, c) %s\nend }"):format(text)
end

-- Things that only live scripts have: what they reach of the host. Ending, and what is told.
local ASKING = {
  ["orders without end"] = { "while true do ctx:buy { size = 1 } end", "flood" },
  ["orders without end, whatever comes back"] = { "while true do pcall(ctx.buy, ctx, {}) end", "flood" },
  ["timers without end"] = { "while true do ctx:after(0, 'x') end", "flood" },
  ["orders of a coroutine"] = {
    "coroutine.wrap(function() while true do ctx:sell() end end)()", "flood" },
  ["cancels of everything"] = { "for i = 1, 1e9 do ctx:cancel(i) end", "flood" },
  ["words without end"] = { "while true do print(('x'):rep(1000)) end", "stopped", "takes longer" },
  ["short words without end"] = { "while true do ctx:log() end", "stopped", "takes longer" },
  ["an order as long as a book"] = {
    "ctx:buy { tag = ('x'):rep(1e6) }", "stopped", "are too much to be sent, 8192 are the most" },
  ["an order as long as a page"] = {
    "ctx:buy { tag = ('x'):rep(1000) }", "stopped", "is too long, 200 are the most" },
  ["an order in itself"] = {
    "local t = {} t.tag = t ctx:buy(t)", "stopped", "only texts, numbers, true and false can be sent" },
  ["an order of many keys"] = {
    "local t = {} for i = 1, 1000 do t['k' .. i] = 1 end ctx:buy(t)", "stopped", "are too much to be sent" },
  ["an order of some more keys"] = {
    "local t = {} for i = 1, 100 do t['k' .. i] = 1 end ctx:buy(t)", "stopped", "an order is a table" },
  ["an order with a function"] = { "ctx:buy { size = print }", "stopped", "can be sent" },
  ["the methods of another context"] = { "ctx.buy({}, { size = 1 })", "stopped", "with a colon" },
  ["the class of the context"] = { "getmetatable(ctx).__index = nil", "stopped", "attempt to index" },
  ["another method for its orders"] = { "ctx.buy = function() end", "stopped", "cannot be set" },
  ["another position"] = { "ctx.position = 100", "stopped", "cannot be set" },
  ["a state that is a bomb"] = {
    "local t = {} for i = 1, 60 do t = { t, t } end ctx.state = t", "stopped", "in more than 50 tables" },
  ["a state that is a wide bomb"] = {
    "local t = {} for i = 1, 40 do t = { t, t } end ctx.state = t", "stopped", "than 50 ms" },
  ["a state that fills the host"] = {
    "for i = 1, 12 do ctx.state[i] = ('x'):rep(1e5) .. i end", "stopped", "are the most" },
  ["a state with code"] = { "ctx.state.f = function() end", "stopped", "cannot be kept" },
  ["an error as long as a book"] = { "error(('x'):rep(1e6))", "stopped", "xxxx" },
  ["an error in colours"] = { "error '\\27[2J'", "stopped", "?[2J" },
}

describe("a live script that wants out", function()
  local nursery

  setup(function() nursery = assert(process.nursery()) end)
  teardown(function() nursery:close() end)

  --- Rounds of events for both until the one has ended, or has answered without harm.
  -- @return the one, the other, rounds
  local function run(evil_script, server, call_ms)
    local evil = live.start(server or nursery, evil_script, {
      call_ms = call_ms or CALL_MS, most_errors = 1, megabytes = 64, silent_ms = server and 200 or 60000,
    })
    local good = live.start(nursery, live.script(GOOD, { "on_candle" }), { silent_ms = 60000 })
    wait.all({ good }, 20000, handle)
    assert.is_true(good.ready)
    local rounds, stop = 0, C.tide_clock_seconds() + SECONDS
    local lists = server and { { evil }, { good } } or { { evil, good } } -- of one nursery each
    repeat
      rounds = rounds + 1
      if not evil:owes() then evil:deliver("on_candle", { close = 7 }, { position = 0 }) end
      good:deliver("on_candle", { close = 7 }, { position = 0 })
      for _, list in ipairs(lists) do wait.all(list, DEADLINE_MS, handle) end
      while good:owes() do wait.all({ good }, 1000, handle) end
      local harmless = evil.done >= LEAST_ROUNDS and rounds >= LEAST_ROUNDS
    until rounds >= LEAST_ROUNDS and (evil.ending or harmless) or C.tide_clock_seconds() > stop
    return evil, good, rounds
  end

  local function check_good(good, rounds)
    assert.is_nil(good.ending)
    assert.same({}, good.said)
    assert.equal(rounds, good.done)
    assert.equal(rounds, state.unpack(good.state).n)
    good:stop()
  end

  local function told(p) return table.concat(p.said, "\n") .. "\n" .. p.ending.text end

  local function check_stopped(evil, text)
    assert.is_truthy(evil.ending)
    assert.equal("stopped", evil.ending.why, told(evil))
    assert.equal("script.lua: stopped after 1 error", evil.ending.text)
    assert.is_truthy(told(evil):find(text, 1, true), told(evil))
  end

  for name, case in pairs(attacks.refused) do
    it("is stopped with what was refused: " .. name, function()
      local whole = case[1]:find("^\27")
      local evil, good, rounds = run(live.script(whole and case[1] or body(case[1]), { "on_candle" }))
      check_good(good, rounds)
      if evil.ending.why == "failed" then -- is no text that Lua takes
        assert.is_truthy(evil.ending.text:find "^script.lua")
      else
        check_stopped(evil, case[2])
      end
    end)
  end

  for name, text in pairs(attacks.ended) do
    it("is stopped when its time is over: " .. name, function()
      local evil, good, rounds = run(live.script(body(text), { "on_candle" }))
      check_good(good, rounds)
      check_stopped(evil, "takes longer than 50 ms")
    end)
  end

  for name, case in pairs(attacks.killed) do
    it("is ended with its process: " .. name, function()
      local evil, good, rounds = run(live.script(body(case[2]), { "on_candle" }))
      check_good(good, rounds)
      if evil.ending.why == "stopped" then return end -- the watchdog may be faster than memory is filled
      assert.same({ why = "memory", text = "script.lua: it needs more than 64 MiB" }, evil.ending)
    end)
  end

  for name, text in pairs(attacks.harmless) do
    it("changes nothing for others: " .. name, function()
      local evil, good, rounds = run(live.script(body("do local f = function() " .. text .. " end f() end"),
        { "on_candle" }))
      check_good(good, rounds)
      assert.is_nil(evil.ending)
      evil:stop()
    end)
  end

  for name, case in pairs(ASKING) do
    it("is ended: " .. name, function()
      local call_ms = case[2] == "flood" and 1000 or CALL_MS
      local evil, good, rounds = run(live.script(body(case[1]), { "on_candle" }), nil, call_ms)
      check_good(good, rounds)
      assert.is_truthy(evil.ending)
      assert.equal(case[2], evil.ending.why, told(evil))
      local words = case[3] or "it asks for more than 2000 things in one event"
      assert.is_truthy(told(evil):find(words, 1, true), told(evil))
      assert.is_nil(told(evil):find "[%z\1-\8\14-\31]")
      assert.is_true(#told(evil) < 100000)
    end)
  end

  it("is ended while it starts", function()
    local evil, good, rounds = run(live.script("while true do end", { "on_candle" }))
    check_good(good, rounds)
    assert.same({ "failed", "script.lua:1: it takes longer than 50 ms" }, { evil.ending.why, evil.ending.text })
  end)

  it("has at least eighty ways to try", function()
    local count = 0
    for _, list in ipairs { attacks.refused, attacks.ended, attacks.killed, attacks.harmless, ASKING } do
      for _ in pairs(list) do count = count + 1 end
    end
    assert.is_true(count >= 80, count)
  end)

  -- Processes in which a script has taken over all there is: what they do is the text of the job.
  local WILD = {
    ["says nothing"] = { "while link.next() do end while true do end", "silent" },
    ["ends"] = { "return", "done" },
    ["crashes"] = { "return ffi.cast('int *', 8)[0]", "died" },
    ["opens a file"] = { "io.open '/etc/passwd'", "forbidden" },
    ["sends what is no message"] = { "link.send 'hello' link.next() link.next()", "damaged" },
    ["sends an empty message"] = { "link.send '' while true do end", "damaged" },
    ["sends two messages as one"] = { "link.send '{}{}' while true do end", "damaged" },
    ["sends half a message"] = { "link.send '{s5:ready' while true do end", "damaged" },
    ["sends a deep message"] = { "link.send(('{'):rep(8000)) while true do end", "damaged" },
    ["sends a message as large as may be"] = { "link.send(('x'):rep(2e6)) while true do end", "size" },
    ["sends messages that take long to read"] = {
      "while true do link.send(('{' .. ('tf'):rep(4000) .. '}')) end", "damaged" },
    ["sends a message that is too large"] = { "link.send(('x'):rep(3e6)) while true do end", "size" },
    ["sends packets of no kind"] = { "while true do ffi.C.write(3, '???', 3) end", "damaged" },
    ["sends empty packets"] = { "while true do ffi.C.write(3, '', 0) end", nil },
    ["answers events that it did not get"] = {
      "link.send(wire.encode { done = 1e9, errors = 0 }) while true do end", "damaged" },
    ["answers with a number that is none"] = {
      "link.send(wire.encode { done = 0/0, errors = 0 }) while true do end", "damaged" },
    ["answers with a table"] = { "link.send(wire.encode { done = {} }) while true do end", "damaged" },
    ["answers the same event again"] = {
      "link.next() while true do link.send(wire.encode { done = 1, errors = 0 }) end", "damaged" },
    ["makes errors less"] = {
      "for i = 1, 2 do link.next() link.send(wire.encode { done = i, errors = 5 - i }) end link.next()", "damaged" },
    ["has a state that is too large"] = { "link.send('S' .. ('x'):rep(1.5e6)) while true do end", "size" },
    ["has another state all the time"] = { "while true do link.send('S' .. ('x'):rep(1e5)) end", "flood" },
    ["asks for what there is not"] = {
      "while true do link.ask(wire.encode { ask = 'execute', a = 'rm' }) end", "flood" },
    ["asks with tables for names"] = { "while true do link.ask(wire.encode { ask = {}, a = {} }) end", "flood" },
    ["asks and does not read"] = {
      "local q = 'l' .. wire.encode { ask = 'buy', a = {} } while true do ffi.C.write(3, q, #q) end", "flood" },
    ["is ready again and again"] = { "while true do link.send(wire.encode { ready = true }) end", "flood" },
    ["says the same for ever"] = { "while true do link.send(wire.encode { told = 'x' }) end", "flood" },
    ["prints for ever"] = { "while true do link.send(wire.encode { log = ('x'):rep(8000) }) end", "flood" },
    ["fails in another's name"] = {
      "link.send(wire.encode { failed = ('x'):rep(5e3) .. '\\27' }) while true do end", "failed" },
  }

  it("is ended though it took over its process", function()
    local wild = assert(nurseries.start(function(link)
      local job = buffer.decode(link.job())
      local names = { link = link, ffi = ffi, wire = require "stdlib.wire" }
      link.send(names.wire.encode { ready = true })
      setfenv(assert(load(job.script.text)), setmetatable(names, { __index = _G }))()
    end))
    for name, case in pairs(WILD) do
      local evil, good, rounds = run(live.script(case[1], { "on_candle" }), wild)
      check_good(good, rounds)
      assert.is_truthy(evil.ending, name)
      assert.is_true(case[2] == nil or case[2] == evil.ending.why, name .. ": " .. told(evil))
      assert.is_true(#told(evil) < 300000, name)
    end
    wild:close()
  end)

  it("does not keep others from the host", function()
    -- ten at once, of every kind; the one that behaves answers each event before the next is sent
    local list = {}
    for i = 1, 10 do
      local text = ({ "while true do end", "while true do ctx:buy() end", "local t = {} while true do t = { t } end",
        "while true do print(('x'):rep(999)) end", "error 'x'" })[i % 5 + 1]
      list[i] = live.start(nursery, live.script(body(text), { "on_candle" }), { most_errors = 3 })
    end
    local good = live.start(nursery, live.script(GOOD, { "on_candle" }), { silent_ms = 60000 })
    list[#list + 1] = good
    wait.all(list, 20000, handle)
    for i = 1, 50 do
      for _, p in ipairs(list) do p:deliver("on_candle", { close = 7 }, { position = 0 }) end
      wait.all(list, 20, handle)
      while good:owes() do wait.all({ good }, 1000, handle) end
      assert.equal(i, good.done)
    end
    local stop = C.tide_clock_seconds() + SECONDS
    local left
    repeat
      left = 0
      for i = 1, 10 do
        list[i]:deliver("on_candle", { close = 7 }, { position = 0 })
        left = left + (list[i].ending and 0 or 1)
      end
      wait.all(list, 20, handle)
    until left == 0 or C.tide_clock_seconds() > stop
    assert.equal(0, left)
    check_good(good, 50)
  end)

  it("is known by the nursery of the daemon", function() assert.equal("function", type(remote.run)) end)
end)

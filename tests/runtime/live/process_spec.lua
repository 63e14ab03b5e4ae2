--- Scripts in processes of their own: they trade as in a backtest, keep their state, and end in words.
local candles = require "stdlib.candles"
local ffi = require "ffi"
local live = require "tests.support.live_market"
local process = require "runtime.live.process"
local scripts = require "runtime.scripts"
local state = require "runtime.script.state"
local wait = require "runtime.live.wait"

local C = require("stdlib.host").C

pcall(ffi.cdef, "int kill(int pid, int signal);")
local STOP, CONT = 19, 18

local function nothing() return true end

local TRADES = [[
return strategy {
  name = "trades",
  params = { n = int { 20, min = 2, max = 50 } },
  on_start = function(ctx) ctx.state.closes = {} end,
  on_candle = function(ctx, candle)
    local c = ctx.state.closes
    c[#c + 1] = candle.close
    if #c > ctx.params.n then table.remove(c, 1) end
    local sum = 0
    for _, x in ipairs(c) do sum = sum + x end
    if ctx.position == 0 and candle.close < sum / #c * 0.99 then
      ctx:buy { size = 0.5, stop_loss = 0.03, take_profit = 0.05, tag = "in" }
      ctx:after(7200, "later")
    elseif ctx.position ~= 0 and math.random() < 0.1 then
      ctx:close "A"
    elseif math.random() < 0.05 then
      local id = ctx:sell { quantity = 0.1, limit = candle.close * 1.01 }
      if math.random() < 0.5 then ctx:cancel(id) end
    end
  end,
  on_order = function(ctx, o)
    if o.tag == "in" and o.state == "filled" then ctx.state.entry = ctx.entry / o.average end
  end,
  on_timer = function(ctx, t)
    if t.name == "later" and ctx:held "A" > 0 then ctx:sell { quantity = ctx.position / 2, reduce_only = true } end
  end,
}
]]

describe("a script in a process of its own", function()
  local nursery

  setup(function() nursery = assert(process.nursery()) end)
  teardown(function() nursery:close() end)

  local function script(body) return ("return strategy { name = 's', %s }"):format(body) end

  local function start(body, more) return live.start(nursery, live.script(script(body)), more) end

  --- Give it an event and wait for the answer.
  local function tell(p, name, event, view, handle)
    p:deliver(name, event, view)
    return wait.all({ p }, 10000, handle or nothing)
  end

  it("trades as in a backtest", function()
    local bars = assert(candles.synthetic { bars = 3000, seed = 5 })
    local settings, made = live.settings(), live.load(TRADES)
    local expected = scripts.run {
      scripts = { made }, markets = { { symbol = "A", candles = bars } }, settings = { settings }, seed = 1,
      venue = live.venue(settings),
    }[1]
    local results, all = live.run(nursery, { made }, bars, settings)
    assert.is_nil(all[1].ending)
    assert.same({}, all[1].said)
    local a, b = expected.cdata, results[1].cdata
    assert.is_true(a.n_trades > 50, tonumber(a.n_trades))
    assert.equal(a.n_trades, b.n_trades)
    local size = a.n_trades * ffi.sizeof "tide_trade"
    assert.is_true(ffi.string(a.trades, size) == ffi.string(b.trades, size))
    size = (a.last - a.first + 1) * 8
    assert.is_true(ffi.string(a.equity, size) == ffi.string(b.equity, size))
    all[1]:stop()
    assert.same({ why = "closed", text = "script.lua: it was stopped" }, all[1].ending)
  end)

  it("sees what it was sent, and asks for what it wants", function()
    local p = start [[on_candle = function(ctx, c)
      print(ctx.position, ctx.entry, ctx.equity, ctx.cash, ctx.time, ctx:held(), ctx:held "B", ctx.ind.rsi, c.close)
      local a, b = ctx:buy { size = 0.5, limit = 10, post_only = true, tag = "x" }
      print(a, b, ctx:sell(), ctx:close "B", ctx:cancel(3), ctx:after(1.5, "t"))
      ctx:log("own", 1)
      print(pcall(ctx.held, ctx, "C"))
      print(ctx:book(), ctx:book "B", pcall(ctx.book, ctx, "C"))
    end]]
    local asked = {}
    tell(p, "on_candle", { close = 7 }, { position = 2, entry = 9, equity = 100, cash = 80, time = 5,
      held = { B = 3 }, ind = { rsi = 30 } }, function(one, name, args)
      assert.equal(p, one)
      asked[#asked + 1] = { name, unpack(args) }
      return true, #asked, name == "buy" and "more" or nil
    end)
    assert.same({
      { "buy", { size = 0.5, limit = 10, post_only = true, tag = "x" } }, { "sell" }, { "close", "B" }, { "cancel", 3 },
      { "after", 1.5, "t" },
    }, asked)
    assert.same({ "2\t9\t100\t80\t5\t2\t3\t30\t7\n", "1\tmore\t2\t3\t4\t5\n", "own\t1\n",
      "false\tunknown symbol 'C'\n", "nil\tnil\tfalse\tunknown symbol 'C'\n" }, p.said)
    assert.equal(1, p.done)
    p:stop()
  end)

  it("is told what is wrong with what it asks, at its line", function()
    local p = start "\non_candle = function(ctx, c)\nctx:buy { size = -1 }\nend"
    tell(p, "on_candle", {}, {}, function() return false, "size: expected a number above 0, found -1" end)
    assert.same({ "script.lua:3: size: expected a number above 0, found -1" }, p.said)
    p:stop()
    p = start "\non_candle = function(ctx, c)\nctx:buy { size = print }\nend"
    tell(p, "on_candle")
    assert.same({ "script.lua:3: only texts, numbers, true and false can be sent" }, p.said)
    p:stop()
    for text, message in pairs {
      ["ctx:buy { tag = ('x'):rep(1000) }"] = "tag: a text of 1000 bytes is too long, 200 are the most",
      ["ctx:buy { tag = {} }"] = "tag: expected a text or a number, found a table",
      ["ctx:buy { 1 }"] = "an order is a table like { size = 0.5 }",
      ["ctx:after(1, {})"] = "after: expected a text or a number, found a table",
      ["ctx:close(1, 2)"] = "too many arguments",
    } do
      p = start("on_candle = function(ctx, c) " .. text .. " end")
      tell(p, "on_candle", nil, nil, function() error "is not reached" end)
      assert.same({ "script.lua:1: " .. message }, p.said)
      p:stop()
    end
  end)

  it("gets events in their order, many at once, and those that it has a function for", function()
    local p = live.start(nursery, live.script(script [[
      on_candle = function(ctx, c) ctx.state.sum = (ctx.state.sum or 0) * 7 % 1000003 + c.n end]], { "on_candle" }))
    local sum = 0
    for i = 1, 5000 do
      assert.is_true(p:deliver("on_candle", { n = i, text = ("x"):rep(100) }))
      assert.is_true(p:deliver("on_order", {}))
      sum = sum * 7 % 1000003 + i
    end
    assert.equal(5000, p.sent)
    assert.same({}, wait.all({ p }, 20000, nothing))
    assert.equal(5000, p.done)
    assert.equal(sum, state.unpack(p.state).sum)
    p:stop()
    assert.is_false(p:deliver("on_candle", {}))
  end)

  it("goes on with the state that it left, and says it when it has changed", function()
    local text = [[on_candle = function(ctx, c)
      if c.change then ctx.state = { n = (ctx.state.n or 0) + 1, list = { 1, 2, { deep = true } } } end
    end]]
    local p = start(text)
    tell(p, "on_candle", { change = true })
    local first = p.state
    tell(p, "on_candle", {})
    assert.equal(first, p.state)
    tell(p, "on_candle", { change = true })
    assert.is_true(first ~= p.state)
    p:stop()
    local other = start(text, { state = p.state, version = "1234" })
    tell(other, "on_candle", { change = true })
    assert.equal(3, state.unpack(other.state).n)
    other:stop()
  end)

  it("takes over the state of another version", function()
    local kept = state.pack { n = 4 }
    local function says(body, version)
      local p = start(body .. ", on_candle = function(ctx) print(ctx.state.n, ctx.state.from) end",
        { state = kept, version = version })
      tell(p, "on_candle")
      p:stop()
      return p.said[1], p.ending
    end
    local MIGRATE = "migrate = function(state, version) return { n = state.n * 2, from = version } end"
    assert.equal("8\told\n", says(MIGRATE, "old"))
    assert.equal("4\tnil\n", says(MIGRATE, "1234"))
    assert.equal("4\tnil\n", says("params = {}", "old"))
    local _, ending = says("migrate = function() end", "old")
    assert.same({ "failed", "script.lua: migrate gives a nil, and has to give the state, a table" },
      { ending.why, ending.text })
    _, ending = says("migrate = function(s) return s.n.x.y end", "old")
    assert.same({ "failed", "script.lua:1: attempt to index field 'n' (a number value)" }, { ending.why, ending.text })
    kept = "no state"
    _, ending = says(MIGRATE, "old")
    assert.equal("its state is damaged", ending.text)
  end)

  for label, case in pairs {
    ["a function"] = { "ctx.state.f = { [3] = { g = print } }", "ctx.state.f[3].g: a function cannot be kept" },
    ["itself"] = { "ctx.state.me = ctx.state", "a table in more than 50 tables, perhaps in itself," },
    ["a metatable"] = { "ctx.state.o = setmetatable({}, {})", "ctx.state.o: a table with a metatable cannot" },
    ["a key that is a table"] = { "ctx.state[{}] = 1", "ctx.state: a key that is a table cannot be kept" },
    ["too much"] = { "for i = 1, 40 do ctx.state[i] = ('x'):rep(50000) .. i end", "262144 are the most" },
    ["no table"] = { "ctx.state = 5", "ctx.state is a number, and has to be a table" },
    ["names that grow"] = {
      "local t = {} for i = 1, 40 do t = { t, t } end ctx.state.t = t", "it takes longer than 200 ms" },
  } do
    it("cannot keep " .. label .. " in its state", function()
      local p = start("on_candle = function(ctx) " .. case[1] .. " end")
      tell(p, "on_candle")
      assert.is_truthy(p.said[1] and p.said[1]:find(case[2], 1, true), p.said[1])
      assert.equal(1, p.errors)
      p:stop()
    end)
  end

  it("is stopped after so many errors, and each is told", function()
    local p = start("on_candle = function(ctx, c) error('no ' .. c.n) end", { most_errors = 3 })
    for i = 1, 5 do tell(p, "on_candle", { n = i }) end
    assert.same({ "script.lua:1: no 1", "script.lua:1: no 2", "script.lua:1: no 3",
      "script.lua: stopped after 3 errors" }, p.said)
    assert.same({ why = "stopped", text = "script.lua: stopped after 3 errors" }, p.ending)
    assert.equal(3, p.errors)
  end)

  it("whose text cannot be run says so", function()
    for text, message in pairs {
      ["return strategy {"] = "script.lua:1: unexpected symbol near '<eof>'",
      ["error 'at once'"] = "script.lua:1: at once",
      ["return 1"] = "script.lua: it returns no strategy when it is run",
      ["while true do end"] = "script.lua:1: it takes longer than 200 ms",
    } do
      local p = live.start(nursery, live.script(text))
      wait.all({ p }, 10000, nothing)
      assert.equal("failed", p.ending.why)
      assert.equal(message, p.ending.text)
    end
  end)

  --- The process of the script that `make` starts.
  local function pid_of(make)
    local function children()
      local list = {}
      local file = assert(io.open(("/proc/%d/task/%d/children"):format(nursery:pid(), nursery:pid())))
      for id in file:read("*a"):gmatch "%d+" do list[tonumber(id)] = true end
      file:close()
      return list
    end
    local before = children()
    local p = make()
    wait.all({ p }, 10000, nothing)
    for id in pairs(children()) do
      if not before[id] then return p, id end
    end
  end

  it("that is late is not waited for again, gets all that it missed, and catches up", function()
    local text = "on_candle = function(ctx, c) ctx.state[#ctx.state + 1] = c.n end"
    local p, pid = pid_of(function() return start(text, { silent_ms = 60000 }) end)
    local quick = start(text)
    ffi.C.kill(pid, STOP)
    local waited = C.tide_clock_seconds()
    for i = 1, 200 do
      p:deliver("on_candle", { n = i })
      quick:deliver("on_candle", { n = i })
      assert.same({ p }, wait.all({ p, quick }, i == 1 and 500 or 20000, nothing))
      assert.equal(i, quick.done)
    end
    assert.is_true(C.tide_clock_seconds() - waited < 15)
    ffi.C.kill(pid, CONT)
    while p:owes() do
      os.execute "sleep 0.01"
      wait.all({ p, quick }, 0, nothing)
    end
    local expected = {}
    for i = 1, 200 do expected[i] = i end
    assert.same(expected, state.unpack(p.state))
    assert.same({}, wait.all({ p, quick }, 10, nothing))
    assert.is_false(p.late)
    p:stop()
    quick:stop()
  end)

  -- The priority of a process: 19 is the least.
  local function nice_of(pid)
    local file = assert(io.open(("/proc/%d/stat"):format(pid)))
    local words = {}
    for word in file:read("*a"):match("%) (.*)$"):gmatch "%S+" do words[#words + 1] = word end
    file:close()
    return tonumber(words[17])
  end

  it("yields to others once a call of it has taken long", function()
    local p, pid = pid_of(function()
      return start([[on_candle = function(ctx, c)
        local x = 0
        for i = 1, c.steps do x = x + i % 7 end
        ctx.state.x = x
      end]], { call_ms = 10000, silent_ms = 60000 })
    end)
    local own = nice_of(nursery:pid())
    for _ = 1, 50 do tell(p, "on_candle", { steps = 1000 }) end
    assert.equal(own, nice_of(pid))
    tell(p, "on_candle", { steps = 5e7 })
    while p:owes() do wait.all({ p }, 100, nothing) end
    assert.is_nil(p.ending)
    assert.equal(19, nice_of(pid))
    p:stop()
  end)

  it("that says nothing for too long is stopped", function()
    local p, pid = pid_of(function() return start("on_candle = nil, on_timer = print", { silent_ms = 200 }) end)
    assert.same({}, wait.all({ p }, 10, nothing))
    ffi.C.kill(pid, STOP)
    p:deliver "on_timer"
    assert.same({ p }, wait.all({ p }, 50, nothing))
    assert.is_nil(p.ending)
    while #wait.all({ p }, 50, nothing) > 0 do os.execute "sleep 0.01" end
    assert.same({ why = "silent",
      text = "script.lua: it has not answered for 0.2 seconds; does a pattern never end?" }, p.ending)
  end)

  it("that had to wait for the host is not silent", function()
    local p = start("on_candle = function(ctx, c) ctx:after(1) end", { silent_ms = 100 })
    wait.all({ p }, 10000, nothing)
    for _ = 1, 3 do
      p:deliver("on_candle", {})
      os.execute "sleep 0.3" -- it asks, and nobody listens
    end
    assert.same({}, wait.all({ p }, 10000, nothing))
    assert.is_nil(p.ending)
    p:stop()
  end)

  it("that does not keep up is stopped", function()
    local p, pid = pid_of(function() return start("on_candle = function() end") end)
    ffi.C.kill(pid, STOP)
    local n = 0
    while p:deliver("on_candle", { n = n, text = ("x"):rep(1000) }) do n = n + 1 end
    assert.is_true(n > 10000 and n < 11000, n)
    assert.same({ "behind", "script.lua: it does not keep up: more than 10000 events wait for it" },
      { p.ending.why, p.ending.text })
  end)
end)

-- What scripts asked for, in time and late, asked again: the same orders, fills and money.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local config = require "runtime.config"
local engines = require "runtime.daemon.engine"
local feeds = require "runtime.daemon.feed"
local loader = require "runtime.loader"
local process = require "runtime.live.process"
local program = require "tests.support.program"

-- It looks busy for as long as it is told, at some candles, and trades by chance.
local SCRIPT = [[
return strategy { name = "%s",
  on_candle = function(ctx, candle)
    local busy = math.random() < 0.3 and %d or 0
    local x = 0
    for i = 1, busy * 20000 do x = x + i %% 7 end
    if math.random() < 0.3 then ctx:buy { size = 0.2, stop_loss = 0.02 } end
    if math.random() < 0.3 then ctx:sell { quantity = 0.01 } end
    if math.random() < 0.2 then ctx:after(1800, "t") end
    if math.random() < 0.05 then ctx:close() end
  end,
  on_timer = function(ctx) ctx:buy { quantity = 0.02, limit = 9000 + math.random() * 3000 } end,
  on_order = function(ctx, o) if o.state == "working" and math.random() < 0.2 then ctx:cancel(o.id) end end,
}
]]

local PLAIN = [[
return strategy { name = "%s",
  on_candle = function(ctx, candle)
    local s = ctx.state
    s.n = (s.n or 0) + 1
    if s.n %% 3 == 0 then ctx:buy { size = 0.1, stop_loss = 0.01 } end
    if s.n %% 7 == 0 then ctx:close() end
  end }]]

local function version(name, busy, plain)
  local path = program.write(os.tmpname() .. ".lua", (plain and PLAIN or SCRIPT):format(name, busy))
  local made = assert(loader.load_any(path, {}))
  os.remove(path)
  return made
end

-- A journal in memory.
local function journal()
  local list, memories = {}, {}
  return {
    list = list,
    add_command = function(_, c) list[#list + 1] = c end,
    remember = function(_, share, memory) memories[share] = memory end,
    memory = function(_, share) return memories[share] end,
    count_fills = function() return 0 end,
    commands = function()
      local i = 0
      return function()
        i = i + 1
        return list[i]
      end
    end,
  }
end

local LOG = { info = function() end, warn = function() end, error = function(_, _, list) error(list[2], 0) end }

describe("a session with scripts that are late", function()
  local nursery, c, strategies
  setup(function()
    nursery = assert(process.nursery())
    c = assert(candles.synthetic { bars = 150, seed = 5, kind = "momentum" })
    c.symbol = "A"
    strategies = { version("quick", 0), version("slow", 150) }
  end)

  local function engine_of(patience, list)
    local feed = feeds.new { c }
    return engines.new {
      strategies = list or strategies, feed = feed, settings = backtest.settings "tide",
      scripts = { nursery = nursery, log = LOG, patience = function() return patience end,
        config = config.load(nil, {}) },
    }, feed
  end

  local function status_of(engine)
    local status = engine:status()
    for _, share in ipairs(status.shares) do share.state = nil end
    return status
  end

  it("waits for their processes when it goes on, whoever asks first", function()
    -- random numbers of a script begin anew with its process: these have none
    local plain = { version("plain", 0, true), version("other", 0, true) }
    local function run(stop)
      local engine, feed = engine_of(60000, plain)
      local kept, fills, steps = journal(), {}, 0
      engine:begin(feed.first)
      while feed:next() do
        engine:reach(feed:next())
        engine:write_down(kept)
        steps = steps + 1
        if steps == stop then
          local reached = engine.time
          engine.scripts:close()
          engine, feed = engine_of(60000, plain)
          engine:recover(kept, reached, {}, plain)
          assert.is_false(engine:idle()) -- nobody is late who has only just begun
        end
      end
      for i, fill in ipairs(engine:new_fills()) do fills[i] = fill end
      engine.scripts:close()
      return fills
    end
    local wanted = run()
    assert.is_true(#wanted > 20)
    for _, stop in ipairs { 20, 75, 110 } do assert.same(wanted, run(stop)) end
  end)

  for _, patience in ipairs { 0, 3, 60000 } do
    it("is recovered as it was, where it waited " .. patience .. " ms", function()
      local engine, feed = engine_of(patience)
      local kept, late = journal(), 0
      engine:begin(feed.first)
      while feed:next() do
        engine:reach(feed:next())
        local tries = 0
        while engine:idle() and tries < 200 do
          tries = tries + 1
          os.execute "sleep 0.001"
        end
        engine:write_down(kept)
      end
      for _, one in ipairs(kept.list) do late = late + (one.reached and 1 or 0) end
      assert.is_true(#kept.list > 100)
      assert.is_true(patience == 60000 and late == 0 or patience < 60000 and late > 0, late .. " late")
      local wanted, fills = status_of(engine), engine:new_fills()
      engine.scripts:close()
      local again, fresh = engine_of(60000)
      again:recover(kept, engine.time, {}, strategies)
      assert.same(fills, again:new_fills())
      assert.same(wanted, status_of(again))
      assert.equal(feed:digest(), fresh:digest())
      again.scripts:close()
    end)
  end
end)

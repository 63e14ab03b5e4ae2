--- Plans come from a process that ran somebody's code: whatever they hold, the
-- answer is a strategy or a message.
local build = require "runtime.script.build"
local describe_script = require "runtime.script.describe"
local indicators = require "stdlib.indicators"
local random = require "tests.graph.random"
local sandbox = require "tide.sandbox"
local wire = require "stdlib.wire"
local C = require("stdlib.host").C

local function plan_text(name)
  local file = assert(io.open(TIDE_ROOT .. "/strategies/" .. name .. ".lua"))
  local job = { text = file:read "*a", given = {}, indicators = indicators.list, clock = C.tide_clock_seconds }
  file:close()
  return (sandbox.run(function(send)
    send(wire.encode(assert(describe_script.strategy(job, function() end))))
  end, 1, 256, 1e6))
end

local VALUES = { 0, -1, 1, 2, 0.5, 1e9, -1e300, 1e300, 0 / 0, 1 / 0, "", "x", "close", "all", "%s%n", true, false,
  {}, { 1 }, ("x"):rep(100), "a\0b" }

--- Change one thing somewhere in a table.
local function spoil(r, t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  if #keys == 0 then t[1] = r.pick(VALUES) return end
  local key = r.pick(keys)
  if type(t[key]) == "table" and r.next() < 0.85 then return spoil(r, t[key]) end
  local what = r.next()
  if what < 0.3 then t[key] = nil
  elseif what < 0.8 then t[key] = r.pick(VALUES)
  else t[r.pick { "kind", "op", "args", "node", 1, 2, 99 }] = t[key] end
end

describe("a plan", function()
  for _, name in ipairs { "breakout", "_template", "macd_trend" } do
    it("that was spoilt gives a strategy or a message: " .. name, function()
      local text = plan_text(name)
      assert.is_truthy((build.strategy(wire.decode_all(text)[1])))
      local refused = 0
      for seed = 1, 1500 do
        local r = random.new(seed)
        local plan = wire.decode_all(text)[1]
        for _ = 1, r.int(1, 3) do spoil(r, plan) end
        local built, failure = build.strategy(plan)
        if not built then
          refused = refused + 1
          assert.equal("string", type(failure.message))
        end
      end
      assert.is_true(refused > 500, refused .. " were refused")
    end)

    it("whose bytes were spoilt is read or not: " .. name, function()
      local text = plan_text(name)
      for seed = 1, 500 do
        local r = random.new(seed)
        local at = r.int(1, #text)
        local spoilt = text:sub(1, at - 1) .. string.char(r.int(0, 255)) .. text:sub(at + 1)
        local plan = wire.decode_all(spoilt)[1]
        local built, failure = build.strategy(plan)
        assert.is_true(built ~= nil or type(failure.message) == "string")
      end
    end)
  end

  it("that is nothing of the kind is refused", function()
    for _, plan in ipairs { 5, "x", true, {}, { sides = 5 }, { sides = {}, name = "x", timeframe = "" } } do
      local built, failure = build.strategy(plan)
      assert.is_nil(built)
      assert.equal("the description of its rules is damaged", failure.message)
    end
  end)
end)

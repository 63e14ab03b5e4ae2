--- What a search wants: metrics, sums, lists and functions of the user's.
local objective = require "stdlib.generator.objective"
local program = require "tests.support.program"

local METRICS = { sharpe_ratio = 1.5, max_drawdown = 0.2, sortino_ratio = 2, num_trades = 40 }

local function values(text) return assert(objective.parse(text)).values(METRICS) end

describe("an objective", function()
  it("is a metric, a sum or a list", function()
    for text, wanted in pairs {
      ["sharpe_ratio"] = { 1.5 },
      ["max_drawdown"] = { -0.2 }, -- less is better
      ["-max_drawdown"] = { -0.2 },
      ["2*max_drawdown"] = { 0.4 }, -- a formula means what it says
      ["sharpe_ratio - 0.5*max_drawdown"] = { 1.4 },
      ["0.5 * sharpe_ratio + sortino_ratio*2"] = { 4.75 },
      ["sharpe_ratio+1e-1*num_trades"] = { 5.5 },
      ["sharpe_ratio-2.5e-2*num_trades"] = { 0.5 },
      ["sharpe_ratio,max_drawdown"] = { 1.5, -0.2 },
      ["sharpe_ratio - max_drawdown, sortino_ratio"] = { 1.3, 2 },
    } do
      local found = values(text)
      assert.equal(#wanted, #found, text)
      for i, x in ipairs(wanted) do assert.near(x, found[i], 1e-12, text) end
    end
  end)

  it("is undefined when one of its metrics is", function()
    assert.is_nil(values "calmar_ratio")
    assert.is_nil(values "sharpe_ratio + calmar_ratio")
    assert.is_nil(values "sharpe_ratio, calmar_ratio")
  end)

  it("says which metrics it reads", function()
    assert.same({ "sharpe_ratio", "max_drawdown" },
      assert(objective.parse "sharpe_ratio - max_drawdown, max_drawdown").keys)
  end)

  it("names what is wrong", function()
    for text, part in pairs {
      ["sharp_ratio"] = "unknown metric 'sharp_ratio'; did you mean 'sharpe_ratio'?",
      ["sharpe_ratio +"] = "is no metric",
      ["sharpe_ratio,,sqn"] = "a metric is missing beside ','",
      [""] = "a metric is missing",
      ["sharpe_ratio * sqn"] = "is no metric and no weight * metric",
      ["1..2 * sqn"] = "the weight is no number",
      [("sqn,"):rep(8) .. "sqn"] = "at most 8",
    } do
      local made, message = objective.parse(text)
      assert.is_nil(made, text)
      assert.is_truthy(message:find(part, 1, true), text .. ": " .. message)
    end
  end)

  describe("in a file", function()
    local folder
    setup(function() folder = program.folder() end)
    teardown(function() program.remove(folder) end)
    local function parse(text) return objective.parse(program.write(folder .. "/mine.lua", text)) end

    it("is a function of all metrics", function()
      local made = assert(parse "return function(m) return m.sharpe_ratio * 2, -m.max_drawdown end")
      assert.same({ 3, -0.2 }, made.values(METRICS))
      assert.is_nil(assert(parse "return function(m) return m.sqn end").values(METRICS))
      assert.is_nil(assert(parse "return function() return 0 / 0 end").values(METRICS))
      assert.is_nil(assert(parse "return function() return 1 / 0 end").values(METRICS))
    end)

    it("says where it fails", function()
      for text, part in pairs {
        ["return 5"] = "an objective is a function",
        ["return function("] = "mine.lua:1:",
        ["error 'no'"] = "no",
      } do
        local made, message = parse(text)
        assert.is_nil(made, text)
        assert.is_truthy(message:find(part, 1, true), message)
      end
      for text, part in pairs {
        ["return function(m) return m.x.y end"] = "mine.lua:1:",
        ["return function() return 'a' end"] = "it returned a string",
        ["return function() return io.open 'x' end"] = "mine.lua:1:",
      } do
        local ok, raised = pcall(assert(parse(text)).values, METRICS)
        assert.is_false(ok, text)
        assert.is_truthy(raised.objective:find(part, 1, true), raised.objective)
      end
    end)

    it("returns as many numbers each time", function()
      local made = assert(parse "local n = 0 return function() n = n + 1 if n > 1 then return 1 end return 1, 2 end")
      assert.same({ 1, 2 }, made.values(METRICS))
      local ok, raised = pcall(made.values, METRICS)
      assert.is_false(ok)
      assert.is_truthy(raised.objective:find("it returned 1 numbers, and 2 before", 1, true))
    end)
  end)
end)

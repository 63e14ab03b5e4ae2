--- What the documents say about strategy files is true: their strategies load,
-- their commands print what stands there, and the reference leaves no name out.
local loader = require "runtime.loader"
local market = require "stdlib.expr.market"
local names = require "stdlib.names"
local program = require "tests.support.program"
local strategies = require "tests.support.strategies"

local function read(path)
  local file = assert(io.open(TIDE_ROOT .. "/" .. path))
  local text = file:read "*a"
  file:close()
  return text
end

local REFERENCE, GUIDE = "docs/reference/strategy-file.md", "docs/guide/first-strategy.md"

--- Bodies of the fenced blocks of a language ("" for none).
local function blocks(path, language)
  local list = {}
  for found, body in ("\n" .. read(path)):gmatch "\n```(%a*)\n(.-)\n```" do
    if found == language then list[#list + 1] = body end
  end
  return list
end

for _, path in ipairs { REFERENCE, GUIDE } do
  describe(path, function()
    for i, text in ipairs(blocks(path, "lua")) do
      it("has a strategy that loads: " .. i, function()
        local file = strategies.write(text)
        local s, message = loader.load(file)
        os.remove(file)
        assert(s, message)
      end)
    end
  end)
end

describe(REFERENCE, function()
  local text = read(REFERENCE)
  local lists = { names.vocabulary, names.later, names.basic, names.modules, market.fields }
  for _, functions in pairs(names.libraries) do lists[#lists + 1] = functions end
  lists[#lists + 1] = { "above", "below", "at_least", "at_most", "between", "crosses_above", "crosses_below",
    "rising", "falling", "shift", "abs", "log", "sqrt", "exp", "log10",
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
    "floor", "ceil", "round", "trunc", "pow", "max", "min", "held", "within", "fresh", "to_number",
    "bars_since" }
  lists[#lists + 1] = { "enter", "exit", "stop_loss", "take_profit", "trailing_stop", "breakeven_at", "partial",
    "max_bars", "limit", "limit_bars", "size", "confidence", "max_entries" }

  it("names everything there is", function()
    for _, list in ipairs(lists) do
      for _, name in ipairs(list) do
        assert(text:find("%f[%w_]" .. name:gsub("%p", "%%%0") .. "%f[^%w_]"), name .. " is not in the reference")
      end
    end
  end)
end)

describe(GUIDE, function()
  local folder
  setup(function()
    folder = program.folder()
    assert.equal(0, program.shell(("cd %s && '%s' demo --out DEMO_1h.csv"):format(folder, program.path)).code)
  end)
  teardown(function() program.remove(folder) end)

  local steps = blocks(GUIDE, "lua")
  local order = 0
  -- Each command runs with the strategy that stands last above it.
  for body in ("\n" .. read(GUIDE)):gmatch "\n```%a*\n(.-)\n```" do
    local is_strategy = body:find("return strategy", 1, true)
    if is_strategy then order = order + 1 end
    local command, expected = body:match "^%$ %./tide ([^\n]*)\n(.*)$"
    if command and not command:find "^demo" then
      local text = steps[order]
      it("prints what stands there: " .. command, function()
        program.write(folder .. "/my_first.lua", text)
        local result = program.shell(("cd %s && '%s' %s"):format(folder, program.path, command))
        local printed = result.code == 0 and result.out or result.err
        assert.equal(expected, printed:sub(1, #expected))
      end)
    end
  end

  it("names the errors that are made", function()
    local run = ("cd %s && '%s' backtest my_first.lua --data DEMO_1h.csv"):format(folder, program.path)
    for _, wrong in ipairs { "m.close:crosses_abvoe(average)", "m.close > average" } do
      local text = steps[1]:gsub("m%.close:crosses_above%(average%)", wrong, 1)
      program.write(folder .. "/my_first.lua", text)
      local result = program.shell(run)
      assert.is_truthy(read(GUIDE):find(result.err, 1, true), result.err)
    end
  end)
end)

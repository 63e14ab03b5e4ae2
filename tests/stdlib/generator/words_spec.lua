--- Strategies in words: what a reader sees, and what a child changed.
local grammar = require "stdlib.generator.grammar"
local grow = require "stdlib.generator.grow"
local random = require "stdlib.generator.random"
local read = require "stdlib.generator.read"
local text = require "stdlib.generator.text"
local vary = require "stdlib.generator.vary"
local words = require "stdlib.generator.words"

local g = assert(grammar.load(nil, { timeframe = "1h" }))

local RULES = [[{"name":"a","entry_rules":{"long":{"operator":"AND","conditions":[
  {"indicator":"close","comparison":"crosses_above","value":
    {"indicator":"highest","params":[24],"inputs":["high"],"shift":1}},
  {"operator":"OR","conditions":[
    {"indicator":"rsi","params":[14],"inputs":["high"],"timeframe":"4h","comparison":"less_than","value":30,"within":5},
    {"indicator":"volume","comparison":"greater_than","held":3,"value":
      {"indicator":"sma","params":[20],"inputs":[{"indicator":"volume"}]}}]}]}},
  "exit_rules":{"long":{"operator":"OR","conditions":[
    {"indicator":"macd","params":[12,26,9],"output":"signal","comparison":"falling","value":1},
    {"type":"stop_loss","atr":2.5},{"type":"take_profit","percent":7},{"type":"time_stop","bars":48}]}}}]]

local function tree_of(json) return assert(read.strategy(g, json)) end

-- Every text of an outline, in its order.
local function flat(items, list)
  list = list or {}
  for _, item in ipairs(items) do
    list[#list + 1] = item.text
    if item.items then flat(item.items, list) end
  end
  return list
end

describe("a strategy in words", function()
  it("says its rules", function()
    assert.same({
      "Long", "Enter: all of", "close crosses above highest(high, 24) 1 bar before", "any of",
      "rsi(high, 14) on 4h < 30, within 5 bars", "volume > sma(volume, 20), held for 3 bars",
      "Leave", "macd(12, 26, 9).signal falls for 1 bar",
      "Leave at", "stop loss 2.5 ATR(14)", "take profit 7 %", "time stop after 48 bars",
    }, flat(words.outline(tree_of(RULES))))
  end)

  it("tells what a child changed", function()
    local parent = tree_of(RULES)
    local gone, new = words.changes(parent, tree_of((RULES:gsub('"value":30', '"value":25'))))
    assert.same({ "rsi(high, 14) on 4h < 30, within 5 bars" }, gone)
    assert.same({ "rsi(high, 14) on 4h < 25, within 5 bars" }, new)
    gone, new = words.changes(parent, tree_of((RULES:gsub('{"type":"take_profit","percent":7},', ""))))
    assert.same({ { "take profit 7 %" }, {} }, { gone, new })
    local group = '"%s","conditions":[\n    {"indicator":"rsi"'
    local other = RULES:gsub(group:format "OR":gsub("%p", "%%%0"), group:format "NOT")
    assert.is_true(other ~= RULES)
    gone, new = words.changes(parent, tree_of(other))
    assert.equal(2, #gone) -- they say the opposite now
    assert.same(gone, new)
  end)

  it("sees no change where there is none, and one where there is", function()
    local r = random.new(11)
    for _ = 1, 300 do
      local parent = assert(grow.strategy(g, r))
      assert.same({ {}, {} }, { words.changes(parent, parent) })
      local child = vary.mutate(g, r, parent)
      if child and text.of(child, "") ~= text.of(parent, "") then
        local gone, new = words.changes(parent, child)
        assert.is_true(#gone + #new > 0, text.of(parent, "") .. "\n" .. text.of(child, ""))
      end
    end
  end)
end)

--- The order book against a table of quantities.
local book = require "stdlib.book"
local columns = require "tests.support.columns"
local naive = require "tests.support.naive_book"

local FAR = 2 ^ 53

describe("a book", function()
  it("is empty and unknown at first", function()
    local b = book.new()
    assert.is_false(b:known())
    assert.equal(0, b:count "bid")
    assert.same({}, b:levels("ask", 5))
    assert.equal(0, b:quantity("bid", 100))
  end)

  it("shows the best levels first", function()
    local b = book.new()
    for _, price in ipairs { 99, 101, 100 } do
      b:set("bid", price, price * 10)
      b:set("ask", price + 5, price)
    end
    assert.same({ { 101, 1010 }, { 100, 1000 }, { 99, 990 } }, b:levels "bid")
    assert.same({ { 104, 99 }, { 105, 100 } }, b:levels("ask", 2))
    b:set("bid", 101, 0)
    b:set("bid", 100, 7)
    assert.same({ { 100, 7 } }, b:levels("bid", 1))
    assert.equal(7, b:quantity("bid", 100))
    assert.equal(0, b:quantity("bid", 101))
    assert.equal(2, b:count "bid")
  end)

  it("holds prices at both ends of what numbers can say, and below zero", function()
    local b, twin = book.new(), naive.new()
    for _, price in ipairs { 0, FAR, -FAR, 1, -1, FAR - 1, 1 - FAR } do
      for _, side in ipairs { "bid", "ask" } do
        b:set(side, price, FAR)
        twin:set(side, price, FAR)
        assert.is_nil(twin:difference(b))
      end
    end
    for _, price in ipairs { FAR, -FAR, 0 } do
      b:set("ask", price, 0)
      twin:set("ask", price, 0)
      assert.is_nil(twin:difference(b))
    end
  end)

  it("refuses what it cannot hold", function()
    local b = book.new()
    for _, case in ipairs { { 1, -1 }, { 1, FAR * 2 }, { FAR * 2, 1 }, { -FAR * 2, 1 } } do
      assert.has_error(function() b:set("bid", case[1], case[2]) end,
        "prices are at most 2^53 either way, quantities 0 to 2^53")
    end
    assert.has_error(function() b:set("buy", 1, 1) end, "side is bid or ask")
  end)

  -- How far from the middle prices lie, how far the middle jumps, and how often levels go.
  for name, case in pairs {
    ["of a market with all levels near"] = { spread = 40, jump = 3, gone = 0.5 },
    ["as wide as its window of cells"] = { spread = 300000, jump = 2000, gone = 0.5 },
    ["whose price runs away"] = { spread = 3000, jump = 90000, gone = 0.6 },
    ["with few levels, far from each other"] = { spread = 2000000, jump = 500000, gone = 0.9 },
    ["of prices anywhere"] = { spread = 2 ^ 50, jump = 2 ^ 40, gone = 0.4 },
  } do
    it(name .. " is the same as a table of quantities after any changes", function()
      for seed = 1, 4 do
        local random, b, twin = columns.random(seed), book.new(), naive.new()
        local middle = 0
        for i = 1, 6000 do
          if random() < 0.05 then middle = middle + random(-case.jump, case.jump) end
          local side = random() < 0.5 and "bid" or "ask"
          local distance = math.floor(case.spread * random() ^ 3)
          local price = middle + (side == "bid" and -distance or distance)
          local best = b:levels(side, 1)[1]
          if best and random() < 0.2 then price = best[1] end
          local quantity = random() < case.gone and 0 or random(1, 1000)
          b:set(side, price, quantity)
          twin:set(side, price, quantity)
          assert.equal(twin[side][price] or 0, b:quantity(side, price))
          if i % 300 == 0 then assert.is_nil(twin:difference(b)) end
        end
      end
    end)
  end
end)

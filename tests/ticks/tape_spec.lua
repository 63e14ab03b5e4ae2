--- Trades: what is read, and what is refused with which words.
local columns = require "tests.support.columns"
local ticks = require "stdlib.ticks"

local function load(text, options)
  options = options or {}
  options.text = text
  return ticks.load_trades("f.csv", options)
end

--- "seconds id side price quantity" a line.
local function dump(t)
  local c, out = t.cdata, {}
  for i = 0, t.n - 1 do
    out[i + 1] = ("%.15g %s %s %.15g %.15g"):format(tonumber(c.time[i]) / 1e6,
      c.id == nil and "-" or tostring(tonumber(c.id[i])), c.side[i] == 0 and "buy" or "sell",
      tonumber(c.price[i]) / 10 ^ t.price_digits, tonumber(c.quantity[i]) / 10 ^ t.quantity_digits)
  end
  return table.concat(out, "\n")
end

local PLAIN = "1700006400 7 buy 1.5 10\n1700006400.5 8 sell 1.25 0.25"

local NO_IDS = PLAIN:gsub(" %d (%a)", " - %1")

local ACCEPTED = {
  { "the usual columns",
    "timestamp_ms,trade_id,side,price,qty\n1700006400000,7,buy,1.5,10\n1700006400500,8,sell,1.25,0.25\n" },
  { "any order, case and separator",
    "Qty;PRICE;Side;x;ID;Time\n10;1.50;BUY;?;7;1700006400\n0.25;1.250;Sell;?;8;1700006400.5" },
  { "a dump of Binance", "id,price,qty,quote_qty,time,is_buyer_maker\n7,1.5,10.000,15,1700006400000,false\n"
    .. "8,1.25,0.250,0.3,1700006400500,true\n" },
  { "no ids", "time,side,price,qty\n1700006400000,buy,1.5,10\n1700006400500,sell,1.25,0.25\n", NO_IDS },
  { "empty lines and other line ends",
    "\239\187\191time,id,side,price,qty\r\n\r\n1700006400000,7,buy,+1.5,10.\r\n1700006400500,8,sell,01.25,.25" },
  { "an instrument of several",
    "time,symbol,id,side,price,qty\n1,B,1,buy,1,1\n1700006400,A,7,buy,1.5,10\n1700006400,B,2,buy,9,9\n"
    .. "1700006400.5,a,8,sell,1.25,0.25\n", nil, "A" },
}

-- text, message, instrument
local REFUSED = {
  ["an empty file"] = { "", "f.csv: this file is empty" },
  ["no rows"] = { "time,side,price,qty\n", "f.csv: there is no row" },
  ["no row of the instrument"] = { "time,coin,side,price,qty\n1,A,buy,1,1\n", "f.csv: no row is of 'B'", "B" },
  ["several instruments"] = { "time,coin,side,price,qty\n1,A,buy,1,1\n1,B,buy,1,1\n",
    "f.csv:3: instrument 'B' is not that of the first row: say which one to read" },
  ["no column of prices"] = { "time,side,qty\n",
    "f.csv:1: no column is called price; write a header with one of: price px" },
  ["no side"] = { "time,price,qty\n1,1,1\n",
    "f.csv:1: no column is called side or is_buyer_maker; it says what the taker did" },
  ["a side that is none"] = { "time,side,price,qty\n1,long,1,1\n", "f.csv:2: side 'long' is neither buy nor sell" },
  ["a maker that is neither"] = { "time,is_buyer_maker,price,qty\n1,1,1,1\n",
    "f.csv:2: is_buyer_maker '1' is neither true nor false" },
  ["a quantity of nothing"] = { "time,side,price,qty\n1,buy,1,0.0\n", "f.csv:2: quantity '0.0' is not above zero" },
  ["a price that is none"] = { "time,side,price,qty\n1,buy,1-,1\n",
    "f.csv:2: price '1-' is not a number of at most 18 figures" },
  ["a price of 19 figures"] = { "time,side,price,qty\n1,buy,1.000000000000000001,1\n",
    "f.csv:2: price '1.000000000000000001' is not a number of at most 18 figures" },
  ["a time that is none"] = { "time,side,price,qty\nx,buy,1,1\n",
    "f.csv:2: time 'x' is no time; write a Unix time or 2024-01-31 17:00:00.123" },
  ["a time that goes back"] = { "time,side,price,qty\n2,buy,1,1\n1,buy,1,1\n",
    "f.csv:3: time '1' lies before that of the row above; sort the rows" },
  ["an open quote"] = { "time,side,price,qty\n1,buy,\"1,1\n", "f.csv:2: a quote is not closed" },
}

describe("trades", function()
  for _, case in ipairs(ACCEPTED) do
    it("are read from " .. case[1], function()
      local t = assert(load(case[2], { instrument = case[4] }))
      assert.equal(case[3] or PLAIN, dump(t))
      assert.equal(2, t.price_digits)
    end)
  end

  for name, case in pairs(REFUSED) do
    it("are refused for " .. name, function()
      local t, message = load(case[1], { instrument = case[3] })
      assert.is_nil(t)
      assert.equal(case[2], message)
    end)
  end

  it("are refused where there is no file", function()
    local t, message = ticks.load_trades "/nowhere/f.csv"
    assert.is_nil(t)
    assert.is_truthy(message:find("/nowhere/f.csv", 1, true), message)
  end)

  it("keep every figure, whatever the units of the rows", function()
    for seed = 1, 20 do
      local random, lines, expected = columns.random(seed), { "time,side,price,qty" }, {}
      for i = 1, 60 do
        local digits = random(0, seed % 7)
        local text = ("%d.%0" .. math.max(digits, 1) .. "d"):format(random(0, 99999), random(0, 10 ^ digits - 1))
        lines[#lines + 1] = ("%d,buy,%s%s,1"):format(i, random() < 0.3 and "-" or "", text)
        expected[i] = tonumber((lines[#lines]:match ",buy,([^,]+)"))
      end
      local t = assert(load(table.concat(lines, "\n")))
      for i = 0, t.n - 1 do
        assert.equal(expected[i + 1], tonumber(t.cdata.price[i]) / 10 ^ t.price_digits)
      end
    end
  end)
end)

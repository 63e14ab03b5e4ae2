--- Changes of an order book: what is read, what is applied and in which order.
local book = require "stdlib.book"
local columns = require "tests.support.columns"
local depth_file = require "tests.support.depth_file"
local host = require "stdlib.host"
local naive = require "tests.support.naive_book"
local ticks = require "stdlib.ticks"

local C = host.C
local HEADER = "timestamp_ms,type,first_id,last_id,prev_id,side,price,qty\n"
local KINDS = { [C.TIDE_DEPTH_SNAPSHOT] = "snapshot", [C.TIDE_DEPTH_UPDATE] = "update", [C.TIDE_DEPTH_LOST] = "lost" }

local function load(text) return ticks.load_depth("f.csv", { text = text }) end

--- "snapshot 10, update 12 ...": kinds with their ids.
local function plan_of(depth)
  local list = {}
  for i = 0, depth.messages - 1 do
    list[#list + 1] = KINDS[depth.cdata.kind[i]] .. " " .. tostring(tonumber(depth.cdata.id[i]))
  end
  return table.concat(list, ", ")
end

--- Messages as "s10" or "u8-12<7" (an update of the changes 8 to 12 after one that ended with 7), a level each.
local function file_of(words)
  local out, time = { HEADER }, 1700000000000
  for word in words:gmatch "%S+" do
    local first, last, previous = word:match "^u(%d+)%-(%d+)<?(%d*)$"
    time = time + 100
    if first then
      out[#out + 1] = ("%d,update,%s,%s,%s,bid,%s,1\n"):format(time, first, last, previous, last)
    else
      out[#out + 1] = (",snapshot,,%s,,bid,%s,1\n"):format(word:match "^s(%d+)$", word:match "%d+")
    end
  end
  return table.concat(out)
end

-- words of file_of, what is applied, counts of the report that are not 0
local CHAINS = {
  { "spot: one after the other", "s10 u11-12 u13-13", "snapshot 10, update 12, update 13", {} },
  { "spot: the first update may reach back", "s10 u8-12 u13-14", "snapshot 10, update 12, update 14", {} },
  { "spot: what the snapshot says already goes", "s10 u8-9 u9-10 u11-12", "snapshot 10, update 12", { stale = 2 } },
  { "spot: updates before the snapshot wait for it", "u5-6 u7-9 u10-11 u12-13 s10 u14-15",
    "snapshot 10, update 11, update 13, update 15", { stale = 2 } },
  { "spot: a message is missing", "s10 u11-12 u14-15 u16-17", "snapshot 10, update 12, lost 12",
    { lost = 1, unused = 2 } },
  { "spot: the next snapshot helps", "s10 u11-12 u14-15 u16-17 s15 u18-19",
    "snapshot 10, update 12, lost 12, snapshot 15, update 17, update 19", { lost = 1, stale = 1 } },
  { "spot: a snapshot too old for what waits", "s10 u11-12 u16-17 s13 u18-19 s17 u20-20",
    "snapshot 10, update 12, lost 12, snapshot 13, lost 13, snapshot 17, update 19, update 20",
    { lost = 2, stale = 1 } },
  { "spot: a message twice", "s10 u11-12 u11-12 u13-14", "snapshot 10, update 12, update 14", {} },
  { "spot: an old message again", "s10 u11-12 u13-14 u11-12 u15-15", "snapshot 10, update 12, update 14, update 15",
    { stale = 1 } },
  { "spot: a snapshot of the past", "s10 u11-12 u13-14 s12 u15-16", "snapshot 10, update 12, update 14, update 16",
    { stale = 1 } },
  { "spot: a snapshot of the future", "s10 u11-12 s14 u13-14 u15-16",
    "snapshot 10, update 12, snapshot 14, update 16", { stale = 1 } },
  { "futures: one after the other", "s10 u8-12<7 u13-15<12", "snapshot 10, update 12, update 15", {} },
  { "futures: ids may leap, the chain counts", "s10 u9-12<7 u20-25<12", "snapshot 10, update 12, update 25", {} },
  { "futures: the update that ends with the snapshot is applied", "u5-6<4 u8-10<6 u13-15<10 s10",
    "snapshot 10, update 10, update 15", { stale = 1 } },
  { "futures: the update that follows the snapshot directly", "s10 u13-15<10", "snapshot 10, update 15", {} },
  { "futures: a message is missing", "s10 u9-12<8 u20-25<19", "snapshot 10, update 12, lost 12",
    { lost = 1, unused = 1 } },
  { "futures: an overlap is no link", "s10 u9-12<8 u11-15<11", "snapshot 10, update 12, lost 12",
    { lost = 1, unused = 1 } },
  { "futures: the first one is missing", "s10 u12-15<11", "snapshot 10, lost 10", { lost = 1, unused = 1 } },
}

describe("depth", function()
  for _, case in ipairs(CHAINS) do
    it("is chained, " .. case[1], function()
      local depth = assert(load(file_of(case[2])))
      assert.equal(case[3], plan_of(depth))
      for _, name in ipairs { "stale", "lost", "unused" } do
        assert.equal(case[4][name] or 0, depth.report[name], name)
      end
    end)
  end

  it("has exact numbers in one unit, and times that never fall", function()
    local d = assert(load(HEADER .. ",snapshot,,10,,bid,100.50,1\n,snapshot,,10,,ask,101,0.125\n"
      .. "1700000000100,update,11,12,,ask,101.25000,0\n1700000000200,update,13,13,,bid,99,12345678.5\n"))
    assert.equal(2, d.price_digits)
    assert.equal(3, d.quantity_digits)
    local c, prices, quantities, times = d.cdata, {}, {}, {}
    for i = 0, d.rows - 1 do
      prices[i + 1], quantities[i + 1] = tonumber(c.price[i]), tonumber(c.quantity[i])
    end
    for i = 0, d.messages - 1 do times[i + 1] = tonumber(c.time[i]) end
    assert.same({ 10050, 10100, 10125, 9900 }, prices)
    assert.same({ 1000, 125, 0, 12345678500 }, quantities)
    assert.same({ 1700000000100000, 1700000000100000, 1700000000200000 }, times)
    assert.is_true(c.received == nil)
  end)

  -- text, message
  for name, case in pairs {
    ["an empty file"] = { "", "f.csv: this file is empty" },
    ["no snapshot"] = { HEADER .. "1700000000000,update,1,2,,bid,1,1\n",
      "f.csv: there is no snapshot, so that the book is never known" },
    ["a column less"] = { "time,type,first_id,side,price,qty\n",
      "f.csv:1: no column is called last_id; write a header with one of: last_id last_update_id final_update_id" },
    ["a cell less"] = { HEADER .. "1700000000000,update,1,2\n", "f.csv:2: this row has 4 cells, expected are 8" },
    ["an unknown type"] = { HEADER .. "1700000000000,trade,1,2,,bid,1,1\n",
      "f.csv:2: type 'trade' is neither snapshot nor update" },
    ["an unknown side"] = { HEADER .. "1700000000000,update,1,2,,long,1,1\n",
      "f.csv:2: side 'long' is neither bid nor ask" },
    ["an id that is none"] = { HEADER .. "1700000000000,update,1,2x,,bid,1,1\n",
      "f.csv:2: last_id '2x' is no whole number" },
    ["an id too large"] = { HEADER .. "1700000000000,update,1,9223372036854775808,,bid,1,1\n",
      "f.csv:2: last_id '9223372036854775808' is no whole number" },
    ["ids the wrong way"] = { HEADER .. "1700000000000,update,3,2,,bid,1,1\n",
      "f.csv:2: first_id '3' is above the last_id" },
    ["an update without a time"] = { HEADER .. ",update,1,2,,bid,1,1\n",
      "f.csv:2: time '' is no time; write a Unix time or 2024-01-31 17:00:00.123" },
    ["a time that goes back"] = {
      HEADER .. "1700000000100,update,1,2,,bid,1,1\n1700000000000,update,3,4,,bid,1,1\n",
      "f.csv:3: time '1700000000000' lies before that of the update above; sort the messages" },
    ["a price that is none"] = { HEADER .. "1700000000000,update,1,2,,bid,1e3,1\n",
      "f.csv:2: price '1e3' is not a number of at most 18 figures" },
    ["a quantity below zero"] = { HEADER .. "1700000000000,update,1,2,,bid,1,-1\n",
      "f.csv:2: quantity '-1' is below zero" },
    ["numbers that share no unit"] = {
      HEADER .. "1700000000000,update,1,2,,bid,90000000000,1\n1700000000000,update,1,2,,bid,0.00000001,1\n",
      "f.csv:3: price '0.00000001' and the rows above need more than 2^53 of one unit" },
  } do
    it("is refused for " .. name, function()
      local depth, message = load(case[1])
      assert.is_nil(depth)
      assert.equal(case[2], message)
    end)
  end

  --- Every book that is known is the one that the venue had after that change.
  local function check(random, options)
    local text, after, last = depth_file.make(random, 120, options)
    local depth, b = assert(load(text)), book.new()
    local lost = 0
    for i = 0, depth.messages - 1 do
      assert.is_true(b:apply(depth, i, i + 1))
      lost = lost + (KINDS[depth.cdata.kind[i]] == "lost" and 1 or 0)
      assert.equal(KINDS[depth.cdata.kind[i]] ~= "lost", b:known())
      local expected = b:known() and after[tonumber(depth.cdata.id[i])] or naive.new()
      assert.is_nil(expected:difference(b))
    end
    assert.equal(depth.report.lost, lost)
    return depth, b, last
  end

  for name, futures in pairs { spot = false, futures = true } do
    it("of " .. name .. " gives the venue's book after every message, if none is missing", function()
      for seed = 1, 12 do
        local depth, b, last = check(columns.random(seed), { futures = futures, missing = 0, snapshots = 1 + seed % 3 })
        assert.equal(0, depth.report.lost + depth.report.unused)
        assert.equal(last, tonumber(depth.cdata.id[depth.messages - 1]))
        assert.is_true(b:known())
      end
    end)

    it("of " .. name .. " with messages missing is known or not, but never wrong", function()
      local lost = 0
      for seed = 1, 25 do
        local depth = check(columns.random(seed), { futures = futures, missing = 0.04, snapshots = 5 })
        lost = lost + depth.report.lost
      end
      assert.is_true(lost > 20, lost)
    end)
  end
end)

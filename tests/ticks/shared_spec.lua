--- The recorded ticks of ../shared/data against readers that share nothing with the host's.
local book = require "stdlib.book"
local columns = require "tests.support.columns"
local data = require "tests.support.data"
local ffi = require "ffi"
local host = require "stdlib.host"
local naive = require "tests.support.naive_book"
local ticks = require "stdlib.ticks"

local C = host.C
local POINTS = os.getenv "TIDE_SANITIZED" and 50 or 1000

local function units(text, digits) return math.floor(tonumber(text) * 10 ^ digits + 0.5) end

--- Messages { kind, last, rows = { {side, price, quantity} } } in the order of the file.
local function read_messages(path, digits)
  local list, pipe = {}, assert(io.popen(("gzip -cd '%s'"):format(path)))
  pipe:read "*l"
  for line in pipe:lines() do
    local kind, last, side, price, quantity = line:match "^%d*,%d+,(%a+),%d*,(%d+),%d*,(%a+),([^,]+),([^,]+)$"
    last = tonumber(last)
    local m = list[#list]
    if not m or m.kind ~= kind or m.last ~= last then
      m = { kind = kind, last = last, rows = {} }
      list[#list + 1] = m
    end
    m.rows[#m.rows + 1] = { side, units(price, digits[1]), units(quantity, digits[2]) }
  end
  pipe:close()
  return list
end

--- The snapshot, then every update that it does not contain.
local function in_order(messages, contains)
  local list, snapshot = {}, nil
  for _, m in ipairs(messages) do snapshot = m.kind == "snapshot" and m or snapshot end
  list[1] = snapshot
  for _, m in ipairs(messages) do
    if m.kind == "update" and not contains(snapshot.last, m.last) then list[#list + 1] = m end
  end
  return list
end

local FILES = {
  { "BTCUSDT_PERP_depth.csv.gz", { 1, 3 }, function(snapshot, last) return last < snapshot end },
  { "BTCUSDT_SPOT_depth.csv.gz", { 2, 6 }, function(snapshot, last) return last <= snapshot end },
}

describe("recorded ticks", function()
  for _, file in ipairs(FILES) do
    it("of " .. file[1] .. " give the book of a naive reader at any point", function()
      local path = data.path("ticks/" .. file[1])
      local depth, b, twin = assert(ticks.load_depth(path)), book.new(), naive.new()
      assert.same(file[2], { depth.price_digits, depth.quantity_digits })
      local expected = in_order(read_messages(path, file[2]), file[3])
      assert.equal(#expected, depth.messages)
      assert.equal(0, depth.report.lost + depth.report.unused)
      local random, points = columns.random(1), {}
      for _ = 1, POINTS do points[random(0, depth.messages - 1)] = true end
      local bid, ask = ffi.new "tide_book_level[1]", ffi.new "tide_book_level[1]"
      for i = 0, depth.messages - 1 do
        assert(b:apply(depth, i, i + 1))
        for _, row in ipairs(expected[i + 1].rows) do twin:set(row[1], row[2], row[3]) end
        if tonumber(depth.cdata.id[i]) ~= expected[i + 1].last then error("another message at " .. i) end
        C.tide_book_levels(b, C.TIDE_BID, bid, 1)
        C.tide_book_levels(b, C.TIDE_ASK, ask, 1)
        if bid[0].price >= ask[0].price then error("the book is crossed at message " .. i) end
        if points[i] then assert.is_nil(twin:difference(b)) end
      end
    end)
  end

  for name, case in pairs {
    ["BTCUSDT_PERP_trades.csv"] = { 1, 3 },
    ["BTCUSDT_SPOT_trades.csv"] = { 2, 5 },
    ["XRPETH_SPOT_trades.csv"] = { 8, 0 },
  } do
    it("of " .. name .. " are those of the file", function()
      local path = data.path("ticks/" .. name)
      local t, i = assert(ticks.load_trades(path)), 0
      assert.same(case, { t.price_digits, t.quantity_digits })
      for line in io.lines(path) do
        local time, id, side, price, quantity = line:match "^(%d+),.-(%d+),(%a+),([%d.]+),([%d.]+)"
        if time then
          local c = t.cdata
          assert(tonumber(c.time[i]) == time * 1000 and tonumber(c.id[i]) == tonumber(id)
            and c.side[i] == (side == "buy" and C.TIDE_BUY or C.TIDE_SELL)
            and tonumber(c.price[i]) == units(price, case[1])
            and tonumber(c.quantity[i]) == units(quantity, case[2]), line)
          i = i + 1
        end
      end
      assert.equal(i, t.n)
    end)
  end

  it("of several instruments are read one by one", function()
    local path, counts, others = data.path "ticks/HYPERLIQUID_PERP_trades.csv", {}, 0
    for line in io.lines(path) do
      local coin = line:match "^%d+,([^,]+)"
      if coin then counts[coin] = (counts[coin] or 0) + 1 end
    end
    for coin, count in pairs(counts) do
      local t = assert(ticks.load_trades(path, { instrument = coin }))
      assert.equal(count, t.n)
      others = others + t.report.others
    end
    assert.is_true(others > 15000)
  end)
end)

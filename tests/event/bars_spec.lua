--- Orders against candles: the host's reports are those of a naive twin, on random candles whose prices
-- often are equal, by section 2 of semantics.md and along the path.
local bars = require "tests.support.naive_bars"
local candles = require "stdlib.candles"
local columns = require "tests.support.columns"
local compare = require "tests.support.order_reports"
local scripts = require "tests.support.order_scripts"

local CASES = os.getenv "TIDE_SANITIZED" and 200 or 1200
local START, HOUR = 1700002800000, 3600000

local function make_candles(random, n)
  local lines, close = { "time,open,high,low,close,volume" }, 100
  for i = 0, n - 1 do
    local open = close + (random() < 0.4 and random(-3, 3) or 0) / 2
    close = open + random(-6, 6) / 2
    lines[#lines + 1] = ("%d,%.1f,%.1f,%.1f,%.1f,1"):format(START + i * HOUR, open,
      math.max(open, close) + random(0, 3) / 2, math.min(open, close) - random(0, 3) / 2, close)
  end
  return assert(candles.parse(table.concat(lines, "\n"), "C_1h.csv", { now = 4e15 }))
end

local function rows_of(c)
  local rows = {}
  for t = 0, c.n - 1 do
    local bar = { open = c.cdata.open[t], high = c.cdata.high[t], low = c.cdata.low[t], close = c.cdata.close[t] }
    local time = tonumber(c.cdata.time[t])
    rows[#rows + 1] = { time = time, happen = function(twin) bars.open(twin, bar) end }
    rows[#rows + 1] = { time = time + HOUR * 1000, happen = function(twin) bars.inside(twin, bar) end }
    rows[#rows + 1] = { time = time + HOUR * 1000, counts = true }
  end
  return rows
end

local function make_case(seed)
  local random = columns.random(seed)
  for _ = 1, 5 do random() end
  local c = make_candles(random, random(20, 60))
  local venue = { by = "candles", path = seed % 2 == 0 }
  if random() < 0.5 then venue.slippage = 0.0005 * random(1, 3) end
  if random() < 0.3 then
    venue.entry_us, venue.response_us = random(0, 2) * 40000000, random(0, 2) * 1900000000
  end
  local script = scripts.make(random, c.n, {
    rate = 0.2 + random() * 0.4, step = 0.5, price = function(r) return 100 + r(-15, 15) / 2 end,
    quantity = function(r) return r(1, 30) / 10 end,
  })
  return { market = { candles = c }, venue = venue, rows = rows_of(c), script = script }
end

describe("orders in candles", function()
  it("become what a naive twin says", function()
    local count = compare.counter()
    for seed = 1, CASES do
      local case = make_case(seed)
      local got = scripts.host({ case.market }, case.venue, { case.script })[1]
      compare.check(scripts.naive(case.rows, case.venue, bars, case.script), got, "seed " .. seed)
      count:add(got)
    end
    count:check(CASES)
  end)
end)

--- Orders against books and trades: the host's reports are those of a naive twin, on random markets.
local columns = require "tests.support.columns"
local compare = require "tests.support.order_reports"
local depth_file = require "tests.support.depth_file"
local match = require "tests.support.naive_match"
local order_rows = require "tests.support.order_rows"
local scripts = require "tests.support.order_scripts"
local ticks = require "stdlib.ticks"

local START = 1700000000000
local CASES = os.getenv "TIDE_SANITIZED" and 200 or 1200

local function make_trades(random, n, digits)
  local lines, time, price = { "time,side,price,qty" }, START, 1000
  for _ = 1, n do
    time, price = time + random(0, 120), price + random(-3, 3)
    lines[#lines + 1] = ("%d,%s,%s,%s"):format(time, random() < 0.5 and "buy" or "sell",
      ("%." .. digits .. "f"):format(price / 10), ("%.2f"):format(random(1, 400) / 100))
  end
  return assert(ticks.load_trades("t.csv", { text = table.concat(lines, "\n") }))
end

local function make_delays(random)
  local delays = { time = {}, entry = {}, cancel = {}, response = {} }
  for i = 1, 12 do
    delays.time[i] = (START + i * 700) * 1000
    for _, name in ipairs { "entry", "cancel", "response" } do delays[name][i] = random(0, 3) * 60000 end
  end
  return delays
end

local QUEUES = { "pessimistic", "proportional", "power" }

local function make_case(seed)
  local random = columns.random(seed)
  for _ = 1, 5 do random() end
  local market, venue = {}, { queue = QUEUES[random(1, 3)], power = random(1, 4) }
  local kind = seed % 4
  if kind ~= 3 then market.trades = make_trades(random, random(40, 160), random(1, 2)) end
  if kind ~= 0 then
    repeat -- a file whose snapshots are all useless is none
      market.depth = ticks.load_depth("d.csv", { text = depth_file.make(random, random(30, 90), {
        futures = seed % 3 == 0, missing = seed % 5 == 0 and 0.04 or 0, snapshots = random(1, 4),
      }) })
    until market.depth
  end
  local rows = order_rows.of(market, venue)
  if random() < 0.7 then venue.ahead = random(0, 3) / 2 end
  if random() < 0.5 then venue.slippage = 0.0005 * random(1, 3) end
  if random() < 0.5 then
    venue.entry_us, venue.cancel_us = random(0, 2) * 40000, random(0, 2) * 30000
    venue.response_us = random(0, 2) * 50000
  end
  if random() < 0.25 then venue.delays = make_delays(random) end
  local script_of = function()
    return scripts.make(random, #rows, {
      rate = 0.05 + random() * 0.2, step = 0.1, price = function(r) return 100 + r(-15, 15) / 10 end,
      quantity = function(r) return r(1, 600) / 100 end,
    })
  end
  return { market = market, venue = venue, rows = rows, script_of = script_of }
end

describe("orders in books and trades", function()
  it("become what a naive twin says", function()
    local count = compare.counter()
    for seed = 1, CASES do
      local case = make_case(seed)
      local script = case.script_of()
      local got = scripts.host({ case.market }, case.venue, { script })[1]
      compare.check(scripts.naive(case.rows, case.venue, match[case.venue.by], script), got, "seed " .. seed)
      count:add(got)
    end
    count:check(CASES)
    assert(count.said["expired no_offer"])
  end)

  it("become the same bytes twice, and beside nine other strategies", function()
    for seed = 1, CASES / 30 do
      local case, list = make_case(seed), {}
      for i = 1, 10 do list[i] = case.script_of() end
      local company = scripts.host({ case.market }, case.venue, list)
      compare.check(company[10], scripts.host({ case.market }, case.venue, list)[10], "again")
      for i = 1, 10 do
        local alone = scripts.host({ case.market }, case.venue, { list[i] })[1]
        assert.equal(compare.text(alone), compare.text(company[i]))
      end
    end
  end)
end)

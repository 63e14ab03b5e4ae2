--- Random orders in the recorded markets of ../shared/data: the host's reports are those of the naive twin.
local columns = require "tests.support.columns"
local compare = require "tests.support.order_reports"
local data = require "tests.support.data"
local ffi = require "ffi"
local match = require "tests.support.naive_match"
local order_rows = require "tests.support.order_rows"
local scripts = require "tests.support.order_scripts"
local ticks = require "stdlib.ticks"

-- The twin goes through thousands of levels for every message: the first ones have to do.
local MESSAGES = os.getenv "TIDE_SANITIZED" and 150 or 900
local TRADES = os.getenv "TIDE_SANITIZED" and 1500 or 12000

local function first_trades(path, n, options)
  local t = assert(ticks.load_trades(data.path(path), options))
  local cut = ffi.new("tide_tape", t.cdata[0])
  cut.n = math.min(n, t.n)
  return { cdata = cut, n = cut.n, price_digits = t.price_digits, quantity_digits = t.quantity_digits, whole = t }
end

local function first_depth(path, n)
  local d = assert(ticks.load_depth(data.path(path)))
  local cut = ffi.new("tide_depth", d.cdata[0])
  cut.messages = math.min(n, d.messages)
  return {
    cdata = cut, messages = cut.messages, price_digits = d.price_digits, quantity_digits = d.quantity_digits,
    whole = d,
  }
end

local MARKETS = {
  {
    name = "the perpetual", trades = "ticks/BTCUSDT_PERP_trades.csv", depth = "ticks/BTCUSDT_PERP_depth.csv.gz",
    step = 0.1, quantity = 0.001, most = 4000,
  }, {
    name = "spot", trades = "ticks/BTCUSDT_SPOT_trades.csv", depth = "ticks/BTCUSDT_SPOT_depth.csv.gz", step = 0.01,
    quantity = 0.00001, most = 100000,
  },
  { name = "trades of XRPETH", trades = "ticks/XRPETH_SPOT_trades.csv", step = 1e-8, quantity = 1, most = 500 },
  {
    name = "trades of ETH on Hyperliquid", trades = "ticks/HYPERLIQUID_PERP_trades.csv", instrument = "ETH",
    step = 0.1, quantity = 0.0001, most = 5000,
  },
}

--- A price near those that are traded when an order is sent would need the row: the median of all does.
local function middle(t)
  local list = {}
  for i = 0, t.n - 1 do list[#list + 1] = tonumber(t.cdata.price[i]) end
  table.sort(list)
  return list[math.ceil(#list / 2)] / 10 ^ t.price_digits
end

describe("orders in recorded markets", function()
  for _, m in ipairs(MARKETS) do
    it("become what a naive twin says: " .. m.name, function()
      local market = { trades = first_trades(m.trades, TRADES, { instrument = m.instrument }) }
      if m.depth then
        market.depth = first_depth(m.depth, MESSAGES)
        local last, n = market.depth.cdata.time[market.depth.messages - 1], 0
        while n < market.trades.n and market.trades.cdata.time[n] <= last do n = n + 1 end
        market.trades.cdata.n, market.trades.n = n, n
      end
      local venue = { queue = "power", power = 2, entry_us = 5000, cancel_us = 2000, response_us = 3000, ahead = 2 }
      local rows, near, fills = order_rows.of(market, venue), middle(market.trades), 0
      for seed = 1, 2 do
        local random = columns.random(seed)
        local script = scripts.make(random, #rows, {
          rate = 400 / #rows, step = m.step * 10, quantity = function(r) return r(1, m.most) * m.quantity end,
          price = function(r) return near + r(-100, 100) * m.step * 2 end,
        })
        local got = scripts.host({ market }, venue, { script })[1]
        compare.check(scripts.naive(rows, venue, match[venue.by], script), got, m.name)
        for _, r in ipairs(got) do fills = fills + (r.kind == "fill" and 1 or 0) end
      end
      assert.is_true(fills > 20, fills)
    end)
  end
end)

--- The profiles of semantics.md section 5: the known result of backtesting.py
-- itself, its rules on random cases, and what each tool does differently.
local backtesting = require "tests.support.reference.backtesting_py"
local check = require "tests.support.check"
local compare = require "tests.support.reference.compare"
local data = require "tests.support.data"
local kernel = require "tests.support.kernel"
local random = require "tests.support.reference.random"
local random_market = require "tests.support.reference.random_market"
local scenario = require "tests.support.scenario"
local sma_cross = require "tests.support.sma_cross"

local TOOL = "backtesting.py"

local KNOWN = {
  num_trades = 112, final_equity = 91977.11554286431, annual_return = -0.08084400528309676,
  volatility = 0.057221144615024295, cagr = -0.09860316324614281,
  sharpe_ratio = -1.412834465773163, sortino_ratio = -1.7212773196937752,
  calmar_ratio = -0.6267561284449232, max_drawdown = 0.12898797732330591,
  win_rate = 0.29464285714285715, profit_factor = 0.694456502502203,
  expectancy = -0.0007323733552757304, sqn = -1.523519123876325,
  kelly = -0.13795080449030855, exposure = 0.9876, beta = 0.19856568672881103,
  buy_hold_return = 0.14930146439993258,
}

local function settings(cash, commission, spread, fee)
  return { cash = cash, commission = commission, commission_maker = commission, spread = spread,
    fee_fixed = fee or 0, leverage = 1, tiers = {} }
end

describe("profile " .. TOOL, function()
  local function known(metrics)
    local market = sma_cross.read(data.path "EURUSD_1h.csv")
    local found = metrics(market, sma_cross.rules(market, 13, 55), settings(1e5, 0.0002, 0.0001))
    for key, value in pairs(KNOWN) do
      assert(compare.near(value, found[key], 1e-9),
        ("%s: %.17g, known %.17g"):format(key, found[key], value))
    end
  end

  it("gives the tool's own numbers on EURUSD, SMA 13/55 (reference)", function()
    known(function(...) return backtesting.metrics(backtesting.run(...)) end)
  end)

  it("gives the tool's own numbers on EURUSD, SMA 13/55 (kernel)", function()
    known(function(market, rules, o) return assert(kernel.run(market, rules, o, nil, TOOL)).metrics end)
  end)

  --- Entries, exits, stops and targets: all that the tool has.
  local function side(r, n)
    local s, density = { enter = {}, exit = {} }, r:pick { 0.02, 0.1, 0.4 }
    for t = 0, n - 1 do
      s.enter[t], s.exit[t] = r:chance(density), r:chance(density / 2)
    end
    if r:chance(0.5) then s.stop_loss = { kind = "fraction", value = r:pick { 0.01, 0.05 } } end
    if r:chance(0.5) then s.take_profit = { kind = "fraction", value = r:pick { 0.01, 0.05 } } end
    return s
  end

  it("agrees with the reference on random cases", function()
    for seed = 1, 300 do
      local r = random.new(seed)
      local market = random_market.new(r)
      market.volume, market.funding = nil, nil
      local first = r:int(0, math.min(10, market.n))
      local rules = { first = first, settled = first,
        side = { [0] = side(r, market.n), [1] = r:chance(0.7) and side(r, market.n) or nil } }
      local o = settings(1e6, r:pick { 0, 0.001 }, r:pick { 0, 0.0005 }, r:pick { 0, 0, 3 })
      local a, b = backtesting.run(market, rules, o), kernel.run(market, rules, o, nil, TOOL)
      local message = market.n > 0 and backtesting.compare(a, b)
      assert(not message, ("seed %d: %s"):format(seed, message or ""))
    end
  end)
end)

describe("profiles", function()
  for _, case in ipairs(require "tests.support.cases.profiles") do
    it(case.name, function()
      local market, rules = scenario.new(case)
      local o = { tiers = {} }
      for key, value in pairs(case.settings) do o[key] = value end
      check.case(case, assert(kernel.run(market, rules, o, nil, case.profile)))
    end)
  end
end)

--- Paths done the long way, on lists: the twin of host/stats/path.c and paths.c. The generator of
-- random numbers is written out in 64-bit integers.
local ffi = require "ffi"
local statistics = require "tests.support.reference.statistics"

local naive = {}

local band, bxor, rshift = bit.band, bit.bxor, bit.rshift
local GAMMA = 0x9e3779b97f4a7c15ULL

local function mixed(z)
  z = bxor(z, rshift(z, 30)) * 0xbf58476d1ce4e5b9ULL
  z = bxor(z, rshift(z, 27)) * 0x94d049bb133111ebULL
  return bxor(z, rshift(z, 31))
end

local function generator(seed, number)
  local state = mixed(mixed(ffi.cast("uint64_t", seed) + GAMMA) + number + GAMMA)
  local function bits()
    state = state + GAMMA
    return mixed(state)
  end
  local r = {}
  function r.uniform() return tonumber(rshift(bits(), 11)) * 2 ^ -53 end
  function r.below(n)
    local again = 2 ^ 32 % n
    while true do
      local wide = rshift(bits(), 32) * n
      if tonumber(band(wide, 0xffffffffULL)) >= again then return tonumber(rshift(wide, 32)) end
    end
  end
  return r
end

local draws = {}

function draws.as_is(_, n)
  local list = {}
  for i = 1, n do list[i] = i end
  return list
end

function draws.trades(r, n)
  local list = {}
  for i = 1, n do list[i] = 1 + r.below(n) end
  return list
end

function draws.blocks(r, n, plan)
  local block = plan.block > 0 and plan.block or n ^ (1 / 3)
  local list = {}
  for i = 1, n do
    if i == 1 or r.uniform() < 1 / block then
      list[i] = 1 + r.below(n)
    else
      list[i] = list[i - 1] % n + 1
    end
  end
  return list
end

function draws.shuffle(r, n)
  local list = draws.as_is(r, n)
  for i = n, 2, -1 do
    local k = 1 + r.below(i)
    list[i], list[k] = list[k], list[i]
  end
  return list
end

function draws.skip(r, n, plan)
  local list = {}
  for i = 1, n do
    if r.uniform() >= plan.skip then list[#list + 1] = i end
  end
  return list
end

local function sharpe(returns, plan, per_year)
  if #returns < 2 then return nil end
  local deviation = statistics.deviation(returns)
  local mean = statistics.mean(returns)
  if deviation <= 1e-12 * math.abs(mean) or deviation == 0 then return nil end
  return (mean - plan.risk_free / per_year) / deviation * math.sqrt(per_year)
end

--- One path.
-- @param steps  list of { share, cash, low, low_cash }
-- @param plan   { method, seed, block, skip, cash, per_year, risk_free, points }
-- @param number from 0
-- @return { final_equity, max_drawdown, sharpe_ratio or nil, lowest, curve, draw }
function naive.path(steps, plan, number)
  local draw = draws[plan.method](generator(plan.seed, number), #steps, plan)
  local after, worst, returns = { [0] = plan.cash }, { [0] = plan.cash }, {}
  for i, index in ipairs(draw) do
    local e, s = after[i - 1], steps[index]
    if e <= 0 then
      after[i], worst[i] = e, e
    else
      after[i] = e + e * s.share + s.cash
      worst[i] = math.min(e + e * s.low + s.low_cash, after[i])
      if worst[i] <= 0 then after[i] = worst[i] end
      returns[i] = s.share + s.cash / e
    end
  end
  local made = { curve = {}, draw = draw, lowest = plan.cash, max_drawdown = 0 }
  local peak = plan.cash
  for i = 1, #draw do
    made.lowest = math.min(made.lowest, worst[i])
    made.max_drawdown = math.max(made.max_drawdown, 1 - worst[i] / peak)
    peak = math.max(peak, after[i])
  end
  for k = 0, plan.points do made.curve[k + 1] = after[math.floor(#draw * k / plan.points)] end
  made.final_equity = after[#draw]
  made.sharpe_ratio = sharpe(returns, plan, plan.per_year * #draw / #steps)
  return made
end

--- Type-7 quantile of a list.
function naive.quantile(list, q)
  local sorted = {}
  for i, x in ipairs(list) do sorted[i] = x end
  table.sort(sorted)
  local at = q * (#sorted - 1)
  local k = math.floor(at)
  local above = sorted[k + 2] or sorted[k + 1]
  return sorted[k + 1] + (at - k) * (above - sorted[k + 1])
end

return naive

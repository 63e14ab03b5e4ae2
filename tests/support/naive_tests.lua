--- Tests of significance done the long way, on lists and with every sample drawn out in
-- full: the twins of host/stats. The draws are those of host/core/random.h.
local bit = require "bit"
local statistics = require "tests.support.reference.statistics"

local naive = {}

--- splitmix64 as host/core/random.h has it: returns uniform(), below(n).
local function generator(seed)
  local state = 0ULL + seed
  local function bits()
    state = state + 0x9e3779b97f4a7c15ULL
    local z = state
    z = bit.bxor(z, bit.rshift(z, 30)) * 0xbf58476d1ce4e5b9ULL
    z = bit.bxor(z, bit.rshift(z, 27)) * 0x94d049bb133111ebULL
    return bit.bxor(z, bit.rshift(z, 31))
  end
  local function uniform() return tonumber(bit.rshift(bits(), 11)) * 2 ^ -53 end
  local function below(n)
    local least = 2 ^ 32 % n
    while true do
      local wide = bit.rshift(bits(), 32) * n
      if tonumber(wide % 0x100000000ULL) >= least then return tonumber(bit.rshift(wide, 32)) end
    end
  end
  return uniform, below
end

-- Days 1..n drawn again in stretches.
local function draw(uniform, below, n, block)
  local days, day = {}, 0
  for t = 1, n do
    day = (t == 1 or uniform() < 1 / block) and below(n) or (day + 1) % n
    days[t] = day + 1
  end
  return days
end

local function pick(list, days)
  local out = {}
  for t, day in ipairs(days) do out[t] = list[day] end
  return out
end

local function covariance(list, mean, lag)
  local sum = 0
  for t = 1, #list - lag do sum = sum + (list[t] - mean) * (list[t + lag] - mean) end
  return sum / #list
end

-- Hansen's w^2.
local function long_variance(list, block)
  local n, mean, stay = #list, statistics.mean(list), 1 - 1 / block
  local sum = covariance(list, mean, 0)
  for i = 1, n - 1 do
    sum = sum + 2 * ((n - i) / n * stay ^ i + i / n * stay ^ (n - i)) * covariance(list, mean, i)
  end
  return sum
end

--- What stats.spa gives; rows that do not move are left out before.
function naive.spa(m, options)
  local n = #m[1]
  local block = options.block or n ^ (1 / 3)
  local uniform, below = generator(options.seed)
  local mean, width, center, t = {}, {}, { {}, {}, {} }, 0
  local best
  for k, row in ipairs(m) do
    mean[k], width[k] = statistics.mean(row), math.sqrt(long_variance(row, block) / n)
    local found = mean[k] / width[k]
    center[1][k] = math.max(mean[k], 0)
    center[2][k] = found >= -math.sqrt(2 * math.log(math.log(n))) and mean[k] or 0
    center[3][k] = mean[k]
    if not best or found > mean[best] / width[best] then best = k end
    t = math.max(t, found)
  end
  local extreme = { 0, 0, 0 }
  for _ = 1, options.samples do
    local days, most = draw(uniform, below, n, block), { 0, 0, 0 }
    for k, row in ipairs(m) do
      local again = statistics.mean(pick(row, days))
      for kind = 1, 3 do
        most[kind] = math.max(most[kind], (again - center[kind][k]) / width[k])
      end
    end
    for kind = 1, 3 do extreme[kind] = extreme[kind] + (most[kind] >= t and 1 or 0) end
  end
  local function p(kind) return (extreme[kind] + 1) / (options.samples + 1) end
  return { best = best, statistic = t, p_lower = p(1), p = p(2), p_upper = p(3) }
end

local function population_sharpe(list)
  return statistics.mean(list) / math.sqrt(statistics.moment(list, 2))
end

-- What a day adds to the difference of Sharpe ratios, to the first order.
local function influence(a, b)
  local y = {}
  for i, list in ipairs { a, b } do
    local mean, variance = statistics.mean(list), statistics.moment(list, 2)
    local square, sign = variance + mean ^ 2, i == 1 and 1 or -1
    for t, x in ipairs(list) do
      y[t] = (y[t] or 0) + sign * (square * x - mean * x * x / 2) / variance ^ 1.5
    end
  end
  return y
end

local function follow(list)
  local xy, xx = 0, 0
  for t = 2, #list do
    xy, xx = xy + list[t] * list[t - 1], xx + list[t - 1] ^ 2
  end
  return math.max(-0.97, math.min(0.97, xy / xx))
end

-- Prewhitened, quadratic spectral kernel, Andrews' bandwidth.
local function long_run_variance(y)
  local mean, x, e = statistics.mean(y), {}, {}
  for t, value in ipairs(y) do x[t] = value - mean end
  local before = follow(x)
  for t = 2, #x do e[t - 1] = x[t] - before * x[t - 1] end
  local rest = follow(e)
  local width = 1.3221 * (4 * rest ^ 2 / (1 - rest) ^ 4 * #e) ^ 0.2
  local sum = covariance(e, 0, 0)
  for lag = 1, #e - 1 do
    local z = 6 * math.pi * lag / width / 5
    local weight = 25 / (12 * math.pi ^ 2 * (lag / width) ^ 2) * (math.sin(z) / z - math.cos(z))
    sum = sum + 2 * weight * covariance(e, 0, lag)
  end
  return sum / (1 - before) ^ 2
end

--- What stats.sharpe_difference gives.
function naive.sharpe_difference(a, b, options)
  local n = #a
  local _, below = generator(options.seed)
  local block = math.floor((options.block or n ^ (1 / 3)) + 0.5)
  local difference = population_sharpe(a) - population_sharpe(b)
  local deviation = math.sqrt(long_run_variance(influence(a, b)) / (n - 4))
  local extreme = 0
  for _ = 1, options.samples do
    local days = {}
    for _ = 1, math.floor(n / block) do
      local from = below(n)
      for t = 0, block - 1 do days[#days + 1] = (from + t) % n + 1 end
    end
    local again, other = pick(a, days), pick(b, days)
    local y, squares = influence(again, other), 0
    local mean = statistics.mean(y)
    for j = 1, #days, block do
      local sum = 0
      for t = j, j + block - 1 do sum = sum + y[t] - mean end
      squares = squares + sum ^ 2
    end
    local moved = population_sharpe(again) - population_sharpe(other) - difference
    if math.abs(moved) / (math.sqrt(squares) / #days) >= math.abs(difference) / deviation then
      extreme = extreme + 1
    end
  end
  local sample = math.sqrt((n - 1) / n)
  return { difference = difference * sample, deviation = deviation * sample,
    p = (extreme + 1) / (options.samples + 1) }
end

local function welch(a, b)
  local va, vb = statistics.variance(a) / #a, statistics.variance(b) / #b
  return (statistics.mean(a) - statistics.mean(b)) / math.sqrt(va + vb),
    (va + vb) ^ 2 / (va ^ 2 / (#a - 1) + vb ^ 2 / (#b - 1))
end

local function centered(list)
  local out, mean = {}, statistics.mean(list)
  for t, x in ipairs(list) do out[t] = x - mean end
  return out
end

--- What stats.mean_difference gives, but for p.
function naive.mean_difference(a, b, options)
  local uniform, below = generator(options.seed)
  local t, degrees = welch(a, b)
  local x, y, extreme = centered(a), centered(b), 0
  for _ = 1, options.samples do
    local again = pick(x, draw(uniform, below, #x, options.block or (#x) ^ (1 / 3)))
    local other = pick(y, draw(uniform, below, #y, options.block or (#y) ^ (1 / 3)))
    local found = welch(again, other)
    if found ~= found or math.abs(found) >= math.abs(t) then extreme = extreme + 1 end
  end
  return { difference = statistics.mean(a) - statistics.mean(b), t = t, degrees = degrees,
    p_bootstrap = (extreme + 1) / (options.samples + 1) }
end

-- Type-7 quantile of a sorted list.
local function quantile(sorted, q)
  local at = q * (#sorted - 1)
  local k = math.floor(at)
  local above = sorted[k + 2] or sorted[k + 1]
  return sorted[k + 1] + (at - k) * (above - sorted[k + 1])
end

--- What stats.mean_interval gives.
function naive.mean_interval(list, options)
  local uniform, below = generator(options.seed)
  local means, level = {}, options.level or 0.95
  for i = 1, options.samples do
    means[i] = statistics.mean(pick(list, draw(uniform, below, #list, options.block or 1)))
  end
  table.sort(means)
  return { mean = statistics.mean(list), low = quantile(means, (1 - level) / 2),
    high = quantile(means, (1 + level) / 2) }
end

return naive

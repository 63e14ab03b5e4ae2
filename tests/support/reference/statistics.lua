--- Plain statistics over Lua lists (1-based). Undefined is nil.
local statistics = {}

function statistics.sum(list)
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x end
  return sum
end

function statistics.mean(list)
  if #list == 0 then return nil end
  return statistics.sum(list) / #list
end

--- Mean of (x - mean)^k.
function statistics.moment(list, k)
  local mean, sum = statistics.mean(list), 0
  for _, x in ipairs(list) do sum = sum + (x - mean) ^ k end
  return sum / #list
end

--- Variance with ddof 1.
function statistics.variance(list)
  if #list < 2 then return nil end
  return statistics.moment(list, 2) * #list / (#list - 1)
end

function statistics.deviation(list)
  local variance = statistics.variance(list)
  return variance and math.sqrt(variance)
end

--- a / b; nil when either is undefined or b is zero.
function statistics.ratio(a, b)
  if not a or not b or b == 0 then return nil end
  return a / b
end

--- Type-7 quantile.
function statistics.quantile(list, q)
  if #list == 0 then return nil end
  local sorted = {}
  for i, x in ipairs(list) do sorted[i] = x end
  table.sort(sorted)
  local h = (#sorted - 1) * q + 1
  local low = math.floor(h)
  local high = math.min(low + 1, #sorted)
  return sorted[low] + (h - low) * (sorted[high] - sorted[low])
end

--- Geometric mean; nil when some x <= 0.
function statistics.geometric(list)
  if #list == 0 then return nil end
  local sum = 0
  for _, x in ipairs(list) do
    if x <= 0 then return nil end
    sum = sum + math.log(x)
  end
  return math.exp(sum / #list)
end

--- Standard normal distribution: series near zero, continued fraction beyond.
function statistics.normal(x)
  local a = math.abs(x)
  local tail
  if a < 5 then
    local term, sum, k = a, a, 0
    while term > sum * 1e-18 and k < 500 do
      k = k + 1
      term = term * a * a / (2 * k + 1)
      sum = sum + term
    end
    tail = 0.5 - sum * math.exp(-a * a / 2) / math.sqrt(2 * math.pi)
  else
    local fraction = a
    for k = 200, 1, -1 do fraction = a + k / fraction end
    tail = math.exp(-a * a / 2) / (math.sqrt(2 * math.pi) * fraction)
  end
  return x > 0 and 1 - tail or tail
end

--- Slope and intercept of the least-squares line of y on x.
function statistics.line(x, y)
  if #x < 2 then return nil end
  local mx, my, sxy, sxx = statistics.mean(x), statistics.mean(y), 0, 0
  for i = 1, #x do
    sxy = sxy + (x[i] - mx) * (y[i] - my)
    sxx = sxx + (x[i] - mx) ^ 2
  end
  local slope = statistics.ratio(sxy, sxx)
  return slope, slope and my - slope * mx
end

return statistics

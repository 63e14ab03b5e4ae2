--- Statistics of a search done the long way, on lists: the twins of host/stats.
local statistics = require "tests.support.reference.statistics"

local naive = {}

--- Returns of made-up strategies: a row each, the first so many of them with an edge a day.
function naive.noise(random, rows, days, edge, with_edge)
  local m = {}
  for i = 1, rows do
    m[i] = {}
    for t = 1, days do
      m[i][t] = 0.01 * random:normal() + (i <= (with_edge or 0) and edge or 0)
    end
  end
  return m
end

--- Mean over deviation; 0 when nothing moves.
function naive.sharpe(list)
  local deviation = statistics.deviation(list)
  return deviation > 1e-9 and statistics.mean(list) / deviation or 0
end

-- Every way to choose k of the numbers first..n.
local function choices(first, n, k)
  if k == 0 then return { {} } end
  local all = {}
  for i = first, n - k + 1 do
    for _, rest in ipairs(choices(i + 1, n, k - 1)) do
      rest[#rest + 1] = i
      all[#all + 1] = rest
    end
  end
  return all
end

-- Sharpe ratio of each row on the days of the slices in `inside`, or of the others.
local function sharpes(m, slices, inside, wanted)
  local list = {}
  for i, row in ipairs(m) do
    local days = {}
    for s = 0, slices - 1 do
      for t = math.floor(s * #row / slices) + 1, math.floor((s + 1) * #row / slices) do
        if (inside[s + 1] or false) == wanted then days[#days + 1] = row[t] end
      end
    end
    list[i] = naive.sharpe(days)
  end
  return list
end

-- Index of the largest, the first of equals.
local function best_of(list)
  local best = 1
  for i, x in ipairs(list) do
    if x > list[best] then best = i end
  end
  return best
end

local function rank_of(list, at)
  local less, equal = 0, 0
  for _, x in ipairs(list) do
    less = less + (x < list[at] and 1 or 0)
    equal = equal + (x == list[at] and 1 or 0)
  end
  return less + (equal + 1) / 2
end

--- What stats.pbo gives, with the logits sorted.
function naive.pbo(m, slices)
  local chosen, after, logits, below, losses = {}, {}, {}, 0, 0
  for _, choice in ipairs(choices(1, slices, slices / 2)) do
    local inside = {}
    for _, s in ipairs(choice) do inside[s] = true end
    local ins, outs = sharpes(m, slices, inside, true), sharpes(m, slices, inside, false)
    local at = best_of(ins)
    local w = rank_of(outs, at) / (#m + 1)
    chosen[#chosen + 1], after[#after + 1] = ins[at], outs[at]
    logits[#logits + 1] = math.log(w / (1 - w))
    below = below + (w <= 0.5 and 1 or 0)
    losses = losses + (outs[at] < 0 and 1 or 0)
  end
  table.sort(logits)
  return {
    pbo = below / #logits, loss = losses / #logits, slope = statistics.line(chosen, after),
    sharpe_in = statistics.mean(chosen), sharpe_out = statistics.mean(after),
    combinations = #logits, logits = logits,
  }
end

--- Correlation of two lists; nil when one of them does not move.
function naive.correlation(x, y)
  local mx, my, xy, xx, yy = statistics.mean(x), statistics.mean(y), 0, 0, 0
  for t = 1, #x do
    xy = xy + (x[t] - mx) * (y[t] - my)
    xx = xx + (x[t] - mx) ^ 2
    yy = yy + (y[t] - my) ^ 2
  end
  return xx > 1e-20 and yy > 1e-20 and xy / math.sqrt(xx * yy) or nil
end

--- Mean of the correlations of all pairs, and of their squares.
function naive.correlations(m)
  local sum, squares, pairs_seen = 0, 0, 0
  for i = 1, #m do
    for j = 1, i - 1 do
      local r = naive.correlation(m[i], m[j])
      if r then sum, squares, pairs_seen = sum + r, squares + r * r, pairs_seen + 1 end
    end
  end
  return sum / pairs_seen, squares / pairs_seen
end

return naive

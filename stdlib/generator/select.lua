--- Who is better, and who may have children: tournaments, and Pareto ranks for several aims.
--
-- A member is { record = { values or nil, trades, hash }, complexity }. Values are higher the
-- better; a record without them is unfit: its metrics are undefined or it trades too little.
local select_ = {}

--- Order of the unfit: those that trade more are nearer to being fit.
local function unfit_better(a, b)
  if a.record.trades ~= b.record.trades then return a.record.trades > b.record.trades end
  return a.record.hash < b.record.hash
end

--- Is `a` better than `b`? A total order: the last word has the hash.
function select_.better(a, b)
  local x, y = a.record.values, b.record.values
  if not x or not y then
    if x or y then return x ~= nil end
    return unfit_better(a, b)
  end
  if a.rank and b.rank then
    if a.rank ~= b.rank then return a.rank < b.rank end
    if a.crowding ~= b.crowding then return a.crowding > b.crowding end
  else
    local u, v = a.record.fitness or x[1], b.record.fitness or y[1]
    if u ~= v then return u > v end
  end
  if a.complexity ~= b.complexity then return a.complexity < b.complexity end
  return a.record.hash < b.record.hash
end

--- Members in a new list, the best first.
function select_.sorted(members)
  local list = {}
  for i = 1, #members do list[i] = members[i] end -- unpack() has room for some thousands only
  table.sort(list, select_.better)
  return list
end

--- The best of `size` members drawn at random.
function select_.tournament(r, members, size)
  local best = r:pick(members)
  for _ = 2, size do
    local other = r:pick(members)
    if other ~= best and select_.better(other, best) then best = other end
  end
  return best
end

--- Does `x` do at least as well as `y` everywhere, and better somewhere?
local function dominates(x, y)
  local better = false
  for i = 1, #x do
    if x[i] < y[i] then return false end
    better = better or x[i] > y[i]
  end
  return better
end

--- Lists of members, each dominated only by members of the lists before it.
local function fronts_of(members)
  local beaten_by, beats, front = {}, {}, {}
  for i, a in ipairs(members) do
    beaten_by[i], beats[i] = 0, {}
    for k, b in ipairs(members) do
      if dominates(a.record.values, b.record.values) then
        table.insert(beats[i], k)
      elseif dominates(b.record.values, a.record.values) then
        beaten_by[i] = beaten_by[i] + 1
      end
    end
    if beaten_by[i] == 0 then front[#front + 1] = i end
  end
  local fronts = {}
  while #front > 0 do
    local list, following = {}, {}
    for n, i in ipairs(front) do
      list[n] = members[i]
      for _, k in ipairs(beats[i]) do
        beaten_by[k] = beaten_by[k] - 1
        if beaten_by[k] == 0 then following[#following + 1] = k end
      end
    end
    fronts[#fronts + 1], front = list, following
  end
  return fronts
end

--- How far the neighbours of each member of a front are, in all values together.
local function set_crowding(front)
  for _, m in ipairs(front) do m.crowding = 0 end
  for v = 1, #front[1].record.values do
    local order = {}
    for i = 1, #front do order[i] = front[i] end
    table.sort(order, function(a, b)
      local x, y = a.record.values[v], b.record.values[v]
      if x ~= y then return x < y end
      return a.record.hash < b.record.hash
    end)
    local first, last = order[1], order[#order]
    local range = last.record.values[v] - first.record.values[v]
    first.crowding, last.crowding = math.huge, math.huge
    for i = 2, #order - 1 do
      local gap = order[i + 1].record.values[v] - order[i - 1].record.values[v]
      order[i].crowding = order[i].crowding + (range > 0 and gap / range or 0)
    end
  end
end

--- Give each fit member its rank, from 1, and crowding distance.
-- (K. Deb et al., A fast and elitist multiobjective genetic algorithm: NSGA-II, IEEE Trans. Evol.
-- Comp. 6, 2002.)
function select_.rank(members)
  local fit = {}
  for _, m in ipairs(members) do
    m.rank, m.crowding = nil, nil
    if m.record.values then fit[#fit + 1] = m end
  end
  for rank, front in ipairs(fronts_of(fit)) do
    for _, m in ipairs(front) do m.rank = rank end
    set_crowding(front)
  end
end

--- Those nobody dominates, by the first value.
function select_.front(members)
  local fit = {}
  for _, m in ipairs(members) do
    if m.record.values then fit[#fit + 1] = m end
  end
  local front = fronts_of(fit)[1] or {}
  table.sort(front, function(a, b)
    local x, y = a.record.values[1], b.record.values[1]
    if x ~= y then return x > y end
    return a.record.hash < b.record.hash
  end)
  return front
end

return select_

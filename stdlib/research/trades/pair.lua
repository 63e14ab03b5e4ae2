--- Which trade of one list is which of the other: by side and time of entry.
local pair = {}

--- Hours by which clocks may differ.
local MOST_OFFSET, LEAST_SHARE = 14 * 3600e3, 0.8

local function by_time(list)
  local made = {}
  for _, trade in ipairs(list) do made[trade.side .. trade.entry_time] = true end
  return made
end

local function matches(ours, theirs, offset)
  local at, count = by_time(ours), 0
  for _, trade in ipairs(theirs) do
    if at[trade.side .. trade.entry_time - offset] then count = count + 1 end
  end
  return count
end

--- By how much all their times differ from ours, as clocks of two time zones do: milliseconds.
-- One bar is no time zone but another way to fill.
function pair.offset(ours, theirs, bar)
  if #theirs < 3 or #ours < 3 then return 0 end
  local here, tried, best, most = matches(ours, theirs, 0), {}, 0, 0
  for k = 1, math.min(10, #theirs) do
    for _, trade in ipairs(ours) do
      local offset = theirs[k].entry_time - trade.entry_time
      if math.abs(offset) <= MOST_OFFSET and math.abs(offset) > bar and not tried[offset] then
        tried[offset] = true
        local count = matches(ours, theirs, offset)
        if count > most then best, most = offset, count end
      end
    end
  end
  local enough = most >= LEAST_SHARE * math.min(#theirs, #ours) and most > 2 * here
  return enough and best or 0
end

local function distance(a, b)
  if not (a and b) or a.side ~= b.side then return math.huge end
  return math.abs(a.entry_time - b.entry_time)
end

--- Lay two lists beside each other, both in the order of their entries.
-- @param near  how far the entries of one trade may lie apart, milliseconds
-- @return list of { ours, theirs } in the order of time, one of the two nil where it is missing
function pair.all(ours, theirs, near)
  local list, i, j = {}, 1, 1
  local function take(a, b)
    list[#list + 1] = { ours = a, theirs = b }
    i, j = i + (a and 1 or 0), j + (b and 1 or 0)
  end
  while ours[i] or theirs[j] do
    local a, b = ours[i], theirs[j]
    local gap = distance(a, b)
    -- a trade that fits better a step further on is not given away
    local better = distance(a, theirs[j + 1]) < gap or distance(ours[i + 1], b) < gap
    if gap == 0 or (gap <= near and not better) then
      take(a, b)
    elseif not b or (a and a.entry_time < b.entry_time) then
      take(a, nil)
    elseif a and a.entry_time == b.entry_time then -- other sides at one time
      list[#list + 1] = { ours = a, theirs = b, opposite = true }
      i, j = i + 1, j + 1
    else
      take(nil, b)
    end
  end
  return list
end

return pair

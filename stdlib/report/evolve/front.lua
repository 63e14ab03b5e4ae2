--- The Pareto front of everything a search tried: what no other beats in every aim.
local aims = require "stdlib.report.search.aims"
local json = require "stdlib.json"

local front = {}

local MOST_POINTS = 2500 -- of the others
local OUTSIDE = 0.02 -- share of the others that are left out at the bad end of each axis

local function fit_of(order)
  local list = {}
  for _, record in ipairs(order) do
    if record.values then list[#list + 1] = record end
  end
  return list
end

-- Good ones first, so that no later one can beat an earlier one; of equals the simpler.
local function better(a, b)
  for i, x in ipairs(a.values) do
    if x ~= b.values[i] then return x > b.values[i] end
  end
  if a.complexity ~= b.complexity then return a.complexity < b.complexity end
  return a.hash < b.hash
end

local function reaches(a, b)
  for i = 1, #a do
    if a[i] < b[i] then return false end
  end
  return true
end

--- @param order  records with values, or without where unfit; of all that was tried
-- @return records that none of the others reaches in every aim, the best in the first aim first
function front.members(order)
  local list, members = fit_of(order), {}
  table.sort(list, better)
  for _, record in ipairs(list) do
    local beaten = false
    for i = #members, 1, -1 do
      if reaches(members[i].values, record.values) then
        beaten = true
        break
      end
    end
    if not beaten then members[#members + 1] = record end
  end
  return members
end

-- The value below which a share of the list lies.
local function low_end(list, aim)
  local values = {}
  for i, record in ipairs(list) do values[i] = record.values[aim] end
  table.sort(values)
  return values[math.max(1, math.ceil(OUTSIDE * #values))]
end

local function short(x) return tonumber(("%.6g"):format(x)) end

local function point(found, record)
  return {
    short(aims.number(found.aims[1], record.values[1])),
    short(aims.number(found.aims[2], record.values[2])),
  }
end

-- Others that are drawn: not far away at the bad ends, and every so many of them.
local function others_of(found, list, members)
  local is_member, near = {}, {}
  for _, record in ipairs(members) do is_member[record.hash] = true end
  local x, y = low_end(list, 1), low_end(list, 2)
  for _, record in ipairs(list) do
    local inside = record.values[1] >= x and record.values[2] >= y
    if inside and not is_member[record.hash] then near[#near + 1] = record end
  end
  local every = math.max(1, math.ceil(#near / MOST_POINTS))
  local points = {}
  for i = 1, #near, every do points[#points + 1] = point(found, near[i]) end
  return json.array(points)
end

--- What the page draws: the first two aims.
-- @return { front = { x, y } each, names, others = { x, y } each, fit = how many were fit }
function front.data(found)
  local list, members = fit_of(found.search.order), front.members(found.search.order)
  local points, names = {}, {}
  for i, record in ipairs(members) do
    points[i], names[i] = point(found, record), found.name(record)
  end
  return {
    front = json.array(points), names = json.array(names),
    others = others_of(found, list, members), fit = #list,
  }
end

return front

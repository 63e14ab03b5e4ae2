--- The ancestors of a winner: which of them are drawn, and where.
--
-- The line of first parents is the trunk: a child is its first parent with something changed.
-- The other parents stand beside it, the nearest first, as long as there is room. Steps of
-- refinement, each of which changes a number, are one.
local family = {}

local MOST_TRUNK, MOST_NODES, MOST_BESIDE, MOST_APART = 30, 72, 2, 2

--- The first parent: of a refined strategy the one that its refinement began with.
-- @return record or nil, and how many steps there are to it
function family.first_parent(search, record)
  local parent, steps = record.parent_a and search.seen[record.parent_a], 1
  while parent and record.how == "refinement" and parent.how == "refinement" do
    parent, steps = search.seen[parent.parent_a], steps + 1
  end
  return parent, steps
end

local function parents_of(search, record)
  local list = { (family.first_parent(search, record)) }
  local second = record.parent_b and search.seen[record.parent_b]
  if second and second ~= list[1] then list[#list + 1] = second end
  return list
end

--- How many strategies a record descends from.
local function count_of(search, record)
  local known, list = { [record.hash] = true }, { record }
  local at = 1
  while list[at] do
    for _, parent in ipairs(parents_of(search, list[at])) do
      if not known[parent.hash] then known[parent.hash], list[#list + 1] = true, parent end
    end
    at = at + 1
  end
  return #list - 1
end

-- `place`: in which column it will stand, about; `apart`: steps from the trunk.
local function add(chosen, record, place, apart)
  local node = { record = record, trunk = apart == 0, place = place, apart = apart, parents = {},
    children = {} }
  chosen[record.hash], chosen[#chosen + 1] = node, node
end

local function add_trunk(chosen, search, record)
  while record and #chosen < MOST_TRUNK do
    add(chosen, record, #chosen, 0)
    record = family.first_parent(search, record)
  end
end

-- The parents of those that are there, from the winner back: first those of the trunk, then theirs.
local function add_others(chosen, search)
  local beside, at = {}, 1
  while chosen[at] and #chosen < MOST_NODES do
    local node = chosen[at]
    local place = node.place + 1
    for _, parent in ipairs(node.apart < MOST_APART and parents_of(search, node.record) or {}) do
      if not chosen[parent.hash] and (beside[place] or 0) < MOST_BESIDE then
        beside[place] = (beside[place] or 0) + 1
        add(chosen, parent, place, node.apart + 1)
      end
    end
    at = at + 1
  end
end

local function link(chosen, search)
  for _, node in ipairs(chosen) do
    for _, parent in ipairs(parents_of(search, node.record)) do
      local other = chosen[parent.hash]
      if other then
        node.parents[#node.parents + 1] = other
        other.children[#other.children + 1] = node
      else
        node.more = true
      end
    end
  end
end

-- Each stands one column behind the last of its children. Children were tried after their parents.
local function set_columns(chosen, search)
  local tried = {}
  for i, record in ipairs(search.order) do tried[record.hash] = i end
  table.sort(chosen, function(a, b) return tried[a.record.hash] > tried[b.record.hash] end)
  for _, node in ipairs(chosen) do
    node.column = 0
    for _, child in ipairs(node.children) do
      node.column = math.max(node.column, child.column + 1)
    end
  end
end

local function mean_row(node)
  local sum = 0
  for _, child in ipairs(node.children) do sum = sum + child.row end
  return sum / math.max(1, #node.children)
end

-- The trunk is the first row; the others stand near their children.
local function set_rows(chosen)
  local columns, last = {}, 0
  for _, node in ipairs(chosen) do
    columns[node.column] = columns[node.column] or {}
    table.insert(columns[node.column], node)
    last = math.max(last, node.column)
  end
  for c = 0, last do
    local others = {}
    for _, node in ipairs(columns[c]) do
      if node.trunk then node.row = 0 else others[#others + 1] = node end
    end
    for _, node in ipairs(others) do node.mean = mean_row(node) end
    table.sort(others, function(a, b)
      if a.mean ~= b.mean then return a.mean < b.mean end
      return a.record.hash < b.record.hash
    end)
    for i, node in ipairs(others) do node.row = i end
  end
end

--- @param search  of stdlib.generator.evolve
-- @param record  whose family
-- @return list of nodes { record, trunk, column (0: the winner), row (0: the trunk), parents =
--   nodes, more = true when a parent is not drawn }, and how many ancestors there are in all
function family.of(search, record)
  local chosen = {}
  add_trunk(chosen, search, record)
  add_others(chosen, search)
  link(chosen, search)
  set_columns(chosen, search)
  set_rows(chosen)
  return chosen, count_of(search, record)
end

return family

--- Heat maps of the objective over pairs of parameters, as page/optimize/map.js draws them.
local aims = require "stdlib.report.search.aims"
local choice = require "stdlib.report.optimize.choice"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local html = require "stdlib.report.html"
local json = require "stdlib.json"

local maps = {}

local function short(x) return x and tonumber(("%.6g"):format(x)) or json.null end

local function matrix_of(rows, columns)
  local list = {}
  for i, row in ipairs(rows) do
    local cells = {}
    for k = 1, columns do cells[k] = short(row[k]) end
    list[i] = json.array(cells)
  end
  return json.array(list)
end

local function labels_of(values)
  local list = {}
  for i, x in ipairs(values) do list[i] = format.value(x) end
  return json.array(list)
end

local function index_of(axes)
  local index = {}
  for i, a in ipairs(axes) do index[a.name] = i end
  return index
end

-- Combinations that have a sign on every map: peaks of the list, the best, the one to take. Of
-- several in a cell the last is seen.
local function marked(found)
  local list = {}
  for _, point in ipairs(found.top) do
    if point.peak and point ~= found.best then list[#list + 1] = { point, "peak" } end
  end
  local best = found.best
  list[#list + 1] = { best, best.peak and "peak" or "best", true }
  if found.recommended then list[#list + 1] = { found.recommended, "take", true } end
  return list
end

local function marks_of(found, map, index)
  local axes, list = found.space.axes, {}
  local i, k = index[map.x], index[map.y]
  for n, one in ipairs(marked(found)) do
    local levels = one[1].levels
    list[n] = {
      x = math.floor(levels[i] * #map.x_values / axes[i].n),
      y = math.floor(levels[k] * #map.y_values / axes[k].n), kind = one[2],
      said = one[3] and choice.text(one[1], axes) or json.null,
    }
  end
  return json.array(list)
end

--- What the page draws: a table for each pair.
-- @return list of { x, y = names, x_labels, y_labels, x_wide, y_wide = does a cell hold several
--   values, from its label on, mean, best = rows of values or null, marks = { { x, y = cell from 0,
--   kind, said = its values or null }, ... } }
function maps.data(found)
  local list, axes = {}, found.space.axes
  local index = index_of(axes)
  if not found.best then return json.array(list) end
  for n, map in ipairs(found.heatmaps) do
    local columns, rows = #map.x_values, #map.y_values
    list[n] = {
      x = map.x, y = map.y, x_labels = labels_of(map.x_values), y_labels = labels_of(map.y_values),
      x_wide = columns < axes[index[map.x]].n, y_wide = rows < axes[index[map.y]].n,
      mean = matrix_of(map.mean, columns), best = matrix_of(map.best, columns),
      marks = marks_of(found, map, index),
    }
  end
  return json.array(list)
end

-- Where the mean is least and where it is most.
local function ends_of(map)
  local least, most
  for r, row in ipairs(map.mean) do
    for c = 1, #map.x_values do
      local x = row[c]
      if x and (not least or x < least) then least = x end
      if x and (not most or x > most.value) then most = { value = x, row = r, column = c } end
    end
  end
  return least, most
end

local function label_of(map, aim)
  local least, most = ends_of(map)
  if not most then return ("%s and %s: nothing was fit"):format(map.x, map.y) end
  return ("Mean of %s over %s and %s: from %s to %s, the best at %s %s, %s %s"):format(aim.title,
    map.x, map.y, aims.text(aim, least), aims.text(aim, most.value), map.x,
    format.value(map.x_values[most.column]), map.y, format.value(map.y_values[most.row]))
end

--- The pictures as HTML, and how they stand on the page; nil where only one parameter was varied.
function maps.pictures(found)
  local out = {}
  for n, map in ipairs(found.heatmaps) do
    out[n] = html.fill(frontend.own "page/optimize/map.html", {
      title = html.escape(("%s and %s"):format(map.x, map.y)), id = tostring(n - 1),
      label = html.escape(label_of(map, found.aim)),
    })
  end
  if #out > 0 then return table.concat(out), #out > 1 and "maps" or "maps one" end
end

--- The section; none where only one parameter was varied.
function maps.section(found)
  local pictures, class = maps.pictures(found)
  if not pictures then return "" end
  local several = #found.space.axes > 2
  return html.fill(frontend.own "page/optimize/maps.html", {
    maps = pictures, class = class,
    aim = html.escape(found.aim.title), hidden = several and "" or " hidden",
    over = several and " The value of a cell is the mean, or the best, over everything else that "
      .. "was varied, of what is fit." or "",
  })
end

return maps

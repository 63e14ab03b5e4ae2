--- What `tide data regimes` prints: shares by year, spans, and what is known of the next day.
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local json = require "stdlib.json"
local names = require "stdlib.regime.names"
local spans = require "stdlib.regime.spans"
local terminal = require "runtime.terminal"

local shown = {}

local SHORT = { high_volatility = "high vol.", low_volatility = "low vol." }

local function percent(x) return x and ("%.0f %%"):format(100 * x) or "-" end

local function shares_text(found, width)
  local rows = spans.years(found)
  local columns = { { title = "year", left = true }, { title = "days" } }
  for _, name in ipairs(names.list) do
    if found:applies(name) then
      columns[#columns + 1] = { title = SHORT[name] or name, key = name }
    end
  end
  for i, row in ipairs(rows) do
    columns[1][i] = row.year and tostring(row.year) or "all"
    columns[2][i] = format.decimal(row.days, 0)
    for k = 3, #columns do columns[k][i] = percent(row.share[columns[k].key]) end
  end
  return grid.text(columns, #rows, width)
end

local function spans_text(found, axis, width)
  local list = spans.of(found, axis)
  local columns = {
    { title = "from", left = true }, { title = "to", left = true }, { title = "days" },
    { title = axis, left = true }, { title = "sure" },
  }
  local n = 0
  for _, span in ipairs(list) do
    if span.regime then
      n = n + 1
      columns[1][n], columns[2][n] = format.date(span.from), format.date(span.to)
      columns[3][n] = format.decimal(span.days, 0)
      columns[4][n], columns[5][n] = names.text(span.regime), percent(span.confidence)
    end
  end
  if n == 0 then return ("%s: no day could be judged\n"):format(axis) end
  return grid.text(columns, n, width)
end

--- "bull (73 %), low volatility (20 %)": what the next day is known to be.
local function next_text(found)
  local parts = {}
  for _, axis in ipairs(names.axes) do
    local column, row = found[axis.name], found.n + 1
    if column.label[row] then
      parts[#parts + 1] = ("%s (%s sure)"):format(names.text(column.label[row]),
        percent(column.confidence[row]))
    end
  end
  return #parts > 0 and table.concat(parts, ", ") or "unknown"
end

--- @param axes  names of the axes whose spans are listed
-- @return text
function shown.text(path, found, axes)
  local width = terminal.columns(terminal.STDOUT)
  local parts = { ("%s: %s, %s candles of %s\n\n"):format(path, found.symbol,
    format.decimal(found.n, 0), found.timeframe), shares_text(found, width) }
  for _, axis in ipairs(axes) do
    if axis ~= "economy" or found.has_macro then
      parts[#parts + 1] = "\n"
      parts[#parts + 1] = spans_text(found, axis, width)
    end
  end
  parts[#parts + 1] = ("\nafter the last candle: %s\n"):format(next_text(found))
  return table.concat(parts)
end

local function shares_json(row)
  local share = json.object {}
  for _, name in ipairs(names.list) do json.put(share, name, row.share[name]) end
  return share
end

local function years_json(rows)
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = json.object { "year", row.year, "days", row.days, "judged", row.known,
      "shares", shares_json(row) }
  end
  return json.array(list)
end

local function spans_json(found)
  local object = json.object {}
  for _, axis in ipairs(names.axes) do
    local list = {}
    for i, span in ipairs(spans.of(found, axis.name)) do
      list[i] = json.object({ "regime", span.regime, "from", span.from, "to", span.to,
        "days", span.days, "confidence", span.confidence }, 10)
    end
    json.put(object, axis.name, json.array(list))
  end
  return object
end

local function next_json(found)
  local object, row = json.object {}, found.n + 1
  for _, axis in ipairs(names.axes) do
    json.put(object, axis.name, json.object({ "regime", found[axis.name].label[row],
      "confidence", found[axis.name].confidence[row] }, 4))
  end
  return object
end

--- @return the JSON document of one file
function shown.document(path, found)
  local rows = spans.years(found)
  local all = table.remove(rows)
  return json.object {
    "path", path, "symbol", found.symbol, "timeframe", found.timeframe, "days", found.n,
    "judged", all.known, "breadth", found.has_breadth, "macro", found.has_macro,
    "shares", shares_json(all), "years", years_json(rows), "spans", spans_json(found),
    "next", next_json(found),
  }
end

return shown

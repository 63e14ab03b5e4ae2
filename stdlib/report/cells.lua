--- Small pieces of HTML that the sections share. A number stands in
-- <data value="..."> with all its digits.
local format = require "stdlib.report.format"
local html = require "stdlib.report.html"

local cells = {}

local tag = html.tag

--- The class that colours a number by its sign.
function cells.tone(x) return x and (x > 0 and "gain" or x < 0 and "fall") or nil end

--- A number as people read it, with its exact value; "-" when it is undefined.
function cells.number(x, text)
  if x == nil or x ~= x then return "-" end
  return tag("data", html.escape(text), { value = format.value(x) })
end

--- A metric of a run, in its unit.
function cells.metric(run, key, units)
  local x = run.result.metrics[key]
  return cells.number(x, format.metric(x, units[key]))
end

--- A heading of a column.
function cells.head(text, class)
  return tag("th", html.escape(text), { scope = "col", class = class })
end

--- A cell. @param content  HTML
function cells.cell(content, class) return tag("td", content, { class = class }) end

--- A row of a table from its cells.
function cells.row(list, attributes) return tag("tr", table.concat(list), attributes) .. "\n" end

--- A table from its head row and its other rows.
function cells.table(class, head, rows)
  local body = tag("tbody", table.concat(rows))
  return tag("table", tag("thead", head) .. "\n" .. body, { class = class })
end

--- A titled list of names and values. @param rows  {{name, value as HTML, explanation?}, ...}
function cells.listing(title, rows)
  local out = {}
  for i, row in ipairs(rows) do
    local explained = row[3] and row[3] ~= "" and row[3] or nil
    local name = tag("dt", html.escape(row[1]), { title = explained })
    out[i] = tag("div", name .. tag("dd", row[2])) .. "\n"
  end
  local list = tag("dl", table.concat(out))
  return tag("div", tag("h3", html.escape(title)) .. list, { class = "set" }) .. "\n"
end

return cells

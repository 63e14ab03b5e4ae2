--- A run beside another tool's trades, for people.
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"
local time = require "stdlib.time"
local grid = require "runtime.grid"
local settings = require "runtime.settings"

local text = {}

-- Key, label, how it is shown.
local ROWS = {
  { "side", "side" }, { "entry_time", "entry", time.format }, { "entry_price", "at" },
  { "quantity", "quantity" }, { "exit_time", "exit", time.format }, { "exit_price", "at" },
  { "exit_reason", "by" }, { "fees", "fees" }, { "pnl", "pnl" },
}

local function cell(trade, row)
  local x = trade and trade[row[1]]
  if row[1] == "exit_reason" and trade then x = x or trade.reason end
  if x == nil then return "-" end
  if row[3] then return row[3](x) end
  return type(x) == "number" and ("%.10g"):format(x) or (tostring(x):gsub("_", " "))
end

local function both(first, width)
  local columns = {
    { title = "", left = true }, { title = "this run" }, { title = "theirs" },
    { title = "", left = true },
  }
  for i, row in ipairs(ROWS) do
    columns[1][i], columns[2][i] = row[2], cell(first.ours, row)
    columns[3][i] = cell(first.theirs, row)
    columns[4][i] = row[1] == first.field and "<" or ""
  end
  return grid.text(columns, #ROWS, width, 3)
end

local function counts(found)
  local kinds, order = {}, {}
  for _, one in ipairs(found.differences) do
    if not kinds[one.kind] then order[#order + 1] = one.kind end
    kinds[one.kind] = (kinds[one.kind] or 0) + 1
  end
  local parts = {}
  for i, kind in ipairs(order) do parts[i] = ("%s %d"):format(kind:gsub("_", " "), kinds[kind]) end
  return table.concat(parts, ", ")
end

local function wrapped(said, width) return table.concat(layout.wrap(said, width), "\n") .. "\n" end

--- @param run    of runtime.simulation
-- @param tool   whose trades they are
-- @param found  of stdlib.research.trades
function text.of(run, tool, found, width)
  local out = { wrapped(("%s on %s, profile %s, beside %s"):format(run.strategy.name, run.symbol,
    settings.profile(run.settings), tool), width) }
  out[2] = wrapped(("%s trades of this run, %s of theirs, %s are the same trade, %s of them agree "
    .. "in all that is known"):format(format.decimal(found.ours, 0),
    format.decimal(found.theirs, 0), format.decimal(found.paired, 0),
    format.decimal(found.agree, 0)), width)
  local first = found.first
  if not first then return table.concat(out) end
  out[3] = ("\nFirst difference (%s)\n"):format(first.kind:gsub("_", " "))
  out[4] = wrapped(first.cause .. ".", width)
  if first.try then out[4] = out[4] .. wrapped("Try " .. first.try, width) end
  out[5] = "\n" .. both(first, width)
  out[6] = "\n" .. wrapped("All differences, by their first cause: " .. counts(found), width)
  return table.concat(out)
end

return text

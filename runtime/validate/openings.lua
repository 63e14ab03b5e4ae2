--- The log of looks at sealed test parts, for people and programs.
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local json = require "stdlib.json"
local terminal = require "runtime.terminal"
local time = require "stdlib.time"

local listing = {}

--- @param list  of stdlib.store.openings.all
function listing.document(list)
  local rows = {}
  for i, one in ipairs(list) do
    rows[i] = json.object {
      "opened", one.opened, "strategy", one.strategy, "name", one.name or json.null,
      "symbol", one.symbol, "timeframe", one.timeframe, "from", one.from, "to", one.to,
      "metrics", json.verbatim(one.metrics),
    }
  end
  return json.array(rows)
end

local function metric(one, key, unit)
  local made = json.decode(one.metrics)
  return format.metric(made and made[key], unit)
end

--- @param path  of the store
function listing.text(list, path, width)
  if #list == 0 then return path .. ": no test part was ever opened\n" end
  local columns = {
    { title = "opened", left = true }, { title = "strategy", left = true },
    { title = "data", left = true }, { title = "from", left = true }, { title = "to", left = true },
    { title = "sharpe" }, { title = "return" },
  }
  for i, one in ipairs(list) do
    columns[1][i] = time.format(one.opened)
    columns[2][i] = terminal.printable(one.name or one.strategy)
    columns[3][i] = ("%s %s"):format(one.symbol, one.timeframe)
    columns[4][i], columns[5][i] = format.date(one.from), format.date(one.to - 1)
    columns[6][i] = metric(one, "sharpe_ratio", "ratio")
    columns[7][i] = metric(one, "total_return", "fraction")
  end
  return grid.text(columns, #list, width)
end

return listing

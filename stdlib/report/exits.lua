--- How trades ended: one row for each exit reason.
local ffi = require "ffi"
local C = require("stdlib.host").C

local exits = {}

--- @param result  tide_result
-- @return list of {name, count, wins, mean, pnl}, most frequent first
function exits.rows(result)
  local by_reason, rows = {}, {}
  for i = 0, result.n_trades - 1 do
    local trade = result.trades[i]
    local row = by_reason[trade.reason]
    if not row then
      row = { name = exits.name(trade.reason), reason = trade.reason }
      row.count, row.wins, row.sum, row.pnl = 0, 0, 0, 0
      by_reason[trade.reason], rows[#rows + 1] = row, row
    end
    row.count = row.count + 1
    row.wins = row.wins + (trade.pnl > 0 and 1 or 0)
    row.sum, row.pnl = row.sum + trade.ret, row.pnl + trade.pnl
  end
  for _, row in ipairs(rows) do row.mean = row.sum / row.count end
  table.sort(rows, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.reason < b.reason
  end)
  return rows
end

--- "stop_loss" as people write it: "stop loss".
function exits.name(reason) return (ffi.string(C.tide_exit_reason(reason)):gsub("_", " ")) end

return exits

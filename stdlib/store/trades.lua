--- The trades of a result, in their order.
local backtest = require "stdlib.backtest"
local insert = require "stdlib.store.insert"

local trades = {}

local KEYS = backtest.trade_keys

local function places()
  local list = {}
  for i = 1, #KEYS + 2 do list[i] = "?" .. i end
  return table.concat(list, ", ")
end

local PUT = ('INSERT INTO backtest_trades (result, number, "%s") VALUES (%s)'):format(
  table.concat(KEYS, '", "'), places())

--- What writes trades into an open transaction.
-- @return function(id of a result without trades, list as stdlib.backtest gives it)
function trades.inserter(db)
  local put = insert.new(db, PUT, #KEYS + 2)
  return function(result, list)
    for number, trade in ipairs(list) do
      put:number(1, result)
      put:number(2, number)
      for i, key in ipairs(KEYS) do
        local value = trade[key]
        if type(value) == "string" then put:text(i + 2, value) else put:number(i + 2, value) end
      end
      put:run()
    end
  end
end

local READ = ('SELECT "%s" FROM backtest_trades WHERE result = ?1 ORDER BY number'):format(
  table.concat(KEYS, '", "'))

--- The trades of a result, by its id; empty when none were kept.
function trades.of(db, result)
  local list = {}
  for row in db:rows(READ, result) do list[#list + 1] = row end
  return list
end

return trades

--- Profile `backtesting.py` against what the tool itself gave: trades, their sums
-- and metrics of many files, rules and settings (tests/golden/backtesting_py.lua).
local cjson = require "cjson"
local data = require "tests.support.data"
local program = require "tests.support.program"

local golden = dofile(TIDE_ROOT .. "/tests/golden/backtesting_py.lua")

-- Prices and cash are exact to a few units in the last place; a volatility is the
-- difference of two large powers.
local TOLERANCE = 1e-9

local function near(found, known)
  if not known then return found == nil or found == cjson.null end
  if type(found) ~= "number" then return false end
  local scale = math.max(math.abs(found), math.abs(known))
  return math.abs(found - known) <= math.max(TOLERANCE * scale, 1e-11)
end

local function check(name, found, known)
  assert(near(found, known), ("%s is %s, the tool's is %s"):format(name, found, known))
end

local function run(row)
  local folder = program.folder()
  local strategy = program.write(folder .. "/x.lua", ([[
return strategy {
  name = "x",
  rules = function(m)
    %s
  end,
}
]]):format(row.rules))
  local words = { "backtest", strategy, "--data", data.path(row.file), "--json",
    "--profile", golden.profile }
  for word in row.options:gmatch "%S+" do words[#words + 1] = word end
  local got = program.run(unpack(words))
  program.remove(folder)
  assert.equal(0, got.code, got.err)
  return cjson.decode(got.out)
end

local function check_trades(row, trades)
  local pnl, hours, units = 0, 0, 0
  for _, trade in ipairs(trades) do
    pnl, units = pnl + trade.pnl, units + trade.quantity
    hours = hours + (trade.exit_time - trade.entry_time) / 3600e3
  end
  assert.equal(row.trades, #trades)
  check("sum of pnl", pnl, row.pnl)
  check("sum of hours", hours, row.hours)
  check("sum of units", units, row.units)
end

describe("profile backtesting.py gives the tool's own numbers:", function()
  for i, row in ipairs(golden) do
    it(("%d. %s %s"):format(i, row.file, row.options), function()
      local result = run(row)
      check_trades(row, result.trades)
      for k, key in ipairs(golden.keys) do check(key, result.metrics[key], row[1][k]) end
    end)
  end
end)

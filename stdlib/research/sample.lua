--- Daily returns of many strategies side by side: the matrix that tells how much of a search was
-- luck (stdlib.stats).
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local strategy = require "stdlib.strategy"

local sample = {}

--- Draw without putting back, in an order of its own.
-- @param r     of stdlib.generator.random
-- @param list  anything
function sample.draw(r, list, count)
  local pool, made = {}, {}
  for i = 1, #list do pool[i] = list[i] end
  for i = 1, math.min(count, #pool) do
    local k = r:int(i, #pool)
    pool[i], pool[k] = pool[k], pool[i]
    made[i] = pool[i]
  end
  return made
end

--- The returns of strategies on the same candles.
-- @param job  { texts = JSON of each, candles, with, settings, stop = function() or nil: asked
--   after each, true to end early }
-- @return { data = double[rows * days], rows, days, per_year }; those that could not run or lost
--   the account are left out, and so is everything when nothing could run: nil
function sample.returns(job)
  local rows = {}
  local days, per_year
  for _, text in ipairs(job.texts) do
    local made = strategy.from_json(text)
    local result = made and backtest.run {
      strategy = made, candles = job.candles, with = job.with, settings = job.settings,
    }
    if result then
      local r, n, year = result:returns()
      days, per_year = math.max(days or n, n), year
      rows[#rows + 1] = { r = r, n = n }
    end
    if job.stop and job.stop() then break end
  end
  if #rows == 0 or days < 2 then return nil end
  local whole = {}
  for _, row in ipairs(rows) do
    if row.n == days then whole[#whole + 1] = row end
  end
  local data = ffi.new("double[?]", #whole * days)
  for i, row in ipairs(whole) do ffi.copy(data + (i - 1) * days, row.r, days * 8) end
  return { data = data, rows = #whole, days = days, per_year = per_year }
end

return sample

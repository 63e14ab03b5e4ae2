--- Daily returns of many strategies side by side: the matrix that tells how much of a search was
-- luck (stdlib.stats).
local ffi = require "ffi"
local population = require "stdlib.population"

local sample = {}

local POLL = 0.05 -- seconds

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

--- Returns of many as one matrix.
-- @param list  of { r = double* [n], n, per_year }
-- @return { data = double[rows * days], rows, days, per_year } of those that have the most days:
--   the others lost the account on the way; nil when there are not two days
function sample.matrix(list)
  local days, per_year, whole = 0, nil, {}
  for _, row in ipairs(list) do
    if row.n > days then days, per_year = row.n, row.per_year end
  end
  if days < 2 then return nil end
  for _, row in ipairs(list) do
    if row.n == days then whole[#whole + 1] = row end
  end
  local data = ffi.new("double[?]", #whole * days)
  for i, row in ipairs(whole) do ffi.copy(data + (i - 1) * days, row.r, days * 8) end
  return { data = data, rows = #whole, days = days, per_year = per_year }
end

--- Run them all. @return the batch, closed by the caller; or nil when it was to stop
local function run(job)
  local p = assert(population.new { threads = job.threads })
  assert(p:read(table.concat(job.texts, "\n")))
  for _, strategy in ipairs(job.strategies or {}) do assert(p:add(strategy)) end
  local batch = assert(p:batch(job))
  batch:keep_returns()
  assert(batch:start())
  while batch:poll(POLL).running do
    if job.stop and job.stop() then
      batch:stop()
      break
    end
  end
  return batch, p:count()
end

--- The returns of strategies on the same candles.
-- @param job  { texts = JSON of each on one line, strategies = more of them as { cdata }, or nil,
--   candles, with, settings, threads and memory (optional), stop = function() or nil: asked now
--   and then, true to end early }
-- @return as sample.matrix; those that could not run are left out
function sample.returns(job)
  local batch, count = run(job)
  local rows = {}
  for i = 1, count do
    local r, n, per_year = batch:returns(i)
    rows[i] = { r = r, n = n, per_year = per_year }
  end
  local made = sample.matrix(rows)
  batch:close()
  return made
end

return sample

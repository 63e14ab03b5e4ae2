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
-- @param job  { texts = JSON of each on one line, strategies = more of them as { cdata } (optional),
--   candles, with, settings, threads and memory (optional), stop = function() or nil: asked now
--   and then, true to end early }
-- @return { data = double[rows * days], rows, days, per_year }; those that could not run or lost
--   the account are left out, and so is everything when nothing could run: nil
function sample.returns(job)
  local batch, count = run(job)
  local days, per_year = 0, nil
  for i = 1, count do
    local _, n, year = batch:returns(i)
    if n > days then days, per_year = n, year end
  end
  local rows = {}
  for i = 1, count do
    local r, n = batch:returns(i)
    if n == days then rows[#rows + 1] = r end
  end
  local made
  if days >= 2 then
    made = { data = ffi.new("double[?]", #rows * days), rows = #rows, days = days,
      per_year = per_year }
    for i, r in ipairs(rows) do ffi.copy(made.data + (i - 1) * days, r, days * 8) end
  end
  batch:close()
  return made
end

return sample

--- Choosing by breeding: in each window the whole search again, on what the window may see.
local flat = require "runtime.walkforward.flat"
local runner = require "runtime.evolve.search"
local strategies = require "stdlib.strategy"
local text = require "stdlib.generator.text"

local evolved = {}

local function text_of(record) return text.of(record.tree, record.name) end

--- @param job  { opts = options of `tide evolve`, objective, grammar, start, began, count = of
--   windows, label = before the progress line, tried = of runtime.walkforward.tried, ledger_at =
--   function(window) -> what stands for runtime.search.ledger }
-- @return choose, as stdlib.research.walkforward wants it
function evolved.chooser(job)
  return function(window, train)
    local ledger = job.ledger_at(window)
    local s = runner.new {
      opts = job.opts, objective = job.objective, grammar = job.grammar, start = job.start,
      datasets = { { candles = train.candles, with = train.with } }, settings = train.settings,
      began = job.began, patient = true,
      label = ("%swindow %d of %d, "):format(job.label or "", window.number, job.count),
      found = function(one, batch, index) ledger:add(one, batch:numbers(index), 1) end,
    }
    runner.run(s, function() ledger:flush() end)
    for _, record in ipairs(s.order) do job.tried:add(record.hash, text_of, record) end
    local best = s:best(1)[1]
    if not best then return flat.choice() end
    local record = best.record
    local name = ("window_%d_%s"):format(window.number, record.hash:sub(1, 8))
    local json = text.of(record.tree, name)
    return { strategy = assert(strategies.from_json(json)), name = name, hash = record.hash,
      json = json, value = record.values[1] }
  end
end

return evolved

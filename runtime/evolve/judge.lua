--- What the best of a search are worth: their results in and out of sample, and how good luck
-- alone would look.
local host = require "stdlib.host"
local strategy = require "stdlib.strategy"
local text = require "stdlib.generator.text"
local blocks = require "runtime.search.honesty"
local parts = require "runtime.search.parts"

local judge = {}

--- A name that tells where a strategy comes from.
function judge.name(opts, record)
  return ("evolve_%d_%s"):format(opts.seed, record.hash:sub(1, 8))
end

--- JSON of a record's strategy, with its hash.
function judge.json(opts, record)
  return (text.of(record.tree, judge.name(opts, record)):gsub('^{("name":".-"),',
    ('{%%1,"hash":"%s",'):format(record.hash), 1))
end

--- Run one of the best on every instrument and part but the test.
-- @return { record, name, json, hash, complexity, runs = { { in_sample, validation = results or
--   nil }, ... by data set } }
function judge.run(opts, record, datasets)
  local json = judge.json(opts, record)
  local made = assert(strategy.from_json(json))
  local one = { record = record, name = judge.name(opts, record), json = json, hash = record.hash,
    complexity = record.complexity, cdata = made.cdata, runs = {} }
  for i, dataset in ipairs(datasets) do
    one.runs[i] = {
      in_sample = parts.run(made, dataset, "in_sample"),
      validation = parts.run(made, dataset, "validation"),
    }
  end
  return one
end

--- Correlation of two columns of returns; they may differ in length when an account was lost.
local function correlation(a, b)
  local n = math.min(a.n, b.n)
  local sa, sb, saa, sbb, sab = 0, 0, 0, 0, 0
  for t = 0, n - 1 do
    local x, y = a.r[t], b.r[t]
    sa, sb, saa, sbb, sab = sa + x, sb + y, saa + x * x, sbb + y * y, sab + x * y
  end
  local spread = (saa - sa * sa / n) * (sbb - sb * sb / n)
  return spread > 0 and (sab - sa * sb / n) / math.sqrt(spread) or 1
end

local ALIKE = 0.9 -- correlation of daily returns from which on two strategies are one
local LOOKED_AT = 300 -- candidates among which others are searched for

local function is_new(found, one)
  local r, n = one.runs[1].in_sample:returns()
  one.returns = { r = r, n = n }
  for _, other in ipairs(found) do
    if correlation(other.returns, one.returns) > ALIKE then return false end
  end
  return true
end

--- The best of a search that do not all do the same: of strategies whose in-sample days move
-- together the best one stands for the others.
-- @param count  how many at most
function judge.best(opts, search, datasets, count)
  local found = {}
  for i, m in ipairs(search:best(LOOKED_AT, true)) do
    if #found == count or (i > 1 and host.C.tide_interrupt_caught() ~= 0) then break end
    local one = judge.run(opts, m.record, datasets)
    if is_new(found, one) then found[#found + 1] = one end
  end
  return found
end

--- The mean of a metric over the instruments on which it is defined.
-- @param part  "in_sample" or "validation"
function judge.mean(one, part, key)
  local sum, count = 0, 0
  for _, run in ipairs(one.runs) do
    local x = run[part] and run[part].metrics[key]
    if x then sum, count = sum + x, count + 1 end
  end
  return count > 0 and sum / count or nil
end

--- A row for the store.
function judge.row(opts, record)
  local name = judge.name(opts, record)
  return {
    hash = record.hash, name = name, origin = "evolve", json = text.of(record.tree, name),
    parents = { record.parent_a, record.parent_b }, generation = record.generation,
    complexity = record.tree.measure.complexity,
  }
end

--- The honesty block of the winner on one instrument.
-- @param ledger  see runtime.search.honesty
-- @return the block, or nil when the winner has no returns
function judge.block(opts, s, winner, place, dataset, ledger)
  return blocks.block {
    seed = opts.seed, place = place, dataset = dataset, tried = s.order, ledger = ledger,
    result = winner.runs[place].in_sample,
    text = function(record) return text.of(record.tree, record.name) end,
  }
end

return judge

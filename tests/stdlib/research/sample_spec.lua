--- Returns of many strategies at once are those of each alone.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local random = require "stdlib.generator.random"
local sample = require "stdlib.research.sample"
local strategy = require "stdlib.strategy"

local RULE = [[{"name":"a%d","entry_rules":{"long":{"conditions":[{"indicator":"sma_cross","params":
  {"fast":%d,"slow":%d},"comparison":"crosses_above"}]}},"exit_rules":{"long":{"conditions":[
  {"type":"stop_loss","percent":%d},{"type":"time_stop","bars":%d}]}}}]]

local function texts(seed, count)
  local r, list = random.new(seed), {}
  for i = 1, count do
    list[i] = RULE:gsub("\n", ""):format(i, r:int(2, 20), r:int(21, 90), r:int(1, 9), r:int(2, 90))
  end
  return list
end

--- One after another, each by itself.
local function naive(job)
  local rows = {}
  for i, text in ipairs(job.texts) do
    local result = assert(backtest.run { strategy = assert(strategy.from_json(text)),
      candles = job.candles, settings = job.settings })
    local r, n, per_year = result:returns()
    rows[i] = { r = r, n = n, per_year = per_year }
  end
  return rows
end

describe("the returns of a sample", function()
  it("are those of each strategy alone, with any number of threads", function()
    for seed = 1, 4 do
      local settings = backtest.settings "tide"
      if seed > 2 then settings.from = 1600000000e6 end
      local job = { texts = texts(seed, 30), settings = settings,
        candles = assert(candles.synthetic { bars = 20000, seed = seed, kind = "momentum" }) }
      local wanted = naive(job)
      for threads = 1, 2 do
        job.threads = threads
        local made = sample.returns(job)
        assert.equal(30, made.rows)
        for i, row in ipairs(wanted) do
          assert.equal(row.n, made.days)
          assert.equal(row.per_year, made.per_year)
          for t = 0, row.n - 1 do assert.equal(row.r[t], made.data[(i - 1) * made.days + t]) end
        end
      end
    end
  end)

  it("leave out what cannot run, and are none when nothing can", function()
    local c = assert(candles.synthetic { bars = 3000, seed = 1, kind = "noise" })
    local settings, list = backtest.settings "tide", texts(1, 2)
    list[3] = "{}"
    assert.equal(2, sample.returns { texts = list, candles = c, settings = settings }.rows)
    assert.is_nil(sample.returns { texts = { "{}" }, candles = c, settings = settings })
  end)

  it("take strategies that are loaded already", function()
    local c = assert(candles.synthetic { bars = 3000, seed = 1, kind = "noise" })
    local list, made = texts(1, 2), {}
    for i, text in ipairs(list) do made[i] = assert(strategy.from_json(text)) end
    local job = { candles = c, settings = backtest.settings "tide" }
    job.texts = list
    local a = sample.returns(job)
    job.texts, job.strategies = {}, made
    local b = sample.returns(job)
    for i = 0, 2 * a.days - 1 do assert.equal(a.data[i], b.data[i]) end
  end)
end)

--- What is said beside the winner of a search.
local honesty = require "stdlib.research.honesty"
local json = require "stdlib.json"
local naive = require "tests.support.naive_stats"
local random = require "tests.support.reference.random"
local stats = require "stdlib.stats"

local DAYS, YEAR = 640, 365

local function near(expected, found, within)
  assert.is_true(math.abs(found - expected) <= (within or 1e-9),
    ("expected %.12g, found %.12g"):format(expected, found))
end

-- A search among noise with an edge a day for the first; the best is picked by its Sharpe.
local function search(seed, edge, tries)
  local m = naive.noise(random.new(seed), tries or 60, DAYS, edge, 1)
  local facts = { trials = #m, days = DAYS, periods_per_year = YEAR, sample = m,
    sharpe_count = #m, sharpe_sum = 0, sharpe_sum_squares = 0 }
  local best = -math.huge
  for _, row in ipairs(m) do
    local sharpe = naive.sharpe(row) * math.sqrt(YEAR)
    facts.sharpe_sum = facts.sharpe_sum + sharpe
    facts.sharpe_sum_squares = facts.sharpe_sum_squares + sharpe ^ 2
    if sharpe > best then best, facts.winner = sharpe, { returns = row } end
  end
  return facts
end

describe("the honesty block", function()
  it("calls an edge an edge", function()
    local block = honesty.judge(search(1, 0.004))
    assert.is_true(block.significant)
    assert.is_true(block.dsr > 0.99 and block.psr >= block.dsr)
    assert.is_true(block.pbo < 0.01, block.pbo)
    assert.is_true(block.sharpe > block.luck_sharpe and block.luck_sharpe >= block.noise_hurdle)
    assert.is_true(block.min_track_record < DAYS and block.min_backtest < DAYS)
  end)

  it("calls luck luck", function()
    local significant = 0
    for seed = 1, 40 do
      local facts = search(100 + seed, 0, 30)
      facts.sample = nil
      significant = significant + (honesty.judge(facts).significant and 1 or 0)
    end
    assert.is_true(significant <= 4, significant)
  end)

  it("is made of what the statistics say", function()
    local facts = search(3, 0.001)
    facts.sharpe_sum_squares = 2 * facts.sharpe_sum_squares -- further apart than noise is
    local block = honesty.judge(facts)
    local m = stats.moments(facts.winner.returns)
    local n = facts.sharpe_count
    local variance = (facts.sharpe_sum_squares - facts.sharpe_sum ^ 2 / n) / (n - 1) / YEAR
    assert.is_true(variance > 1 / (DAYS - 1))
    near(m.sharpe * math.sqrt(YEAR), block.sharpe)
    near(stats.dsr(m, 60, variance), block.dsr)
    near(stats.luck_best(60, variance) * math.sqrt(YEAR), block.luck_sharpe)
    near(stats.noise_hurdle(60, DAYS, YEAR), block.noise_hurdle)
    near(stats.min_track_record(m), block.min_track_record)
    near(stats.min_backtest(60, block.sharpe) * YEAR, block.min_backtest)
    near(stats.pbo(facts.sample).pbo, block.pbo)
    near(stats.independent(facts.sample, 60).trials, block.effective_trials)
  end)

  it("takes the winner's moments or metrics as well as its returns", function()
    local facts = search(4, 0.002)
    local by_returns = honesty.judge(facts)
    local m = stats.moments(facts.winner.returns)
    facts.winner = { moments = m }
    near(by_returns.dsr, honesty.judge(facts).dsr)
    facts.winner = { metrics = { sharpe_ratio = m.sharpe * math.sqrt(YEAR), skew = m.skew,
      kurtosis = m.kurtosis - 3, break_even_bps = 12.5 } }
    near(by_returns.dsr, honesty.judge(facts).dsr)
    assert.equal(12.5, honesty.judge(facts).break_even_bps)
  end)

  it("never takes tries for more alike than chance makes them", function()
    local facts = search(5, 0)
    local alone = honesty.judge(facts)
    facts.sharpe_sum, facts.sharpe_sum_squares = 60 * 2, 60 * 4 -- all the same
    local block = honesty.judge(facts)
    assert.equal(block.noise_hurdle, block.luck_sharpe)
    facts.sharpe_count, facts.sharpe_sum, facts.sharpe_sum_squares = nil, nil, nil
    assert.equal(block.dsr, honesty.judge(facts).dsr)
    assert.is_true(alone.luck_sharpe >= block.luck_sharpe)
  end)

  it("leaves out what is undefined", function()
    local block = honesty.judge { trials = 1, days = 30, periods_per_year = 252, winner = { metrics = {} } }
    for _, key in ipairs { "sharpe", "dsr", "psr", "significant", "pbo", "effective_trials", "min_track_record",
      "min_backtest", "break_even_bps" } do assert.is_nil(block[key], key) end
    assert.equal('{"trials":1,"effective_trials":null,"sharpe":null,"noise_hurdle":0,"luck_sharpe":0,"psr":null,'
      .. '"dsr":null,"significant":null,"pbo":null,"pbo_loss":null,"pbo_slope":null,"pbo_strategies":null,'
      .. '"min_track_record":null,"min_backtest":null,"break_even_bps":null}', json.encode(honesty.object(block)))
    local text = table.concat(honesty.lines(block, 80), "\n")
    assert.matches("Deflated Sharpe +%-", text)
    assert.matches("The winner has no Sharpe ratio that could be judged.", text, 1, true)
    assert.is_nil(text:find "nan")
  end)

  it("says why overfitting was not measured", function()
    local facts = search(6, 0)
    facts.sample = { { 1, 2 }, { 2, 1 } }
    local text = table.concat(honesty.sentences(honesty.judge(facts)), " ")
    assert.matches("needs 32 days for 16 slices, found 2", text, 1, true)
    assert.is_nil(honesty.judge(facts).pbo)
  end)

  local VERDICTS = {
    { "is not more than that: no evidence of an edge", 0.02 },
    { "is more, but not enough: 76.5 %% sure, and 95 %% is the least", 0.145 },
    { "is more than luck explains: 99%.%d %% sure", 0.2 },
    { "is more than luck explains: more than 99.9 %% sure", 0.3 },
  }
  it("says it plainly", function()
    for _, verdict in ipairs(VERDICTS) do
      local block = honesty.judge { trials = 25000, days = 1100, periods_per_year = 365,
        winner = { moments = { n = 1100, sharpe = verdict[2], skew = 0, kurtosis = 3 } } }
      local sentences = honesty.sentences(block)
      assert.equal("Best of 25,000 tries; luck alone would reach a Sharpe of 2.35.", sentences[1])
      assert.matches(verdict[1], sentences[2])
      assert.equal(verdict[2] > 0.13, sentences[4] ~= nil)
    end
  end)

  it("fits the width", function()
    local block = honesty.judge(search(7, 0.004))
    for _, width in ipairs { 40, 60, 80, 120 } do
      for _, line in ipairs(honesty.lines(block, width)) do assert.is_true(#line <= width, line) end
    end
    local painted = honesty.lines(block, 80, function(text, style) return style and "<" .. text .. ">" or text end)
    assert.equal("<Honesty>", painted[1])
  end)

  it("refuses facts that cannot be", function()
    local facts = search(8, 0)
    for _, case in ipairs { { "trials", 0 }, { "trials" }, { "days", 1 }, { "days", 0 / 0 }, { "periods_per_year", -1 },
      { "trials", math.huge } } do
      local before = facts[case[1]]
      facts[case[1]] = case[2]
      assert.error_matches(function() honesty.judge(facts) end, "'" .. case[1] .. "' must be a number")
      facts[case[1]] = before
    end
  end)
end)

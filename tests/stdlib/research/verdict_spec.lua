--- What follows from facts: every check against its threshold, red flags, and the verdict.
local checklist = require "stdlib.research.checklist"
local thresholds = require "stdlib.research.thresholds"
local verdict = require "stdlib.research.verdict"

local T = thresholds.default

local function put(facts, path, value)
  local at, last = facts, path:match "[^.]+$"
  for key in path:gmatch "([^.]+)%." do
    at[key] = at[key] or {}
    at = at[key]
  end
  at[last] = value
end

--- Facts with which every check holds with something to spare.
local function good()
  local facts = { missing = {}, notes = {}, years_needed = 2 }
  for _, check in ipairs(checklist.list) do
    local x = T.checks[check.name]
    local spare = math.max(0.001, math.abs(x) * 0.1)
    put(facts, check.fact, x + (check.at == "least" and spare or (x == 0 and 0 or -spare)))
  end
  facts.symbols.working, facts.all.max_drawdown = 5, 0.2
  return facts
end

local function with(changes)
  local facts = good()
  for path, value in pairs(changes) do put(facts, path, value ~= "nil" and value or nil) end
  return verdict.of(facts, T)
end

describe("a verdict", function()
  it("is GO where everything holds", function()
    local made = with {}
    assert.equal("GO", made.verdict)
    assert.same({}, made.red_flags)
    assert.equal(#checklist.list, #made.checks)
    for _, row in ipairs(made.checks) do assert.equal("passed", row.result, row.name) end
    assert.equal(made.counted, made.held)
  end)

  it("fails each check on the other side of its threshold, and on no other", function()
    for _, check in ipairs(checklist.list) do
      local x = T.checks[check.name]
      local made = with { [check.fact] = check.at == "least" and x - 1e-6 or x + 1e-6 }
      for _, row in ipairs(made.checks) do
        assert.equal(row.name == check.name and "failed" or "passed", row.result, check.name .. ": " .. row.name)
      end
      local at_it = with { [check.fact] = x }
      for _, row in ipairs(at_it.checks) do assert.equal("passed", row.result, row.name) end
    end
  end)

  for level, expected in pairs { must = "NO-GO", evidence = "MORE DATA", should = "GO" } do
    it(("is %s where one check of the level %s fails"):format(expected, level), function()
      for _, check in ipairs(checklist.list) do
        -- some are red flags beside, see below
        if check.level == level and check.name ~= "failed_regimes" then
          local x = T.checks[check.name]
          local made = with { [check.fact] = check.at == "least" and x - 0.001 or x + 0.001 }
          assert.equal(expected, made.verdict, check.name)
        end
      end
    end)
  end

  local FLAGS = {
    { "a low Sharpe ratio", { ["all.sharpe_ratio"] = 0.49 }, "below 0.50" },
    { "a deep drawdown", { ["all.max_drawdown"] = 0.41 }, "more than 40 %" },
    { "a lost account", { ruined = "2024-03-01" }, "lost on 2024-03-01" },
    { "few symbols that work", { ["symbols.working"] = 2 }, "Only 2 of" },
    { "one symbol that carries the rest", { ["symbols.carried"] = "A carries the result." }, "A carries" },
    { "decay", { validation_return_share = 0.3, decayed = true }, "30 % of its in-sample" },
    { "a regime it fails in", { failed_regimes = 1, failed_regimes_named = "bear" }, "in bear" },
    { "what is too good", { ["all.sharpe_ratio"] = 3.5, ["all.max_drawdown"] = 0.01 }, "too good" },
    { "knowing the future", { look_ahead = 1 }, "knows the future" },
  }
  for _, case in ipairs(FLAGS) do
    it("is NO-GO for " .. case[1], function()
      local made = with(case[2])
      assert.equal("NO-GO", made.verdict)
      assert.equal(1, #made.red_flags)
      assert.matches(case[3], made.red_flags[1], 1, true)
    end)
  end

  it("does not hold what may be chance against a strategy", function()
    assert.equal("GO", with({ validation_return_share = 0.3, decayed = false }).verdict)
    assert.equal("GO", with({ ["all.sharpe_ratio"] = 3.5 }).verdict)
    assert.equal("GO", with({ ["symbols.count"] = 2, ["symbols.working"] = 2 }).verdict)
    local lucky = with { ["all.sharpe_ratio"] = 9, ["all.max_drawdown"] = 0.01, ["all.num_trades"] = 3 }
    assert.equal("MORE DATA", lucky.verdict)
    assert.equal("MORE DATA", with({ ["all.sharpe_ratio"] = -1, ["all.num_trades"] = 29 }).verdict)
  end)

  it("waits for an edge that time will show, and not for one that it will not", function()
    local weak = { dsr = 0.9, years = 4 }
    weak.years_needed = 12
    local made = with(weak)
    assert.equal("MORE DATA", made.verdict)
    assert.matches("12.0 years of history tell it from luck; there are 4.0", made.reasons[2], 1, true)
    weak.years_needed = 12.1
    assert.equal("NO-GO", with(weak).verdict)
    weak.years_needed = "nil"
    assert.equal("NO-GO", with(weak).verdict)
  end)

  it("counts the lines that are neither a must nor evidence", function()
    local changes, shoulds = {}, 0
    for _, check in ipairs(checklist.list) do
      if check.level == "should" and check.name ~= "failed_regimes" then shoulds = shoulds + 1 end
    end
    local wrong = 0
    for _, check in ipairs(checklist.list) do
      if check.level == "should" and check.name ~= "failed_regimes" and wrong < math.floor((shoulds + 1) / 2) then
        local x = T.checks[check.name]
        changes[check.fact], wrong = check.at == "least" and x - 0.001 or x + 0.001, wrong + 1
      end
    end
    local made = with(changes)
    assert.equal("GO", made.verdict)
    assert.equal(shoulds + 1 - wrong, made.held)
    changes["hypothesis.open"] = 3 -- one of the last
    assert.equal("NO-GO", with(changes).verdict)
  end)

  it("takes what cannot be known out of the count, unless much hangs on it", function()
    local made = with { ["test.sharpe_ratio"] = "nil", ["walkforward"] = "nil" }
    assert.equal("GO", made.verdict)
    assert.equal(with({}).counted - 5, made.counted)
    assert.equal("NO-GO", with({ ["luck.ruin"] = "nil" }).verdict)
    assert.equal("MORE DATA", with({ dsr = "nil" }).verdict)
    local facts = good()
    facts.stress.volatility, facts.missing.volatility_20 = nil, "prices of zero"
    made = verdict.of(facts, T)
    assert.equal("GO", made.verdict)
    for _, row in ipairs(made.checks) do
      if row.name == "volatility_20" then
        assert.same({ "not applicable", "prices of zero" }, { row.result, row.note })
      end
    end
  end)

  it("holds a strategy to its predictions", function()
    local function predicted(outcome)
      local facts = good()
      facts.predictions = { { text = "win_rate > 0.5", operator = ">", value = 0.5, found = 0.6, outcome = outcome } }
      return verdict.of(facts, T)
    end
    assert.equal("GO", predicted("passed").verdict)
    assert.equal("NO-GO", predicted("failed").verdict)
    assert.equal("MORE DATA", predicted("undefined").verdict)
    assert.matches("win_rate > 0.5", predicted("failed").reasons[1], 1, true)
  end)
end)

describe("thresholds", function()
  local folder = require("tests.support.program").folder()
  teardown(function() require("tests.support.program").remove(folder) end)

  local function load(text, kind)
    local path = folder .. "/checks.lua"
    local file = assert(io.open(path, "w"))
    file:write(text)
    file:close()
    return thresholds.load(path, kind)
  end

  it("know every check, and nothing else", function()
    for _, check in ipairs(checklist.list) do assert.is_number(T.checks[check.name], check.name) end
    for name in pairs(T.checks) do assert.is_table(checklist.by_name[name], name) end
    for kind, checks in pairs(T.types) do
      for name in pairs(checks) do assert.is_table(checklist.by_name[name], kind .. "." .. name) end
    end
  end)

  it("take what a file says, and what a type need not do", function()
    local made = assert(load("return { share = 0.8, checks = { win_rate = 0.5, alpha = false } }", "trend"))
    assert.same({ 0.8, 0.25, false, 3 },
      { made.share, made.checks.win_rate, made.checks.alpha, made.checks.years })
    made = assert(load("return { types = { mine = { trades = 7 } } }", "mine"))
    assert.equal(7, made.checks.trades)
    local v = verdict.of(good(), assert(load "return { checks = { years = false, dsr = nil } }"))
    assert.equal("GO", v.verdict)
  end)

  local WRONG = {
    { "return 3", "checks are defined by a table" },
    { "return { check = {} }", "unknown key 'check'; did you mean 'checks'?" },
    { "return { checks = { win_rat = 1 } }", "unknown key 'win_rat'; did you mean 'win_rate'?" },
    { "return { checks = { win_rate = '40 %' } }", "checks.win_rate: expected a number or false, found '40 %'" },
    { "return { red_flags = { max_drawdown = false } }", "red_flags.max_drawdown: expected a number, found false" },
    { "return { types = { a = 3 } }", "types.a: expected a table, found 3" },
    { "return { share = -1 }", "share: expected a number from 0 on, found -1" },
    { "return {", "unexpected symbol near '<eof>'" },
    { "return os.exit()", "attempt to index global 'os'" },
  }
  for _, case in ipairs(WRONG) do
    it("refuse " .. case[1], function()
      local made, message = load(case[1])
      assert.is_nil(made)
      assert.matches(case[2], message, 1, true)
      assert.matches("checks.lua", message, 1, true)
    end)
  end

  it("name the types there are", function()
    local made, message = thresholds.load(nil, "trendy")
    assert.is_nil(made)
    assert.equal("unknown type 'trendy'; did you mean 'trend'?", message)
  end)
end)

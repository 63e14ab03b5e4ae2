--- The verdict over a strategy: every check against its threshold, red flags, and what follows.
--
--     local v = verdict.of(facts, thresholds)
--     print(v.verdict, #v.red_flags, v.checks[1].name, v.checks[1].result)
--
-- NO-GO     a red flag, a must that failed, or fewer of the other lines than the share asked for
-- MORE DATA nothing speaks against it, and there is too little to say that something is there
-- GO        the rest
local checklist = require "stdlib.research.checklist"
local format = require "stdlib.report.format"

local verdict = {}

verdict.GO, verdict.NO_GO, verdict.MORE_DATA = "GO", "NO-GO", "MORE DATA"

local function at(facts, path)
  local value = facts
  for key in path:gmatch "[^.]+" do
    if type(value) ~= "table" then return nil end
    value = value[key]
  end
  if value == value then return value end
end

local function outcome(check, value, threshold)
  local holds
  if check.at == "least" then holds = value >= threshold else holds = value <= threshold end
  return holds and "passed" or "failed"
end

-- A row of the list: what was found, and what that is.
local function row_of(check, facts, threshold)
  local row = {
    name = check.name, title = check.title, group = check.group, unit = check.unit,
    level = check.level, at = check.at, threshold = threshold or nil,
    value = at(facts, check.fact),
  }
  local why = facts.missing and (facts.missing[check.name] or facts.missing[check.group])
  if threshold == false then
    row.result, row.note = "not applicable", "left out"
  elseif row.value == nil then
    row.result, row.note = "not applicable", why or "undefined"
    -- what nothing is known of is no evidence
    if check.level ~= "should" and not (facts.missing and facts.missing[check.name]) then
      row.result = "failed"
    end
  else
    row.result = outcome(check, row.value, threshold)
  end
  row.note = row.note or (facts.notes and facts.notes[check.name])
  return row
end

local function prediction_row(one)
  return {
    name = "prediction", title = one.text, group = "hypothesis", value = one.found,
    threshold = one.value, operator = one.operator, unit = "ratio",
    level = one.outcome == "undefined" and "evidence" or "must",
    result = one.outcome == "passed" and "passed" or "failed",
    note = one.outcome == "undefined" and "nothing is known of it" or nil,
  }
end

local function percent(x) return format.decimal(100 * x, 0) .. " %" end
local function ratio(x) return format.decimal(x, 2) end

-- A ratio of a handful of trades says nothing, good or bad.
local function ratio_of(facts, least)
  local trades = at(facts, "all.num_trades")
  if trades and trades >= (least or 0) then return at(facts, "all.sharpe_ratio") end
end

-- Each says why it stops a strategy, or nothing.
local FLAGS = {
  function(f, t, least)
    local x = ratio_of(f, least)
    if x and x < t.sharpe_ratio then
      return ("Its Sharpe ratio is %s, below %s."):format(ratio(x), ratio(t.sharpe_ratio))
    end
  end,
  function(f, t)
    local x = at(f, "all.max_drawdown")
    if x and x > t.max_drawdown then
      return ("It lost %s from its peak, more than %s."):format(percent(x),
        percent(t.max_drawdown))
    end
  end,
  function(f)
    if f.ruined then return ("The account was lost on %s."):format(f.ruined) end
  end,
  function(f, t)
    local s = f.symbols
    if s and s.count >= t.working_symbols and s.working < t.working_symbols then
      return ("Only %d of %d symbols earn money."):format(s.working, s.count)
    end
  end,
  function(f)
    if f.symbols and f.symbols.carried then return f.symbols.carried end
  end,
  function(f, t)
    local share, sure = f.validation_return_share, f.decayed
    if share and share < t.out_of_sample and sure then
      return ("Out of sample it earns %s of its in-sample return, and that is more than chance.")
        :format(percent(math.max(share, 0)))
    end
  end,
  function(f)
    if f.failed_regimes and f.failed_regimes > 0 then
      return ("It loses in %s, and that is more than chance."):format(f.failed_regimes_named)
    end
  end,
  function(f, t, least)
    local x, d = ratio_of(f, least), at(f, "all.max_drawdown")
    if x and d and x > t.too_good_sharpe and d < t.too_good_drawdown then
      return ("A Sharpe ratio of %s with a drawdown of %s is too good to be true: look for a "
        .. "mistake."):format(ratio(x), format.decimal(100 * d, 1) .. " %")
    end
  end,
  function(f)
    if f.look_ahead and f.look_ahead > 0 then
      return "It knows the future: " .. (f.look_ahead_text or "see 'tide lookahead'") .. "."
    end
  end,
}

-- @param least  trades from which on ratios say something
local function flags_of(facts, limits, least)
  local list = {}
  for _, flag in ipairs(FLAGS) do list[#list + 1] = flag(facts, limits, least) end
  return list
end

local function count(checks)
  local n = { should = 0, held = 0, failed = {} }
  for _, row in ipairs(checks) do
    if row.level == "should" then
      if row.result == "passed" then n.held = n.held + 1 end
      if row.result ~= "not applicable" then n.should = n.should + 1 end
    elseif row.result == "failed" then
      n.failed[row.level] = n.failed[row.level] or {}
      table.insert(n.failed[row.level], row)
    end
  end
  return n
end

local function titles(rows)
  local list = {}
  for i, row in ipairs(rows) do list[i] = row.title end
  return table.concat(list, "; ")
end

-- How long it would take to tell the edge from luck.
local function patience_of(facts, t)
  local have, need = facts.years, facts.years_needed
  if not have or not need then
    return nil, "At this Sharpe ratio no history is long enough to tell it from luck."
  end
  local text = ("At this Sharpe ratio %s years of history tell it from luck; there are %s.")
    :format(format.decimal(need, 1), format.decimal(have, 1))
  return need <= have * t.patience, text
end

local function sentence_of_evidence(made, facts, t, rows)
  for _, row in ipairs(rows) do
    if row.name == "deflated_sharpe" then
      local soon, text = patience_of(facts, t)
      made.reasons[#made.reasons + 1] = text
      if not soon then return verdict.NO_GO end
    end
  end
  return verdict.MORE_DATA
end

local function decide(made, facts, t)
  local n, reasons = count(made.checks), made.reasons
  made.held, made.counted = n.held, n.should
  if #made.red_flags > 0 then
    reasons[1] = #made.red_flags == 1 and "A red flag stops it."
      or ("%d red flags stop it."):format(#made.red_flags)
    return verdict.NO_GO
  end
  if n.failed.must then
    reasons[1] = "What must hold does not: " .. titles(n.failed.must) .. "."
    return verdict.NO_GO
  end
  if n.failed.evidence then
    reasons[1] = "There is too little evidence: " .. titles(n.failed.evidence) .. "."
    return sentence_of_evidence(made, facts, t, n.failed.evidence)
  end
  local lines = ("%d of the %d other lines hold"):format(n.held, n.should)
  if n.held < t.share * n.should then
    reasons[1] = ("%s, and %s are the least."):format(lines, percent(t.share))
    return verdict.NO_GO
  end
  reasons[1] = ("Nothing speaks against it, the edge is more than luck, and %s."):format(lines)
  return verdict.GO
end

--- Judge.
-- @param facts  numbers by name: those of stdlib.research.checklist, and { missing = why there is
--   none, by check or group, notes = by check, predictions = of stdlib.research.hypothesis,
--   symbols, decayed, ruined, years, years_needed ... }
-- @param t      of stdlib.research.thresholds
-- @return { verdict, checks = { name, title, group, value, threshold, at, unit, level, note,
--   result = "passed", "failed" or "not applicable" }, red_flags, reasons = sentences, held,
--   counted = lines that are no must and no evidence }
function verdict.of(facts, t)
  local made = { checks = {}, reasons = {}, red_flags = {} }
  made.red_flags = flags_of(facts, t.red_flags, t.checks.trades)
  for _, check in ipairs(checklist.list) do
    made.checks[#made.checks + 1] = row_of(check, facts, t.checks[check.name])
  end
  for _, one in ipairs(facts.predictions or {}) do
    made.checks[#made.checks + 1] = prediction_row(one)
  end
  made.verdict = decide(made, facts, t)
  return made
end

return verdict

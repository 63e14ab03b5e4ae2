--- A validation from end to end: what is asked, in its order, each part of it adding its facts.
--
--     local found = run.judge(subject, { others = {}, ledger = nil, idle = ..., loading = ... })
--     print(found.verdict.verdict)
local chance = require "runtime.validate.chance"
local circumstances = require "runtime.validate.circumstances"
local evidence = require "runtime.validate.evidence"
local hypothesis = require "stdlib.research.hypothesis"
local luck = require "runtime.validate.luck"
local parameters = require "runtime.validate.parameters"
local stress = require "runtime.validate.stress"
local verdict = require "stdlib.research.verdict"
local walk = require "runtime.validate.walk"

local run = {}

local function add_hypothesis(facts, subject)
  local doc = subject.hypothesis
  if not doc then
    facts.missing.hypothesis = "there is no document: 'tide research new' makes one"
    return
  end
  facts.hypothesis = { path = doc.path, papers = doc.papers, open = #doc.open }
  facts.all.ruin = facts.luck and facts.luck.ruin
  facts.all.pbo = facts.pbo
  facts.predictions = hypothesis.judge(doc.predictions, facts)
end

-- What is asked, in this order. Each gets { facts, subject, job } and may leave things in it.
local STEPS = {
  { "the parts", function(s) s.accounts = evidence.add(s.facts, s.subject) end },
  { "look-ahead", function(s)
    circumstances.add_lookahead(s.facts, s.subject, function(symbol, done, all)
      return s.job.idle(("%s: %d of %d prefixes"):format(symbol, done, all))
    end)
  end },
  { "symbols", function(s) circumstances.add_symbols(s.facts, s.subject) end },
  { "regimes", function(s) circumstances.add_regimes(s.facts, s.subject) end },
  { "costs", function(s) stress.add(s.facts, s.subject) end },
  { "parameters", function(s) s.samples = parameters.add(s.facts, s.subject, s.job) end },
  { "luck", function(s)
    luck.add(s.facts, s.accounts.whole, s.job.others or {}, s.samples,
      s.subject.thresholds.checks.deflated_sharpe or 0.95)
  end },
  { "walk-forward", function(s)
    walk.add(s.facts, s.subject, s.facts.grid and s.facts.grid.space, s.job)
  end },
  { "Monte Carlo", function(s) chance.add(s.facts, s.subject, s.accounts.whole, s.job) end },
  { "hypothesis", function(s) add_hypothesis(s.facts, s.subject) end },
}

--- Judge a strategy that has run on its parts.
-- @param subject  of runtime.validate.subject
-- @param job  { load = function(values) -> strategy, ledger = where tries around it are written,
--   others = by place of the instrument what else was tried, openings = how many others have seen
--   the test part, idle = function(text) -> true to end early, stopped = function() -> true then }
-- @return { facts, verdict, accounts }; without a verdict where it was ended early
function run.judge(subject, job)
  local state = { facts = { missing = {}, notes = {} }, subject = subject, job = job }
  state.facts.test_openings = job.openings
  if not job.openings then state.facts.missing.test_openings = "the test part stays sealed" end
  for number, step in ipairs(STEPS) do
    if job.idle(("%d of %d: %s"):format(number, #STEPS, step[1])) then return state end
    step[2](state)
    if job.stopped() then return state end
  end
  state.verdict = verdict.of(state.facts, subject.thresholds)
  return state
end

return run

--- Hypothesis documents: what they lack, and predictions that a program judges.
local hypothesis = require "stdlib.research.hypothesis"
local prediction = require "stdlib.research.prediction"

local function read(text)
  local one = assert(prediction.parse(text))
  return one.part, one.metric, one.operator, one.value
end

local function refused(text)
  local one, message = prediction.parse(text)
  assert.is_nil(one)
  return message
end

-- A document with everything in it; `change` puts another text under a heading.
local function document(change)
  local out = { "# A dip is bought", "" }
  local text = {
    Predictions = "```predictions\nwin_rate > 0.45 # more than luck\n\nvalidation.sharpe_ratio >= 0.8\n```",
    Literature = "- A: 1\n- B: 2\n* C: 3\n1. D: 4\n2) E: 5",
    ["Contradicting evidence"] = "- F: it was not there",
    Checklist = "- [x] data\n- [X] costs",
  }
  for _, section in ipairs(hypothesis.sections) do
    local name = section[1]
    local body = (change or {})[name] or text[name] or "Something is said."
    if body ~= "-" then
      out[#out + 1] = "## " .. name
      out[#out + 1] = ""
      out[#out + 1] = body
    end
  end
  return table.concat(out, "\n")
end

local function open(change)
  local list = {}
  for i, one in ipairs(assert(hypothesis.parse(document(change), "d.md")).open) do
    list[i] = one.section .. ": " .. one.why
  end
  return list
end

describe("a prediction", function()
  it("has a metric, a comparison, a number, and perhaps a part", function()
    assert.same({ nil, "win_rate", ">", 0.45 }, { read "win_rate > 0.45" })
    assert.same({ "validation", "sharpe_ratio", ">=", 0.8 }, { read "  validation.sharpe_ratio>=.8 " })
    assert.same({ nil, "max_drawdown", "<", 0.3 }, { read "max_drawdown < 30 %" })
    assert.same({ "high_volatility", "mean_trade", ">", -0.001 }, { read "high_volatility.mean_trade > -0.1%" })
    assert.same({ nil, "pbo", "<=", 0.05 }, { read "all.pbo <= 5e-2" })
  end)

  it("says what is wrong with it", function()
    for text, message in pairs {
      ["wins are many"] = "expected a prediction like 'win_rate > 0.45', found 'wins are many'",
      ["win_rat > 1"] = "unknown metric 'win_rat'; did you mean 'win_rate'?",
      ["valdation.win_rate > 1"] = "unknown part 'valdation'; did you mean 'validation'?",
      ["bear.psr > 1"] = "unknown metric 'psr'; 'tide backtest --json' and docs/guide/research.md list them",
      ["validation.pbo < 1"] = "unknown metric 'pbo'; 'tide backtest --json' and docs/guide/research.md list them",
      ["win_rate == 1"] = "unknown comparison '==': write >, >=, < or <=",
      ["win_rate > high"] = "expected a number after >, found 'high'",
      ["win_rate > 1 2"] = "expected a number after >, found '1 2'",
      ["win_rate > nan"] = "expected a number after >, found 'nan'",
    } do
      assert.equal(message, refused(text), text)
    end
  end)

  it("is passed, failed, or undefined", function()
    local list = {}
    for i, text in ipairs { "win_rate > 0.5", "win_rate >= 0.5", "win_rate < 0.5", "win_rate <= 0.5",
      "validation.win_rate > 0", "bull.share > 0.1", "pbo < 0.5", "psr > 0" } do
      list[i] = assert(prediction.parse(text))
    end
    local outcomes = {}
    local judged = prediction.judge(list, { all = { win_rate = 0.5, psr = 0 / 0 }, bull = { share = 0.4 } })
    for i, one in ipairs(judged) do outcomes[i] = one.outcome end
    assert.same({ "failed", "passed", "failed", "passed", "undefined", "passed", "undefined", "undefined" }, outcomes)
    assert.equal(0.5, judged[1].found)
    assert.is_nil(judged[8].found)
    assert.is_nil(list[1].outcome, "the prediction itself stays as it was")
  end)
end)

describe("a hypothesis", function()
  it("that is filled in lacks nothing", function()
    local doc = assert(hypothesis.parse(document(), "d.md"))
    assert.same({}, doc.open)
    assert.same({}, doc.errors)
    assert.equal("A dip is bought", doc.title)
    assert.equal(2, #doc.predictions)
    assert.equal("win_rate > 0.45", doc.predictions[1].text)
    assert.equal("validation", doc.predictions[2].part)
  end)

  it("says what is empty, and what is too short", function()
    assert.same({ "Theory: empty" }, open { Theory = "" })
    assert.same({ "Theory: empty" }, open { Theory = "<!-- why\n\nit is\n## so -->\n" })
    assert.same({}, open { Theory = "<!-- why --> because" })
    assert.same({ "Theory: the heading is missing" }, open { Theory = "-" })
    assert.same({ "Literature: 4 of at least 5 entries" }, open { Literature = "- a\n- b\n- c\n- d\n- Author, year:" })
    assert.same({ "Literature: empty" }, open { Literature = "- Author, year:" })
    assert.same({ "Checklist: 1 of 2 done" }, open { Checklist = "- [x] a\n- [ ] b" })
    assert.same({ "Predictions: empty" }, open { Predictions = "```predictions\n# win_rate > 1\n```" })
    assert.same({ "Predictions: no prediction in a ```predictions block" },
      open { Predictions = "It will win." })
  end)

  it("names the line of a prediction that cannot be read", function()
    local doc = assert(hypothesis.parse("# T\n\n```predictions\nwin_rate > 1\nwin_rte > 1\n```\n", "d.md"))
    assert.same({ { line = 5, message = "unknown metric 'win_rte'; did you mean 'win_rate'?" } }, doc.errors)
    assert.equal(4, doc.predictions[1].line)
  end)

  it("leaves other blocks and comments alone", function()
    local text = "# T\n<!--\n```predictions\nnonsense\n```\n-->\n```lua\nwin_rte > 1\n## Theory\n```\n"
    local doc = assert(hypothesis.parse(text, "d.md"))
    assert.same({}, doc.errors)
    assert.same({}, doc.predictions)
    assert.equal("the heading is missing", doc.open[3].why)
  end)

  it("is refused when a block is not closed, or when it is not there", function()
    assert.same({ nil, "d.md: a ``` block is not closed" }, { hypothesis.parse("```predictions\n", "d.md") })
    assert.matches("absent.md: cannot read it", select(2, hypothesis.load "/tmp/absent.md"))
  end)
end)

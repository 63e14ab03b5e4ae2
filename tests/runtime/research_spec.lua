--- `tide research new` and `tide research check`, run as a user would.
local hypothesis = require "stdlib.research.hypothesis"
local json = require "stdlib.json"
local program = require "tests.support.program"

describe("tide research", function()
  local folder
  before_each(function() folder = program.folder() end)
  after_each(function() program.remove(folder) end)

  local function read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read "*a"
    file:close()
    return text
  end

  it("new writes a document and a strategy that runs", function()
    local where = folder .. "/a/b"
    local run = program.run("research", "new", "dip-2", "--dir", where)
    assert.equal(0, run.code, run.err)
    assert.equal(where .. "/dip-2.md\n" .. where .. "/dip-2.lua\n", run.out)
    assert.matches("^# dip%-2\n", read(where .. "/dip-2.md"))
    local candles = folder .. "/DEMO_1h.csv"
    program.run("demo", "--bars", "3000", "--out", candles)
    local result = program.run("backtest", where .. "/dip-2.lua", "--data", candles, "--json")
    assert.equal(0, result.code, result.err)
    local doc = json.decode(result.out)
    assert.equal("dip-2", doc.strategy)
    assert.is_true(#doc.trades > 5)
  end)

  it("new writes over nothing", function()
    for _, ending in ipairs { ".md", ".lua" } do
      local path = program.write(folder .. "/x" .. ending, "mine")
      local run = program.run("research", "new", "x", "--dir", folder)
      assert.equal(1, run.code)
      assert.equal(("tide: %s is there already: choose another NAME or --dir\n"):format(path), run.err)
      assert.equal("mine", read(path))
      os.remove(path)
    end
    assert.equal("", program.shell("ls " .. folder).out)
  end)

  it("new refuses a name that is none", function()
    for _, name in ipairs { "9lives", "a/b", "a.b", ("a"):rep(64) } do
      local run = program.run("research", "new", name, "--dir", folder)
      assert.equal(2, run.code)
      assert.matches("a NAME has up to 63 letters", run.err)
    end
  end)

  it("check finds everything open in a new document, each heading once", function()
    program.run("research", "new", "dip", "--dir", folder)
    local path = folder .. "/dip.md"
    local run = program.run("research", "check", path)
    assert.equal(1, run.code)
    assert.equal("", run.err)
    assert.matches("^" .. path:gsub("%p", "%%%0") .. ": dip\n  predictions  0\n  open         11\n", run.out)
    local doc = assert(hypothesis.load(path))
    assert.equal(#hypothesis.sections, #doc.open)
    for i, one in ipairs(doc.open) do
      assert.equal(hypothesis.sections[i][1], one.section)
      assert.is_true(one.why:find "^empty" ~= nil or one.why:find "^0 of %d+ done" ~= nil, one.why)
    end
  end)

  it("check reads the predictions that stand in the template as examples", function()
    program.run("research", "new", "dip", "--dir", folder)
    local path = folder .. "/dip.md"
    local text = read(path):gsub("\n# ([%w_.]+ [<>])", "\n%1")
    program.write(path, text)
    local doc = json.decode(program.run("research", "check", path, "--json").out)
    assert.equal(4, #doc.predictions)
    assert.same({ metric = "max_drawdown", operator = "<", value = 0.3, part = "all", line = doc.predictions[3].line },
      { metric = doc.predictions[3].metric, operator = doc.predictions[3].operator, value = doc.predictions[3].value,
        part = doc.predictions[3].part, line = doc.predictions[3].line })
    assert.equal(0, #doc.errors)
    assert.is_false(doc.complete)
  end)

  it("check names the line of a prediction that cannot be read", function()
    local path = program.write(folder .. "/d.md", "# D\n\n```predictions\nwin_rat > 1\n```\n")
    local run = program.run("research", "check", path)
    assert.equal(1, run.code)
    assert.equal(("tide: %s:4: unknown metric 'win_rat'; did you mean 'win_rate'?\n"):format(path), run.err)
  end)

  it("check is content with a document that is filled in", function()
    program.run("research", "new", "dip", "--dir", folder)
    local path = folder .. "/dip.md"
    local text = read(path):gsub("%[ %]", "[x]"):gsub("\n# (win_rate)", "\n%1")
    text = text:gsub("%-%->\n\n(##)", "-->\nSaid.\n\n%1"):gsub("%- Author, title, year:\n\n## Contra",
      ("- Somebody 2020: found it\n"):rep(5) .. "\n## Contra"):gsub("%- Author, title, year:", "- Other 2021: did not")
    program.write(path, text)
    local run = program.run("research", "check", path)
    assert.equal("", run.err)
    assert.matches("  open         nothing\n$", run.out)
    assert.equal(0, run.code)
  end)
end)

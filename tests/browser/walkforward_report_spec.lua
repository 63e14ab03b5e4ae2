--- What `tide walkforward --report` wrote, in a real browser.
local report_page = require "tests.support.report_page"
local program = require "tests.support.program"

local RULES = [[return strategy { name = "ways", params = { n = int { 10, min = 5, max = 20, step = 5 },
    kind = choice { "sma", "ema" } },
  rules = function(m, p)
    local line = ta[p.kind](m.close, p.n)
    return { long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line) } }
  end }]]

describe("the report of a walk-forward in a browser", function()
  local page = report_page.new()

  setup(function()
    if not page:start() then return end
    page:run "demo --bars 6000 --out A_1h.csv"
    program.write(page:file "ways.lua", RULES)
    local run = page:run(("walkforward ways.lua --train 60d --test 30d --report out.html --no-cache --data %s A_1h.csv")
      :format(report_page.quoted(report_page.SHOWN .. "=A_1h.csv")))
    assert.equal(0, run.code, run.err)
  end)

  teardown(function() page:stop() end)

  local function spec(name, body)
    page:spec(name, function()
      page:show "out.html"
      body()
    end)
  end

  spec("loads nothing, complains about nothing, and draws every chart", function()
    assert.equal(1, page:count "main[data-ready]")
    for place = 0, 1 do
      page:check_drawn { "equity" .. place, "kept" .. place, ("drift%d-0"):format(place),
        ("drift%d-1"):format(place) }
    end
    page:check_quiet "out.html"
  end)

  spec("shows names as text, a row for each window, and the judgement", function()
    assert.equal(report_page.SHOWN, page:text "h2")
    assert.equal(2 * 6, page:count "table.rows tbody tr")
    local text = page:text "main"
    for _, said in ipairs { "windows earned out of sample", "Deflated Sharpe", "the rest is sealed", "kind sma" } do
      assert.is_truthy(text:find(said, 1, true), said)
    end
  end)

  spec("fits a telephone, and names everything", function()
    for _, width in ipairs { 360, 1280 } do page:check_width("out.html", width) end
    page:check_named()
    page:check_notices "Leon Sorokin"
    page:reset_width()
  end)
end)

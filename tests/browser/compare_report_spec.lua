--- What `tide compare --report` wrote, in a real browser.
local report_page = require "tests.support.report_page"

local SYMBOL = report_page.SHOWN

describe("the report of a comparison in a browser", function()
  local page = report_page.new()

  setup(function()
    if not page:start() then return end
    page:run "demo --bars 5000 --out A_1h.csv"
    local strategies = TIDE_ROOT .. "/strategies/"
    local run = page:run(("compare '%sbreakout.lua' '%srsi_dip.lua' --report out.html --data %s A_1h.csv"):format(
      strategies, strategies, report_page.quoted(SYMBOL .. "=A_1h.csv")))
    assert.equal(0, run.code, run.err)
  end)

  teardown(function() page:stop() end)

  page:spec("loads nothing, complains about nothing, and draws every chart", function()
    page:show "out.html"
    assert.equal(1, page:count "main[data-ready]")
    page:check_drawn { "equity0", "equity1" }
    page:check_quiet "out.html"
  end)

  page:spec("shows names as text, and every strategy in its table and legend", function()
    page:show "out.html"
    assert.equal(SYMBOL, page:text "h2")
    for _, name in ipairs { "breakout", "rsi_dip", "buy & hold" } do
      for _, place in ipairs { "table", "[data-legend]" } do
        assert.is_truthy(page:text(place):find(name, 1, true), name)
      end
    end
  end)

  page:spec("fits a telephone, and has names for those who cannot see it", function()
    page:check_width("out.html", 360)
    page:check_named()
    page:reset_width()
  end)
end)

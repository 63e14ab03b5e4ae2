--- The report of a Monte Carlo as a reader sees it, in a real browser: what `tide montecarlo --report`
-- wrote.
local cjson = require "cjson"
local format = require "stdlib.report.format"
local montecarlo = require "stdlib.research.montecarlo"
local report_page = require "tests.support.report_page"

local CHARTS = { "", "final_equity", "max_drawdown", "sharpe_ratio" }

describe("the report of a Monte Carlo in a browser", function()
  local page, made = report_page.new(), nil

  setup(function()
    if not page:start() then return end
    page:run "demo --edge breakout --bars 3000 --seed 3 --out AAA_1h.csv"
    local run = page:run(("montecarlo '%s/strategies/breakout.lua' --paths 40 --json --report out.html --no-cache "
      .. "--data %s"):format(TIDE_ROOT, report_page.quoted(report_page.SHOWN .. "=AAA_1h.csv")))
    assert.equal(0, run.code, run.err)
    made = cjson.decode(run.out)
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
    local names = montecarlo.names()
    assert.equal(#names * #CHARTS, page:count "[data-plot]")
    for _, name in ipairs(names) do
      for _, chart in ipairs(CHARTS) do
        page:check_drawn { chart == "" and "fan-1-" .. name or ("1-%s-%s"):format(name, chart) }
      end
    end
    page:check_quiet "out.html"
  end)

  spec("shows names as text, and the numbers of the document", function()
    assert.equal(report_page.SHOWN, page:text ".facts b")
    local tables = page:script [[return [...document.querySelectorAll("table.rows")].map((t) =>
      [...t.querySelectorAll("tbody tr")].map((r) => [...r.querySelectorAll("data")].map((d) => d.value)))]]
    assert.equal(#made.methods, #tables)
    for i, method in ipairs(made.methods) do
      for k, key in ipairs { "final_equity", "max_drawdown", "sharpe_ratio" } do
        local d, row = method[key], tables[i][k]
        for at, name in ipairs { "actual", "rank", "low_99", "low_95", "median" } do
          assert.equal(format.value(d[name]), row[at], method.method .. " " .. key .. " " .. name)
        end
      end
    end
  end)

  spec("counts every path in its histograms, but for those beyond the picture", function()
    local charts = page:script "return JSON.parse(document.getElementById('data').textContent).charts"
    for i, chart in ipairs(charts) do
      for k, one in ipairs(chart.histograms) do
        local sum = one.beyond
        for _, count in ipairs(one.counts) do sum = sum + count end
        local key = ({ "final_equity", "max_drawdown", "sharpe_ratio" })[k]
        assert.equal(made.methods[i][key].defined, sum)
      end
    end
  end)

  spec("stays within a narrow page, and has names for those who cannot see it", function()
    page:check_width("out.html", 390)
    page:check_named()
    page:reset_width()
  end)
end)

--- The report of a search as a reader sees it, in a real browser: what `tide evolve --report` wrote.
local cjson = require "cjson"
local format = require "stdlib.report.format"
local program = require "tests.support.program"
local report_page = require "tests.support.report_page"

local SMALL = "--population 60 --generations 5 --pool 2 --min-trades 5 --no-cache"

describe("the report of a search in a browser", function()
  local page, one, two = report_page.new(), nil, nil

  -- Runs a search; what it printed as JSON, and its exit code.
  local function evolve(words, before)
    local run = page:run("evolve " .. words, before)
    return run.code == 0 and cjson.decode(run.out) or run, run.code
  end

  setup(function()
    if not page:start() then return end
    page:run "demo --edge breakout --bars 5000 --seed 3 --out AAA_1h.csv"
    page:run "demo --bars 4000 --seed 8 --out BBB_1h.csv"
    local code
    one, code = evolve(("--json --report one.html --permute 6 %s --data %s"):format(SMALL,
      report_page.quoted(report_page.SHOWN .. "=AAA_1h.csv")))
    assert.equal(0, code, one.err)
    two, code = evolve(("--json --report two.html %s --objective sharpe_ratio,max_drawdown,win_rate "
      .. "--data AAA_1h.csv BBB_1h.csv"):format(SMALL))
    assert.equal(0, code, two.err)
  end)

  teardown(function() page:stop() end)

  page:spec("loads nothing, complains about nothing, and draws every chart", function()
    for name, charts in pairs {
      ["one.html"] = { "race", "generations", "variety", "tries", "shuffles" },
      ["two.html"] = { "race", "generations", "variety", "tries", "front" },
    } do
      page:show(name)
      assert.equal(1, page:count "main[data-ready]")
      assert.equal(#charts, page:count "[data-plot]")
      page:check_drawn(charts)
      page:check_quiet(name)
    end
  end)

  page:spec("shows names as page:text", function()
    page:show "one.html"
    assert.equal(report_page.SHOWN, page:text ".facts b")
    assert.equal("Search on " .. report_page.SHOWN, page:text "h1")
    assert.equal(0, page:count "main i:not(.swatch, .legend i)")
    assert.is_truthy(page:text(".command"):find("--population 60", 1, true))
  end)

  page:spec("says the verdict first, with the numbers of the document", function()
    page:show "one.html"
    page:check_verdict(one.data[1].honesty)
    assert.equal("How good luck alone would look", page:text "h2")
  end)

  page:spec("shows every metric of the winner on both parts, with all digits", function()
    page:show "one.html"
    page:check_metrics(one.best)
    assert.is_truthy(page:text(".rules"):find("Enter", 1, true))
  end)

  page:spec("has the winner as a strategy file", function()
    page:show "one.html"
    local run = program.run("backtest", program.write(page:file "winner.lua", page:text ".source"), "--data",
      page:file "AAA_1h.csv", "--no-cache", "--json")
    assert.equal(0, run.code, run.err)
    assert.equal(one.best.hash, cjson.decode(run.out).hash)
  end)

  page:spec("ranks the best as the document does, and sorts them", function()
    page:show "one.html"
    local names, validation = {}, {}
    for i, member in ipairs(one.top) do
      names[i], validation[i] = member.name, member.out_of_sample.sharpe_ratio
    end
    assert.same(names, page:column(1))
    assert.same(validation, page:column(3))
    page:click "[data-sortable] thead tr:last-child th:nth-child(4) button"
    table.sort(validation, function(a, b) return a > b end)
    assert.same(validation, page:column(3))
    page:click "[data-sortable] thead tr:last-child th:nth-child(4) button"
    table.sort(validation)
    assert.same(validation, page:column(3))
    assert.equal(1, page:count "[data-sortable] th[aria-sort]")
    page:click "[data-sortable] thead tr:last-child th:first-child button"
    assert.same(names, page:column(1))
  end)

  page:spec("draws equity that ends at the metrics, and hides what is chosen", function()
    page:show "one.html"
    local chips = page:texts ".chip b"
    assert.equal(#one.top + 1, #chips)
    for i, member in ipairs(one.top) do
      local ended = 10000 * (1 + member.in_sample.total_return) * (1 + member.out_of_sample.total_return)
      local shown = tonumber((chips[i]:gsub(",", "")))
      assert.is_true(math.abs(ended - shown) <= 1, chips[i] .. " is not " .. ended)
    end
    local PICTURE = [[return document.querySelector('[data-plot="race"] canvas').toDataURL()]]
    local before = page:script(PICTURE)
    for i = 2, #chips do page:click((".chip:nth-child(%d)"):format(i)) end
    assert.equal(#chips - 1, page:count '.chip[aria-pressed="false"]')
    assert.is_true(before ~= page:script(PICTURE))
    page:click "[data-log]"
    assert.equal(1, page:count '[data-log][aria-pressed="true"]')
    assert.is_true(page:colours "race" > 3)
    page:check_quiet()
  end)

  page:spec("draws the family of the winner", function()
    page:show "one.html"
    assert.equal(one.best.name, page:text "svg.family .winner .name")
    assert.equal(format.decimal(one.best.objective[1], 2), page:text "svg.family .winner .value")
    local overlaps = page:script [[
      const boxes = [...document.querySelectorAll("svg.family rect")].map((e) => e.getBoundingClientRect());
      return boxes.filter((a) => boxes.some((b) => a !== b && a.left < b.right && b.left < a.right
        && a.top < b.bottom && b.top < a.bottom)).length;]]
    assert.equal(0, overlaps)
    local outside = page:script [[
      return [...document.querySelectorAll("svg.family g")].filter((g) => {
        const box = g.querySelector("rect").getBoundingClientRect();
        return [...g.querySelectorAll(".name, .value, .gone, .new, .more")].some((t) => {
          const r = t.getBoundingClientRect();
          return r.right > box.right + 1 || r.left < box.left || r.bottom > box.bottom; });
      }).map((g) => g.textContent).join("; ");]]
    assert.equal("", outside)
  end)

  page:spec("has the values of the generations, and of the shuffled histories", function()
    page:show "one.html"
    local data = page:script [[
      const data = JSON.parse(document.getElementById("data").textContent);
      return { best: data.history.best, tried: data.history.tried, shuffled: data.shuffles };]]
    for i, row in ipairs(one.generations) do
      assert.equal(row.best, data.best[i])
      assert.equal(row.tried, data.tried[i])
    end
    local none = 0
    for _, x in ipairs(one.permutation.values) do none = none + (x == cjson.null and 1 or 0) end
    assert.equal(none, data.shuffled.none)
    assert.equal(6 - none, #data.shuffled.values)
    assert.equal(one.permutation.real, data.shuffled.real)
    assert.is_truthy(page:text(".said"):find("p = " .. format.decimal(one.permutation.p_value, 3), 1, true))
  end)

  page:spec("tells of several aims and instruments", function()
    page:show "two.html"
    assert.equal("Search on 2 instruments", page:text "h1")
    assert.equal(2, page:count ".sentences")
    assert.is_truthy(page:text("section[aria-label=\"Pareto front\"] .key"):find("also looked at Win rate", 1, true))
    local first = page:texts ".chip b"
    page:click '[data-instrument="1"]'
    assert.are_not.same(first, page:texts ".chip b")
    assert.is_true(page:colours "race" > 3)
    -- of a metric of which less is better people read the metric
    local data = page:script 'return JSON.parse(document.getElementById("data").textContent).front.front'
    for _, point in ipairs(data) do assert.is_true(point[2] >= 0) end
    assert.near(-two.best.objective[2], page:column(4)[1], 1e-12)
    page:check_quiet()
  end)

  page:spec("fits a phone of 390 pixels without scrolling sideways", function()
    for _, name in ipairs { "one.html", "two.html" } do
      page:check_width(name, 390)
      page:check_drawn { "race" }
    end
    page:reset_width()
  end)

  page:spec("is dark where the system is, and has names for those who cannot see it", function()
    page.browser:prefer "dark"
    page:show "two.html"
    assert.equal("rgb(15, 20, 22)", page:script "return getComputedStyle(document.body).backgroundColor")
    page.browser:prefer "light"
    page:check_named()
    page:check_notices "Leon Sorokin"
  end)

  page:spec("is written for a search without a winner, and for one that was stopped", function()
    local run, code = evolve(("--report none.html %s --data AAA_1h.csv"):format(
      SMALL:gsub("%-%-min%-trades %d+", "--min-trades 100000")))
    assert.equal(1, code, run.err)
    page:show "none.html"
    assert.is_truthy(page:text(".warning"):find("No strategy was fit", 1, true))
    assert.equal(0, page:count "#winner")
    page:check_quiet()
    run, code = evolve(("--report stopped.html --patience 0 --data AAA_1h.csv %s"):format(
      SMALL:gsub("%-%-generations %d+", "--generations 100000")), "timeout --foreground --preserve-status -s INT 1.5")
    assert.equal(130, code, run.err)
    page:show "stopped.html"
    assert.equal(1, page:count "#winner")
    assert.is_true(page:colours "generations" > 3)
    page:check_quiet()
  end)

  page:spec("does not write over candles, and says when it cannot write", function()
    local run, code = evolve("--report AAA_1h.csv --data AAA_1h.csv " .. SMALL)
    assert.equal(2, code)
    assert.is_truthy(run.err:find("'--report' would write over candles", 1, true))
    run, code = evolve("--report no/such/folder.html --data AAA_1h.csv " .. SMALL)
    assert.equal(1, code)
    assert.is_truthy(run.err:find("cannot write the report: no/such/folder.html", 1, true))
    assert.is_truthy(run.out:find("Honesty", 1, true)) -- the result is said all the same
  end)
end)

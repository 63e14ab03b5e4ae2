--- The report of a search over parameters as a reader sees it: what `tide optimize --report` wrote.
local cjson = require "cjson"
local format = require "stdlib.report.format"
local program = require "tests.support.program"
local report_page = require "tests.support.report_page"

local GRID = "--grid fast=3:9,slow=12:60:6 --no-cache"
local METRICS = { "total_return", "num_trades", "max_drawdown" } -- of the table, after the objective

-- Slow enough to be caught: every combination is loaded.
local WAYS = [[
return strategy {
  name = "ways", params = { n = int { 10, min = 2, max = 600 }, kind = choice { "sma", "ema" }, both = flag { true } },
  rules = function(m, p)
    local line = p.n % 2 == 0 and ta[p.kind](m.close, p.n) or ta.wma(m.close, p.n)
    return {
      long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line) },
      short = p.both and { enter = m.close:crosses_below(line) } or nil,
    }
  end,
}
]]

describe("the report of a search over parameters in a browser", function()
  local page, one, two = report_page.new(), nil, nil

  -- Runs a search; what it printed as JSON, and its exit code.
  local function optimize(words, before)
    local run = page:run("optimize " .. words, before)
    return run.code == 0 and cjson.decode(run.out) or run, run.code
  end

  local function strategy(name) return ("'%s/strategies/%s.lua'"):format(TIDE_ROOT, name) end

  setup(function()
    if not page:start() then return end
    page:run "demo --bars 4000 --seed 1 --out AAA_1h.csv"
    page:run "demo --bars 4000 --seed 2 --out BBB_1h.csv"
    program.write(page:file "ways.lua", WAYS)
    local code
    one, code = optimize(("%s --json --report one.html %s --data %s"):format(strategy "sma_cross", GRID,
      report_page.quoted(report_page.SHOWN .. "=AAA_1h.csv")))
    assert.equal(0, code, one.err)
    two, code = optimize(("%s --json --report two.html --no-cache --data AAA_1h.csv BBB_1h.csv --objective "
      .. "max_drawdown --grid 'lookback=5:30:5,tp=0.05:0.2:0.05,sl=0.05:0.2:0.05' --constraint 'num_trades>=5'")
      :format(strategy "breakout"))
    assert.equal(0, code, two.err)
  end)

  teardown(function() page:stop() end)

  page:spec("loads nothing, complains about nothing, and draws every chart", function()
    for name, charts in pairs {
      ["one.html"] = { "race", "map-0" }, ["two.html"] = { "race", "map-0", "map-1", "map-2" },
    } do
      page:show(name)
      assert.equal(1, page:count "main[data-ready]")
      assert.equal(#charts, page:count "[data-plot]")
      page:check_drawn(charts)
      page:check_quiet(name)
    end
  end)

  page:spec("shows names as text, and the command to repeat", function()
    page:show "one.html"
    assert.equal(report_page.SHOWN, page:text ".facts b")
    assert.equal("Parameters of sma_cross on " .. report_page.SHOWN, page:text "h1")
    assert.equal(0, page:count "main i:not(.swatch, .sign, .share i, .legend i)")
    assert.is_truthy(page:text(".command"):find("--grid fast=3:9,slow=12:60:6", 1, true))
  end)

  page:spec("says the verdict first, with the numbers of the document", function()
    page:show "one.html"
    page:check_verdict(one.data[1].honesty)
    assert.equal("How good luck alone would look", page:text "h2")
  end)

  page:spec("shows which one to take, with every metric on both parts", function()
    page:show "one.html"
    local taken = one.recommended
    page:check_metrics(taken)
    for name, value in pairs(taken.params) do
      assert.equal(format.value(value), page:text(('[data-param="%s"]'):format(name)))
    end
    assert.is_truthy(page:text(".sentences + .winner h3"):find("Take: ", 1, true))
  end)

  page:spec("lists the best as the document does, marks them, and sorts", function()
    page:show "one.html"
    local taken, marks, columns = one.recommended, {}, {}
    for i, member in ipairs(one.results) do
      marks[i] = member.hash == taken.hash and "take" or member.peak == true and "peak" or "-"
      local wanted = { i, member.params.fast, member.params.slow, marks[i],
        member.neighbours, member.plateau, member.objective, member.objective_out_of_sample }
      for _, key in ipairs(METRICS) do
        wanted[#wanted + 1], wanted[#wanted + 2] = member.in_sample[key], member.out_of_sample[key]
      end
      wanted[#wanted + 1] = "sealed"
      for k, x in ipairs(wanted) do
        columns[k] = columns[k] or page:column(k - 1)
        assert.equal(x == cjson.null and "-" or x, columns[k][i], ("row %d, column %d"):format(i, k))
      end
    end
    assert.same(20, #one.results)
    local seen = table.concat(marks, " ")
    assert.is_true(seen:find "take" ~= nil and seen:find "peak" ~= nil, seen)
    assert.is_true(taken.peak == false)
    page:click "[data-sortable] thead tr:last-child th:nth-child(2) button"
    local fast = page:column(1)
    for i = 2, #fast do assert.is_true(fast[i - 1] <= fast[i]) end
    assert.equal(1, page:count "[data-sortable] th[aria-sort]")
  end)

  -- The numbers of the maps, and where the signs are.
  local function maps() return page:script "return JSON.parse(document.getElementById('data').textContent).maps" end

  local function check_cells(wanted, shown)
    for r, row in ipairs(wanted) do
      for c, x in ipairs(row) do
        if x == cjson.null then
          assert.equal(cjson.null, shown[r][c])
        else
          assert.near(x, shown[r][c], 1e-5 * math.abs(x))
        end
      end
    end
  end

  page:spec("draws the heat maps of the document, with signs where they belong", function()
    for name, found in pairs { ["one.html"] = one, ["two.html"] = two } do
      page:show(name)
      local shown = maps()
      assert.equal(#found.heatmaps, #shown)
      for i, map in ipairs(found.heatmaps) do
        check_cells(map.mean, shown[i].mean)
        check_cells(map.best, shown[i].best)
        local signs = {}
        for _, mark in ipairs(shown[i].marks) do
          signs[mark.kind] = shown[i].x_labels[mark.x + 1] .. " " .. shown[i].y_labels[mark.y + 1]
        end
        local function at(member)
          return format.value(member.params[map.x]) .. " " .. format.value(member.params[map.y])
        end
        if found.recommended ~= cjson.null then assert.equal(at(found.recommended), signs.take) end
        assert.equal(at(found.best), found.best.peak == true and signs.peak or signs.best)
      end
    end
  end)

  local PICTURE = [[return document.querySelector('[data-plot="map-0"] canvas').toDataURL()]]

  -- The legend of a map with the pointer on the middle of a cell.
  local POINT = [[
    const over = document.querySelector('[data-plot="map-0"] .u-over');
    const { left, top, width, height } = over.getBoundingClientRect();
    const [columns, rows] = [%d, %d];
    over.dispatchEvent(new MouseEvent("mousemove", { bubbles: true,
      clientX: left + (%d + 0.5) / columns * width, clientY: top + (1 - (%d + 0.5) / rows) * height }));
    const legend = document.querySelector('[data-legend="map-0"]');
    return new Promise((done) => setTimeout(() => done(legend.textContent), 100));]]

  page:spec("says what a cell is, and shows mean or best of the others", function()
    page:show "one.html"
    local map = one.heatmaps[1]
    assert.equal(0, page:count "[data-of]:not([hidden] *)") -- of two parameters both are the same
    local said = page:script(POINT:format(#map.x_values, #map.y_values, 2, 3))
    assert.equal(("fast %sslow %s %s"):format(format.value(map.x_values[3]), format.value(map.y_values[4]),
      format.decimal(map.mean[4][3], 2)), said)
    page:show "two.html"
    map = two.heatmaps[1]
    local before = page:script(PICTURE)
    page:click '[data-of="best"]'
    assert.is_true(before ~= page:script(PICTURE))
    -- of a metric of which less is better people read the metric
    said = page:script(POINT:format(#map.x_values, #map.y_values, 0, 0))
    local x = map.best[1][1]
    assert.is_truthy(said:find(x == cjson.null and "unfit" or format.decimal(-100 * x, 2) .. " %", 1, true), said)
    page:check_quiet()
  end)

  page:spec("draws the equity of the recommended one up to what it ended with", function()
    page:show "one.html"
    local taken = one.recommended
    local shown = page:script [[
      const raw = JSON.parse(document.getElementById("data").textContent).equity[0];
      const curve = decode.column(raw.curves[0], raw.n);
      return { name: raw.names[0], border: curve[raw.border - 1], last: curve[raw.n - 1], cash: raw.cash };]]
    assert.equal("take", shown.name)
    assert.near(taken.in_sample.final_equity, shown.border, 0.1)
    assert.near(taken.in_sample.final_equity * taken.out_of_sample.final_equity / shown.cash, shown.last, 0.2)
  end)

  page:spec("says how much each parameter matters", function()
    page:show "one.html"
    local shares = page:script [[
      return [...document.querySelectorAll(".parameters td:nth-child(6) data")].map((e) => Number(e.value))]]
    assert.equal(3, #shares)
    for i = 1, 2 do assert.equal(one.params[i].importance, shares[i]) end
    assert.near(1, shares[1] + shares[2] + shares[3], 1e-12)
  end)

  page:spec("fits a phone of 390 pixels without scrolling sideways", function()
    for _, name in ipairs { "one.html", "two.html" } do
      page:check_width(name, 390)
      page:check_drawn { "race", "map-0" }
    end
    page:reset_width()
  end)

  page:spec("is dark where the system is, and has names for those who cannot see it", function()
    page:show "two.html"
    local light = page:script(PICTURE)
    page.browser:prefer "dark"
    page:show "two.html"
    assert.is_true(light ~= page:script(PICTURE))
    page.browser:prefer "light"
    page:check_named()
    page:check_notices "Leon Sorokin"
  end)

  page:spec("is written for choices and flags, for one parameter, and where nothing is fit", function()
    local made, code = optimize("ways.lua --json --report ways.html --no-cache --data AAA_1h.csv "
      .. "--grid kind,both,n=5:35")
    assert.equal(0, code, made.err)
    page:show "ways.html"
    assert.same({ "sma", "ema" }, maps()[1].x_labels)
    assert.equal(3, #maps())
    assert.is_truthy(page:text("section:nth-of-type(2)"):find("the strategy was loaded", 1, true))
    page:check_quiet()
    made, code = optimize(("%s --json --report single.html --no-cache --data AAA_1h.csv --grid fast=3:9"):format(
      strategy "sma_cross"))
    assert.equal(0, code, made.err)
    page:show "single.html"
    assert.equal(0, page:count '[data-plot^="map"]')
    page:check_quiet()
    made, code = optimize(("%s --report none.html %s --data AAA_1h.csv --constraint 'num_trades>1e6'"):format(
      strategy "sma_cross", GRID))
    assert.equal(1, code, made.err)
    page:show "none.html"
    assert.is_truthy(page:text(".warning"):find("No combination was fit", 1, true))
    assert.equal(0, page:count "#choice, [data-plot]")
    page:check_quiet()
  end)

  page:spec("is written for a search that was stopped", function()
    local run, code = optimize("ways.lua --report stopped.html --no-cache --data AAA_1h.csv "
      .. "--grid kind,both,n=2:600", "timeout --foreground --preserve-status -s INT 0.5")
    assert.equal(130, code, run.err)
    page:show "stopped.html"
    local tried, all = page:text(".lead"):match "^([%d,]+) of ([%d,]+) combinations tried"
    assert.equal("2,396", all)
    assert.is_true(tonumber((tried:gsub(",", ""))) < 2396)
    page:check_quiet()
  end)

  page:spec("does not write over what is read, and says when it cannot write", function()
    for path, what in pairs { ["AAA_1h.csv"] = "candles", ["ways.lua"] = "the strategy" } do
      local run, code = optimize("ways.lua --data AAA_1h.csv --grid both --report " .. path)
      assert.equal(2, code)
      assert.is_truthy(run.err:find("'--report' would write over " .. what, 1, true), run.err)
    end
    local run, code = optimize("ways.lua --data AAA_1h.csv --no-cache --grid n=5:8 --report no/such/folder.html")
    assert.equal(1, code)
    assert.is_truthy(run.err:find("cannot write the report: no/such/folder.html", 1, true))
    assert.is_truthy(run.out:find("Honesty", 1, true)) -- the result is said all the same
  end)
end)

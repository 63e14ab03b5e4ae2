--- The report of a search as a reader sees it, in a real browser: what `tide evolve --report` wrote.
local browser = require "tests.support.browser"
local cjson = require "cjson"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local honesty = require "stdlib.research.honesty"
local program = require "tests.support.program"

local NASTY = [[A&B<i id=x>"']]
local SMALL = "--population 60 --generations 5 --pool 2 --min-trades 5 --no-cache"

-- Colours seen in the canvases of a chart, up to 50: one means that nothing is drawn.
local COLOURS = [[
  const seen = new Set();
  for (const canvas of document.querySelectorAll('[data-plot="CHART"] canvas')) {
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 0; i < pixels.length && seen.size < 50; i += 4) seen.add(pixels.slice(i, i + 4).join());
  }
  return seen.size;]]

-- What stands out of a page so wide, but for what scrolls in its own box.
local WIDE = [[
  const inside = ".scroll, .aside, footer pre";
  const wide = [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest(inside))
    .map((e) => e.className || e.tagName);
  return { page: document.documentElement.scrollWidth, wide: wide.join(" ") };]]

describe("the report of a search in a browser", function()
  local page, folder, missing, one, two

  local function file(name) return ("%s/%s"):format(folder, name) end

  -- Runs a search; what it printed as JSON, and its exit code.
  local function evolve(words, before)
    local run = program.shell(("cd '%s' && XDG_DATA_HOME='%s/home' %s '%s' evolve %s </dev/null"):format(
      folder, folder, before or "", program.path, words))
    return run.code == 0 and cjson.decode(run.out) or run, run.code
  end

  local function show(name)
    page:console()
    page:requests()
    page:open(file(name))
  end

  local function script(text) return page:script(text) end
  local function count(selector)
    return script(("return document.querySelectorAll('%s').length"):format(selector))
  end
  local function text(selector)
    return script(("return document.querySelector('%s').textContent"):format(selector))
  end
  local function texts(selector)
    return script(("return [...document.querySelectorAll('%s')].map((e) => e.textContent)"):format(selector))
  end
  local function click(selector) script(("document.querySelector('%s').click()"):format(selector)) end
  local function colours(chart) return script((COLOURS:gsub("CHART", chart))) end

  setup(function()
    local _, why = frontend.load()
    if not why then page, why = browser.start() end
    missing = why
    if missing then return end
    folder = program.folder()
    program.run("demo", "--edge", "breakout", "--bars", 5000, "--seed", 3, "--out", file "AAA_1h.csv")
    program.run("demo", "--bars", 4000, "--seed", 8, "--out", file "BBB_1h.csv")
    local code
    one, code = evolve(("--json --report one.html --permute 6 %s --data '%s=AAA_1h.csv'"):format(SMALL,
      (NASTY:gsub("'", "'\\''"):gsub("=", ""))))
    assert.equal(0, code, one.err)
    two, code = evolve(("--json --report two.html %s --objective sharpe_ratio,max_drawdown,win_rate "
      .. "--data AAA_1h.csv BBB_1h.csv"):format(SMALL))
    assert.equal(0, code, two.err)
  end)

  teardown(function()
    if page then page:stop() end
    if folder then program.remove(folder) end
  end)

  local function spec(name, body)
    it(name, function()
      if missing then return pending(missing) end
      body()
    end)
  end

  spec("loads nothing, complains about nothing, and draws every chart", function()
    for name, charts in pairs {
      ["one.html"] = { "race", "generations", "variety", "tries", "shuffles" },
      ["two.html"] = { "race", "generations", "variety", "tries", "front" },
    } do
      show(name)
      assert.equal(1, count "main[data-ready]")
      assert.equal(#charts, count "[data-plot]")
      for _, chart in ipairs(charts) do assert.is_true(colours(chart) > 3, chart .. " is blank") end
      assert.same({}, page:console())
      assert.same({ "file://" .. file(name) }, page:requests())
    end
  end)

  spec("shows names as text", function()
    show "one.html"
    local symbol = NASTY:gsub("=", "")
    assert.equal(symbol, text ".facts b")
    assert.equal("Search on " .. symbol, text "h1")
    assert.equal(0, count "main i:not(.swatch, .legend i)")
    assert.is_truthy(text(".command"):find("--population 60", 1, true))
  end)

  spec("says the verdict first, with the numbers of the document", function()
    show "one.html"
    local block, sentences = one.data[1].honesty, texts ".sentences p"
    for key, x in pairs(block) do block[key] = x ~= cjson.null and x or nil end
    local wanted = honesty.sentences(block)
    assert.equal(#wanted, #sentences)
    for i, sentence in ipairs(wanted) do
      assert.equal(sentence, (sentences[i]:gsub("\194\160", " ")))
    end
    local shown = script [[
      return [...document.querySelectorAll("[data-honesty]")].map((e) =>
        [e.dataset.honesty, e.querySelector("data")?.value ?? e.textContent, e.closest("div").firstChild.title])]]
    assert.equal(#honesty.rows(block), #shown)
    for _, row in ipairs(shown) do
      local x = block[row[1]]
      assert.equal(x or "-", x and tonumber(row[2]) or row[2], row[1])
      assert.is_true(#row[3] > 20, row[1] .. " is not explained")
    end
    assert.equal("How good luck alone would look", text "h2")
  end)

  spec("shows every metric of the winner on both parts, with all digits", function()
    show "one.html"
    local shown = script [[
      return [...document.querySelectorAll("details [data-metric]")].map((e) =>
        [e.dataset.metric, e.dataset.part, e.querySelector("data")?.value ?? e.textContent])]]
    local keys = 0
    for _ in pairs(one.best.in_sample) do keys = keys + 1 end
    assert.equal(2 * keys, #shown)
    for _, row in ipairs(shown) do
      local wanted = one.best[row[2] == "validation" and "out_of_sample" or row[2]][row[1]]
      assert.equal(wanted ~= cjson.null and wanted or "-",
        wanted ~= cjson.null and tonumber(row[3]) or row[3], row[1])
    end
    assert.is_truthy(text(".rules"):find("Enter", 1, true))
  end)

  spec("has the winner as a strategy file", function()
    show "one.html"
    local run = program.run("backtest", program.write(file "winner.lua", text ".source"), "--data",
      file "AAA_1h.csv", "--no-cache", "--json")
    assert.equal(0, run.code, run.err)
    assert.equal(one.best.hash, cjson.decode(run.out).hash)
  end)

  -- A column of the table of the best, as numbers where it has some.
  local function column(i)
    return script(([[return [...document.querySelectorAll("[data-sortable] tbody tr")].map((row) => {
      const exact = row.cells[%d].querySelector("data");
      return exact ? Number(exact.value) : row.cells[%d].textContent; })]]):format(i, i))
  end

  spec("ranks the best as the document does, and sorts them", function()
    show "one.html"
    local names, validation = {}, {}
    for i, member in ipairs(one.top) do
      names[i], validation[i] = member.name, member.out_of_sample.sharpe_ratio
    end
    assert.same(names, column(1))
    assert.same(validation, column(3))
    click "[data-sortable] thead tr:last-child th:nth-child(4) button"
    table.sort(validation, function(a, b) return a > b end)
    assert.same(validation, column(3))
    click "[data-sortable] thead tr:last-child th:nth-child(4) button"
    table.sort(validation)
    assert.same(validation, column(3))
    assert.equal(1, count "[data-sortable] th[aria-sort]")
    click "[data-sortable] thead tr:last-child th:first-child button"
    assert.same(names, column(1))
  end)

  spec("draws equity that ends at the metrics, and hides what is chosen", function()
    show "one.html"
    local chips = texts ".chip b"
    assert.equal(#one.top + 1, #chips)
    for i, member in ipairs(one.top) do
      local ended = 10000 * (1 + member.in_sample.total_return) * (1 + member.out_of_sample.total_return)
      local shown = tonumber((chips[i]:gsub(",", "")))
      assert.is_true(math.abs(ended - shown) <= 1, chips[i] .. " is not " .. ended)
    end
    local PICTURE = [[return document.querySelector('[data-plot="race"] canvas').toDataURL()]]
    local before = script(PICTURE)
    for i = 2, #chips do click((".chip:nth-child(%d)"):format(i)) end
    assert.equal(#chips - 1, count '.chip[aria-pressed="false"]')
    assert.is_true(before ~= script(PICTURE))
    click "[data-log]"
    assert.equal(1, count '[data-log][aria-pressed="true"]')
    assert.is_true(colours "race" > 3)
    assert.same({}, page:console())
  end)

  spec("draws the family of the winner", function()
    show "one.html"
    assert.equal(one.best.name, text "svg.family .winner .name")
    assert.equal(format.decimal(one.best.objective[1], 2), text "svg.family .winner .value")
    local overlaps = script [[
      const boxes = [...document.querySelectorAll("svg.family rect")].map((e) => e.getBoundingClientRect());
      return boxes.filter((a) => boxes.some((b) => a !== b && a.left < b.right && b.left < a.right
        && a.top < b.bottom && b.top < a.bottom)).length;]]
    assert.equal(0, overlaps)
    local outside = script [[
      return [...document.querySelectorAll("svg.family g")].filter((g) => {
        const box = g.querySelector("rect").getBoundingClientRect();
        return [...g.querySelectorAll(".name, .value, .gone, .new, .more")].some((t) => {
          const r = t.getBoundingClientRect();
          return r.right > box.right + 1 || r.left < box.left || r.bottom > box.bottom; });
      }).map((g) => g.textContent).join("; ");]]
    assert.equal("", outside)
  end)

  spec("has the values of the generations, and of the shuffled histories", function()
    show "one.html"
    local data = script [[
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
    assert.is_truthy(text(".said"):find("p = " .. format.decimal(one.permutation.p_value, 3), 1, true))
  end)

  spec("tells of several aims and instruments", function()
    show "two.html"
    assert.equal("Search on 2 instruments", text "h1")
    assert.equal(2, count ".sentences")
    assert.is_truthy(text("section[aria-label=\"Pareto front\"] .key"):find("also looked at Win rate", 1, true))
    local first = texts ".chip b"
    click '[data-instrument="1"]'
    assert.are_not.same(first, texts ".chip b")
    assert.is_true(colours "race" > 3)
    -- of a metric of which less is better people read the metric
    local data = script 'return JSON.parse(document.getElementById("data").textContent).front.front'
    for _, point in ipairs(data) do assert.is_true(point[2] >= 0) end
    assert.near(-two.best.objective[2], column(4)[1], 1e-12)
    assert.same({}, page:console())
  end)

  spec("fits a phone of 390 pixels without scrolling sideways", function()
    page:resize(390, 844, true)
    for _, name in ipairs { "one.html", "two.html" } do
      show(name)
      script "document.querySelectorAll('details').forEach((e) => { e.open = true })"
      assert.same({ page = 390, wide = "" }, script(WIDE))
      assert.is_true(colours "race" > 3)
    end
    page:resize(1280, 900)
  end)

  spec("is dark where the system is, and has names for those who cannot see it", function()
    page:prefer "dark"
    show "two.html"
    assert.equal("rgb(15, 20, 22)", script "return getComputedStyle(document.body).backgroundColor")
    page:prefer "light"
    assert.equal("", script [[
      const all = (selector) => [...document.querySelectorAll(selector)];
      return [
        ...all("button").filter((e) => !e.textContent.trim() && !e.getAttribute("aria-label")),
        ...all("[data-plot], svg").filter((e) => e.getAttribute("role") !== "img" || !e.getAttribute("aria-label")),
        ...all("main table").filter((e) => !e.querySelector("th[scope]")),
      ].map((e) => e.outerHTML.slice(0, 80)).join("\n");]])
    assert.is_truthy(text("footer"):find("Leon Sorokin", 1, true))
    assert.is_truthy(text("footer"):find("Permission is hereby granted, free of charge", 1, true))
  end)

  spec("is written for a search without a winner, and for one that was stopped", function()
    local run, code = evolve(("--report none.html %s --data AAA_1h.csv"):format(
      SMALL:gsub("%-%-min%-trades %d+", "--min-trades 100000")))
    assert.equal(1, code, run.err)
    show "none.html"
    assert.is_truthy(text(".warning"):find("No strategy was fit", 1, true))
    assert.equal(0, count "#winner")
    assert.same({}, page:console())
    run, code = evolve(("--report stopped.html --patience 0 --data AAA_1h.csv %s"):format(
      SMALL:gsub("%-%-generations %d+", "--generations 100000")), "timeout --foreground --preserve-status -s INT 1.5")
    assert.equal(130, code, run.err)
    show "stopped.html"
    assert.equal(1, count "#winner")
    assert.is_true(colours "generations" > 3)
    assert.same({}, page:console())
  end)

  spec("does not write over candles, and says when it cannot write", function()
    local run, code = evolve("--report AAA_1h.csv --data AAA_1h.csv " .. SMALL)
    assert.equal(2, code)
    assert.is_truthy(run.err:find("'--report' would write over candles", 1, true))
    run, code = evolve("--report no/such/folder.html --data AAA_1h.csv " .. SMALL)
    assert.equal(1, code)
    assert.is_truthy(run.err:find("cannot write the report: no/such/folder.html", 1, true))
    assert.is_truthy(run.out:find("Honesty", 1, true)) -- the result is said all the same
  end)
end)

--- The report of a Monte Carlo as a reader sees it, in a real browser: what `tide montecarlo --report`
-- wrote.
local browser = require "tests.support.browser"
local cjson = require "cjson"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local montecarlo = require "stdlib.research.montecarlo"
local program = require "tests.support.program"

local NASTY = [[A&B<i id=x>"']]
local CHARTS = { "", "final_equity", "max_drawdown", "sharpe_ratio" }

-- Colours seen in the canvases of a chart, up to 20: one means that nothing is drawn.
local COLOURS = [[
  const seen = new Set();
  for (const canvas of document.querySelectorAll('[data-plot="CHART"] canvas')) {
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 0; i < pixels.length && seen.size < 20; i += 4) seen.add(pixels.slice(i, i + 4).join());
  }
  return seen.size;]]

local WIDE = [[
  const inside = ".scroll, .aside, footer pre";
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest(inside))
    .map((e) => e.className || e.tagName).join(" ");]]

describe("the report of a Monte Carlo in a browser", function()
  local page, folder, missing, made, path

  setup(function()
    local _, why = frontend.load()
    if not why then page, why = browser.start() end
    missing = why
    if missing then return end
    folder = program.folder()
    path = folder .. "/out.html"
    program.run("demo", "--edge", "breakout", "--bars", 3000, "--seed", 3, "--out", folder .. "/AAA_1h.csv")
    local run = program.run("montecarlo", TIDE_ROOT .. "/strategies/breakout.lua", "--paths", 40, "--json",
      "--report", path, "--no-cache", "--data", (NASTY:gsub("=", "")) .. "=" .. folder .. "/AAA_1h.csv")
    assert.equal(0, run.code, run.err)
    made = cjson.decode(run.out)
  end)

  teardown(function()
    if page then page:stop() end
    if folder then program.remove(folder) end
  end)

  local function spec(name, body)
    it(name, function()
      if missing then return pending(missing) end
      page:console()
      page:requests()
      page:open(path)
      body()
    end)
  end

  local function texts(selector)
    return page:script(("return [...document.querySelectorAll('%s')].map((e) => e.textContent)"):format(selector))
  end

  spec("loads nothing, complains about nothing, and draws every chart", function()
    assert.equal(1, #texts "main[data-ready]")
    local names = montecarlo.names()
    assert.equal(#names * #CHARTS, #texts "[data-plot]")
    for _, name in ipairs(names) do
      for _, chart in ipairs(CHARTS) do
        local id = chart == "" and "fan-1-" .. name or ("1-%s-%s"):format(name, chart)
        local seen = page:script((COLOURS:gsub("CHART", id)))
        assert.is_true(seen > 3, id .. " is blank")
      end
    end
    assert.same({}, page:console())
    assert.same({ "file://" .. path }, page:requests())
  end)

  spec("shows names as text, and the numbers of the document", function()
    assert.equal((NASTY:gsub("=", "")), texts(".facts b")[1])
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

  spec("stays within a narrow page", function()
    page:resize(390, 800, true)
    page:open(path)
    local wide = page:script(WIDE)
    page:resize(1280, 900, false)
    assert.equal("", wide)
  end)
end)

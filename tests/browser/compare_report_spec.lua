--- What `tide compare --report` wrote, in a real browser.
local browser = require "tests.support.browser"
local frontend = require "stdlib.report.frontend"
local program = require "tests.support.program"

local NASTY = [[A&B<i id=x>"]]

-- Colours seen in the canvases of a chart, up to 50: one means that nothing is drawn.
local COLOURS = [[
  const seen = new Set();
  for (const canvas of document.querySelectorAll('[data-plot="CHART"] canvas')) {
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 0; i < pixels.length && seen.size < 50; i += 4) seen.add(pixels.slice(i, i + 4).join());
  }
  return seen.size;]]

describe("the report of a comparison in a browser", function()
  local page, folder, missing

  setup(function()
    local _, why = frontend.load()
    if not why then page, why = browser.start() end
    missing = why
    if missing then return end
    folder = program.folder()
    program.run("demo", "--bars", 5000, "--out", folder .. "/A_1h.csv")
    local strategies = TIDE_ROOT .. "/strategies/"
    local run = program.run("compare", strategies .. "breakout.lua", strategies .. "rsi_dip.lua", "--data",
      ("%s=%s/A_1h.csv"):format(NASTY:gsub("=", ""), folder), folder .. "/A_1h.csv", "--report", folder .. "/out.html")
    assert.equal(0, run.code, run.err)
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
      page:open(folder .. "/out.html")
      body()
    end)
  end

  spec("loads nothing, complains about nothing, and draws every chart", function()
    assert.equal(1, page:script "return document.querySelectorAll('main[data-ready]').length")
    for place = 0, 1 do assert.is_true(page:script((COLOURS:gsub("CHART", "equity" .. place))) > 3) end
    assert.same({}, page:console())
    assert.same({ "file://" .. folder .. "/out.html" }, page:requests())
  end)

  spec("shows names as text, and every strategy in its table and legend", function()
    local symbol = NASTY:gsub("=", "")
    assert.equal(symbol, page:script "return document.querySelector('h2').textContent")
    for _, name in ipairs { "breakout", "rsi_dip", "buy & hold" } do
      for _, place in ipairs { "table", "[data-legend]" } do
        local has = "return document.querySelector('%s').textContent.includes('%s')"
        assert.is_true(page:script(has:format(place, name)))
      end
    end
  end)

  spec("fits a telephone", function()
    page:resize(360, 800, true)
    assert.is_true(page:script "return document.documentElement.scrollWidth" <= 360)
    page:resize(1280, 900, false)
  end)
end)

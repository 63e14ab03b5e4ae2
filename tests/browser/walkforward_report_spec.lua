--- What `tide walkforward --report` wrote, in a real browser.
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

local RULES = [[return strategy { name = "ways", params = { n = int { 10, min = 5, max = 20, step = 5 },
    kind = choice { "sma", "ema" } },
  rules = function(m, p)
    local line = ta[p.kind](m.close, p.n)
    return { long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line) } }
  end }]]

describe("the report of a walk-forward in a browser", function()
  local page, folder, missing

  setup(function()
    local _, why = frontend.load()
    if not why then page, why = browser.start() end
    missing = why
    if missing then return end
    folder = program.folder()
    program.run("demo", "--bars", 6000, "--out", folder .. "/A_1h.csv")
    local rules = program.write(folder .. "/ways.lua", RULES)
    local run = program.shell(("XDG_DATA_HOME='%s' '%s' walkforward '%s' --data '%s=%s/A_1h.csv' '%s/A_1h.csv'"
      .. " --train 60d --test 30d --report '%s/out.html' </dev/null"):format(folder, program.path, rules,
      NASTY:gsub("=", ""), folder, folder, folder))
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
    for place = 0, 1 do
      for _, chart in ipairs { "equity%d", "kept%d", "drift%d-0", "drift%d-1" } do
        local name = chart:format(place)
        assert.is_true(page:script((COLOURS:gsub("CHART", name))) > 3, name)
      end
    end
    assert.same({}, page:console())
    assert.same({ "file://" .. folder .. "/out.html" }, page:requests())
  end)

  spec("shows names as text, a row for each window, and the judgement", function()
    assert.equal((NASTY:gsub("=", "")), page:script "return document.querySelector('h2').textContent")
    assert.equal(6, page:script "return document.querySelectorAll('table.rows')[0].querySelectorAll('tbody tr').length")
    local text = page:script "return document.querySelector('main').textContent"
    for _, said in ipairs { "windows earned out of sample", "Deflated Sharpe", "the rest is sealed", "kind sma" } do
      assert.is_truthy(text:find(said, 1, true), said)
    end
  end)

  spec("fits a telephone", function()
    page:resize(360, 800, true)
    assert.is_true(page:script "return document.documentElement.scrollWidth" <= 360)
    page:resize(1280, 900, false)
  end)
end)

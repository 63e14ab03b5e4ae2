--- The page of a validation as a reader sees it, in a real browser: what `tide validate` wrote.
local cjson = require "cjson"
local report_page = require "tests.support.report_page"

describe("the page of a validation in a browser", function()
  local page, made = report_page.new(), nil

  setup(function()
    if not page:start() then return end
    page:run "demo --edge cross --bars 30000 --seed 3 --out AAA_1h.csv"
    page:run "demo --bars 27000 --seed 4 --out BBB_1h.csv"
    local run = page:run(("validate '%s/strategies/sma_cross.lua' --json --no-cache --prefixes 20 --timeframe 4h "
      .. "--data %s BBB=BBB_1h.csv"):format(TIDE_ROOT, report_page.quoted(report_page.SHOWN .. "=AAA_1h.csv")))
    assert.is_true(run.code == 0 or run.code == 1, run.err)
    made = cjson.decode(run.out)
  end)

  teardown(function() page:stop() end)

  local function spec(name, body)
    page:spec(name, function()
      page:show "validation.html"
      body()
    end)
  end

  spec("loads nothing, complains about nothing, and draws every chart", function()
    assert.equal(1, page:count "main[data-ready]")
    page:check_drawn { "equity0", "equity1", "map-0" }
    assert.equal(3, page:count "[data-plot]")
    page:check_quiet "validation.html"
  end)

  spec("says the verdict first, with its reasons and red flags as text", function()
    assert.equal(made.verdict, page:text "#verdict .word")
    assert.equal(table.concat(made.reasons, ""), (page:text("#verdict .sentences"):gsub("\n", "")))
    assert.same(made.red_flags, page:texts ".flags li")
    assert.is_truthy(page:text(".lead"):find(report_page.SHOWN, 1, true))
  end)

  spec("shows every check with its result", function()
    local rows = page:script [[return [...document.querySelectorAll(".checks tbody tr")]
      .map((r) => r.querySelector("td:last-child").textContent)]]
    assert.equal(#made.checks, #rows)
    for i, check in ipairs(made.checks) do assert.equal(check.result, rows[i], check.name) end
  end)

  spec("stands behind it with tables of years, regimes and symbols", function()
    local headings = table.concat(page:texts "h2", ",")
    for _, title in ipairs { "Parts", "Years", "Regimes", "Symbols", "Costs", "Monte Carlo", "Honesty" } do
      assert.is_truthy(headings:find(title, 1, true), title)
    end
    assert.equal(#made.years, page:script [[return [...document.querySelectorAll("section.block")]
      .find((s) => s.querySelector("h2")?.textContent === "Years").querySelectorAll("tbody tr").length]])
  end)

  spec("shows the honesty block with all its digits", function()
    local shown = page:script [[return [...document.querySelectorAll("[data-honesty]")].map((e) =>
      [e.dataset.honesty, e.querySelector("data")?.value ?? e.textContent])]]
    assert.is_true(#shown > 8)
    for _, row in ipairs(shown) do
      local x = made.honesty[row[1]]
      if x == cjson.null then x = "-" end
      assert.equal(x, x ~= "-" and tonumber(row[2]) or row[2], row[1])
    end
  end)

  spec("names everything for those who cannot see it, and keeps the notices", function()
    page:check_named()
    page:check_notices "Leon Sorokin"
  end)

  page:spec("fits screens from a phone to a desk", function()
    for _, width in ipairs { 390, 760, 1280 } do page:check_width("validation.html", width) end
    page:reset_width()
  end)
end)

--- The report as a reader sees it: opened, scrolled and clicked in a real browser.
local backtest = require "stdlib.backtest"
local months = require "stdlib.report.months"
local report = require "stdlib.report"
local report_page = require "tests.support.report_page"
local report_run = require "tests.support.report_run"

local CHARTS = { "equity", "drawdown", "histogram", "candles" }

describe("the report in a browser", function()
  local page, run = report_page.new(), nil

  setup(function()
    if not page:start() then return end
    run = report_run.make { bars = 6000, name = report_run.NASTY, symbol = "A&B<i>\"'" }
    assert(report.write(page:file "one.html", run))
  end)

  teardown(function() page:stop() end)

  page:spec("loads nothing, complains about nothing, and draws every chart", function()
    page:show "one.html"
    assert.equal(1, page:count "article[data-ready]")
    page:check_drawn(CHARTS)
    page:check_quiet "one.html"
  end)

  page:spec("shows names as text, whatever is in them", function()
    page:show "one.html"
    assert.equal(report_run.NASTY, page:text "h1")
    assert.equal("A&B<i>\"'", page:text ".facts b")
    local title = ("%s on %s - tide"):format(report_run.NASTY, "A&B<i>\"'")
    assert.equal(title, page:script "return document.title")
    assert.equal(0, page:count "#broken, img, i:not(.legend i)")
    assert.matches("</script><img src=x onerror=alert(1)>", page:text ".lead", 1, true)
  end)

  page:spec("shows every metric with all its digits and an explanation", function()
    page:show "one.html"
    local shown = page:script [[
      return [...document.querySelectorAll("[data-metric]")].map((element) => {
        const exact = element.querySelector("data");
        const title = element.closest("dd").previousElementSibling.title;
        return [element.dataset.metric, exact ? exact.value : element.textContent, title];
      })]]
    assert.equal(#run.result.metric_keys, #shown)
    for _, row in ipairs(shown) do
      local wanted = run.result.metrics[row[1]]
      assert.equal(wanted or "-", wanted and tonumber(row[2]) or row[2], row[1])
      assert.is_true(#row[3] > 10, row[1] .. " is not explained")
    end
  end)

  page:spec("has the monthly returns of the marks", function()
    page:show "one.html"
    local result, cells, wanted = run.result.cdata, {}, {}
    for _, value in ipairs(page:script [[
      return [...document.querySelectorAll(".months td data")].map((cell) => cell.value)]]) do
      cells[#cells + 1] = tonumber(value)
    end
    local time = run.candles.cdata.time
    for _, year in ipairs(months.returns(time, result.equity, result.first, result.last, run.settings.cash)) do
      for month = 1, 12 do wanted[#wanted + 1] = year[month] end
      wanted[#wanted + 1] = year.total
    end
    assert.same(wanted, cells)
    assert.is_true(#cells > 8)
  end)

  page:spec("marks every trade on the price chart, in each candle length", function()
    page:show "one.html"
    local n = run.result.cdata.n_trades
    local MARKS = [[return Number(document.querySelector(".candles").dataset.markers)]]
    assert.is_true(n > 100)
    assert.equal(2 * n, page:script(MARKS))
    local levels = page:count "[data-levels] button"
    assert.is_true(levels >= 3)
    for i = 1, levels do
      page:click(("[data-levels] button:nth-child(%d)"):format(i))
      assert.equal(2 * n, page:script(MARKS))
      assert.is_true(page:colours "candles" > 3)
    end
    page:check_quiet()
  end)

  page:spec("draws the numbers it was given", function()
    page:show "one.html"
    local result, bars = run.result.cdata, run.candles.cdata
    local drawn = page:script [[
      const raw = JSON.parse(document.getElementById("data").textContent).runs[0];
      const bars = decode.candles(raw.candles, raw.n);
      return { n: raw.n, time: [...decode.times(raw.times, raw.n)], low: [...bars.low], close: [...bars.close],
        equity: [...decode.column(raw.equity, raw.n)], ret: raw.trades.ret, exit: raw.trades.exit };]]
    assert.equal(result.last - result.first + 1, drawn.n)
    for t = 0, drawn.n - 1 do
      local bar = result.first + t
      assert.equal(tonumber(bars.time[bar]) / 1e6, drawn.time[t + 1])
      assert.equal(bars.low[bar], drawn.low[t + 1])
      assert.equal(bars.close[bar], drawn.close[t + 1])
      assert.is_true(math.abs(result.equity[t] - drawn.equity[t + 1]) <= 0.0050001)
    end
    for i = 0, result.n_trades - 1 do
      assert.is_true(math.abs(result.trades[i].ret - drawn.ret[i + 1]) <= 1e-11)
      assert.equal(result.trades[i].exit_bar - result.first, drawn.exit[i + 1])
    end
  end)

  page:spec("draws curves that end at the metrics, whatever the profile", function()
    for _, profile in ipairs(backtest.profiles()) do
      local one = report_run.make { bars = 2000, profile = profile }
      assert(report.write(page:file "profile.html", one))
      page:show "profile.html"
      local ends = page:script [[
        const raw = JSON.parse(document.getElementById("data").textContent).runs[0];
        const { close } = decode.candles(raw.candles, raw.n);
        const depths = curves.drawdowns(decode.column(raw.equity, raw.n), raw.cash);
        const held = curves.held(close, raw);
        return { held: held[raw.n - 1] / raw.cash - 1, depth: -Math.min(...depths),
          base: held[raw.start] / raw.cash, next: close[raw.start - 1] / close[raw.start] };]]
      local wanted = one.result.metrics
      assert.is_true(math.abs(ends.held - wanted.buy_hold_return) < 1e-12)
      assert.is_true(math.abs(ends.depth - wanted.max_drawdown) < 2e-6)
      local base = profile == "backtesting.py" and 1 / ends.next or 1
      assert.is_true(math.abs(ends.base - base) < 1e-12)
    end
  end)

  page:spec("draws what is almost nothing", function()
    for _, bars in ipairs { 1, 2, 3 } do
      assert(report.write(page:file "few.html", report_run.make { bars = bars }))
      page:show "few.html"
      assert.equal(1, page:count "article[data-ready]")
      page:check_quiet()
    end
  end)

  page:spec("lists, sorts and pages the trades", function()
    page:show "one.html"
    local function column(i)
      return page:script(([[return [...document.querySelectorAll("[data-trades] tbody tr")]
        .map((row) => row.cells[%d].textContent)]]):format(i))
    end
    assert.equal(25, #column(0))
    page:click '[data-page="1"]'
    assert.equal("26", column(0)[1])
    page:script "dispatchEvent(new Event('beforeprint'))"
    assert.equal(run.result.cdata.n_trades, #column(0))
    page:script "dispatchEvent(new Event('afterprint'))"
    assert.equal(25, #column(0))
    local returns = {}
    for _, trade in ipairs(run.result.trades) do returns[#returns + 1] = trade["return"] end
    table.sort(returns)
    for _ = 1, 2 do page:click "[data-trades] th:nth-child(10) button" end
    local shown = column(9)
    for i = 1, 25 do
      local percent = tonumber(shown[i]:match "[-%d.]+")
      assert.is_true(math.abs(percent - 100 * returns[#returns + 1 - i]) <= 0.00501)
    end
  end)

  page:spec("stays where it is when the colours change", function()
    page:show "one.html"
    local SHARE = [[
      const canvas = document.querySelector(".candles td:nth-child(2) canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const painted = [];
      for (let x = 0; x < canvas.width; x += 1) {
        let most = 0;
        for (let y = 0; y < canvas.height; y += 1) {
          const i = 4 * (y * canvas.width + x);
          const rgb = data.slice(i, i + 3);
          if (Math.max(...rgb) - Math.min(...rgb) > 60) most += 1;
        }
        painted.push(most > 0);
      }
      return painted.map(Number).join("");]]
    local WAIT = "return new Promise((done) => setTimeout(done, 200))"
    page:click "[data-trades] tbody tr:nth-child(3) button"
    page:script(WAIT)
    local before = page:script(SHARE)
    page:click "#theme"
    page:click "#theme"
    page:script(WAIT)
    assert.matches("1", before)
    assert.equal(before, page:script(SHARE))
  end)

  page:spec("shows a trade on the chart when it is chosen", function()
    page:show "one.html"
    page:click "[data-trades] tbody tr:nth-child(3) button"
    assert.matches("Trade 3 of ", page:text "[data-legend=candles]", 1, true)
    assert.equal(1, page:count "[data-trades] tbody tr[aria-selected=true]")
    page:click '[data-step="-1"]'
    assert.matches("Trade 2 of ", page:text "[data-legend=candles]", 1, true)
    for _ = 1, 2 do page:click '[data-step="-1"]' end
    local last = ("Trade %d of "):format(run.result.cdata.n_trades)
    assert.matches(last, page:text "[data-legend=candles]", 1, true)
    page:click "[data-log]"
    assert.is_true(page:colours "equity" > 3)
    page:check_quiet()
  end)

  page:spec("says how much a curve is worth on either scale", function()
    page:show "one.html"
    local LABELS = [[
      const canvas = document.querySelector('[data-plot="equity"] canvas');
      const { data } = canvas.getContext("2d").getImageData(0, 0, 50 * devicePixelRatio, canvas.height);
      const rows = new Set();
      for (let i = 3; i < data.length; i += 4) if (data[i]) rows.add(Math.floor(i / data.length * 40));
      return rows.size;]]
    assert.is_true(page:script(LABELS) >= 4)
    page:click "[data-log]"
    assert.is_true(page:script(LABELS) >= 4)
  end)

  page:spec("fits a phone of 360 pixels without scrolling sideways", function()
    page:check_width("one.html", 360)
    page:check_drawn(CHARTS)
    page:reset_width()
  end)

  page:spec("is dark where the system is, and changes with its button", function()
    local SEEN = [[
      const chart = document.querySelector(".candles td:nth-child(2) canvas");
      return [getComputedStyle(document.body).backgroundColor,
        chart.getContext("2d").getImageData(3, 3, 1, 1).data[0],
        document.getElementById("theme").textContent];]]
    page.browser:prefer "light"
    page:show "one.html"
    local light = page:script(SEEN)
    page.browser:prefer "dark"
    page:show "one.html"
    local dark = page:script(SEEN)
    assert.same({ "rgb(246, 247, 247)", 255, "Dark" }, light)
    assert.same({ "rgb(15, 20, 22)", 22, "Light" }, dark)
    page:click "#theme"
    page:script "return new Promise((done) => setTimeout(done, 200))"
    assert.same(light, page:script(SEEN))
    page.browser:prefer "light"
  end)

  page:spec("has headings, labels and names for those who cannot see it", function()
    page:show "one.html"
    page:check_named()
    assert.equal("en", page:script "return document.documentElement.lang")
    assert.equal(1, page:count "h1")
    assert.equal(1, page:count "main")
  end)

  page:spec("keeps the notices that the licences ask for", function()
    page:show "one.html"
    page:check_notices("TradingView Lightweight Charts", "https://www.tradingview.com/", "Apache License",
      "Leon Sorokin")
    assert.equal(1, page:count '.candles a[href^="https://www.tradingview.com/"]')
  end)

  page:spec("holds several instruments and draws the one that is chosen", function()
    local runs = {
      report_run.make { bars = 2000, symbol = "ONE" },
      report_run.make { bars = 30, symbol = "FEW" },
      report_run.make { bars = 3000, symbol = "TWO", seed = 5 },
    }
    assert.equal(0, runs[2].result.cdata.n_trades)
    assert(report.write(page:file "many.html", runs))
    page:show "many.html"
    assert.equal(1, page:count "article[data-ready]")
    for i = 0, 2 do
      page:click(('[data-select="%d"]'):format(i))
      assert.equal(1, page:count "article:not([hidden])[data-ready]")
      assert.is_true(page:colours("equity", "#run-" .. i) > 2)
      assert.is_true(page:colours("candles", "#run-" .. i) > 2)
    end
    assert.matches("made no trade", page:text "#run-1 .warning", 1, true)
    assert.equal("-", page:text '#run-1 [data-metric="win_rate"]')
    page:check_quiet()
  end)
end)

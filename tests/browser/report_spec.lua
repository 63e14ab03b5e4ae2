--- The report as a reader sees it: opened, scrolled and clicked in a real browser.
local backtest = require "stdlib.backtest"
local browser = require "tests.support.browser"
local frontend = require "stdlib.report.frontend"
local months = require "stdlib.report.months"
local program = require "tests.support.program"
local report = require "stdlib.report"
local report_run = require "tests.support.report_run"

local CHARTS = { "equity", "drawdown", "histogram", "candles" }

-- Colours seen in the canvases of a chart, up to 50: one means that nothing is drawn.
local COLOURS = [[
  const seen = new Set();
  for (const canvas of document.querySelectorAll('#run-RUN [data-plot="CHART"] canvas')) {
    if (!canvas.width || !canvas.height) continue;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const pixels = copy.getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 0; i < pixels.length && seen.size < 50; i += 4) {
      seen.add(pixels.slice(i, i + 4).join());
    }
  }
  return seen.size;
]]

describe("the report in a browser", function()
  local page, folder, run, missing

  local function show(path)
    page:console()
    page:requests()
    page:open(path)
  end

  local function colours(chart, index)
    return page:script((COLOURS:gsub("CHART", chart):gsub("RUN", tostring(index or 0))))
  end

  local function count(selector)
    return page:script(("return document.querySelectorAll('%s').length"):format(selector))
  end

  local function text(selector)
    return page:script(("return document.querySelector('%s').textContent"):format(selector))
  end

  local function click(selector) page:script(("document.querySelector('%s').click()"):format(selector)) end

  setup(function()
    local _, why = frontend.load()
    if not why then page, why = browser.start() end
    missing = why
    if missing then return end
    folder = program.folder()
    run = report_run.make { bars = 6000, name = report_run.NASTY, symbol = "A&B<i>\"'" }
    assert(report.write(folder .. "/one.html", run))
  end)

  teardown(function()
    if page then page:stop() end
    if folder then program.remove(folder) end
  end)

  -- A spec that is skipped, and says so, where there is no browser.
  local function spec(name, body)
    it(name, function()
      if missing then return pending(missing) end
      body()
    end)
  end

  spec("loads nothing, complains about nothing, and draws every chart", function()
    show(folder .. "/one.html")
    assert.equal(1, count "article[data-ready]")
    for _, chart in ipairs(CHARTS) do
      assert.is_true(colours(chart) > 3, chart .. " is blank")
    end
    assert.same({}, page:console())
    assert.same({ "file://" .. folder .. "/one.html" }, page:requests())
  end)

  spec("shows names as text, whatever is in them", function()
    show(folder .. "/one.html")
    assert.equal(report_run.NASTY, text "h1")
    assert.equal("A&B<i>\"'", text ".facts b")
    local title = ("%s on %s - tide"):format(report_run.NASTY, "A&B<i>\"'")
    assert.equal(title, page:script "return document.title")
    assert.equal(0, count "#broken, img, i:not(.legend i)")
    assert.matches("</script><img src=x onerror=alert(1)>", text ".lead", 1, true)
  end)

  spec("shows every metric with all its digits and an explanation", function()
    show(folder .. "/one.html")
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

  spec("has the monthly returns of the marks", function()
    show(folder .. "/one.html")
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

  spec("marks every trade on the price chart, in each candle length", function()
    show(folder .. "/one.html")
    local n = run.result.cdata.n_trades
    local MARKS = [[return Number(document.querySelector(".candles").dataset.markers)]]
    assert.is_true(n > 100)
    assert.equal(2 * n, page:script(MARKS))
    local levels = count "[data-levels] button"
    assert.is_true(levels >= 3)
    for i = 1, levels do
      click(("[data-levels] button:nth-child(%d)"):format(i))
      assert.equal(2 * n, page:script(MARKS))
      assert.is_true(colours "candles" > 3)
    end
    assert.same({}, page:console())
  end)

  spec("draws the numbers it was given", function()
    show(folder .. "/one.html")
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

  spec("draws curves that end at the metrics, whatever the profile", function()
    for _, profile in ipairs(backtest.profiles()) do
      local one = report_run.make { bars = 2000, profile = profile }
      assert(report.write(folder .. "/profile.html", one))
      show(folder .. "/profile.html")
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

  spec("draws what is almost nothing", function()
    for _, bars in ipairs { 1, 2, 3 } do
      assert(report.write(folder .. "/few.html", report_run.make { bars = bars }))
      show(folder .. "/few.html")
      assert.equal(1, count "article[data-ready]")
      assert.same({}, page:console())
    end
  end)

  spec("lists, sorts and pages the trades", function()
    show(folder .. "/one.html")
    local function column(i)
      return page:script(([[return [...document.querySelectorAll("[data-trades] tbody tr")]
        .map((row) => row.cells[%d].textContent)]]):format(i))
    end
    assert.equal(25, #column(0))
    click '[data-page="1"]'
    assert.equal("26", column(0)[1])
    page:script "dispatchEvent(new Event('beforeprint'))"
    assert.equal(run.result.cdata.n_trades, #column(0))
    page:script "dispatchEvent(new Event('afterprint'))"
    assert.equal(25, #column(0))
    local returns = {}
    for _, trade in ipairs(run.result.trades) do returns[#returns + 1] = trade["return"] end
    table.sort(returns)
    for _ = 1, 2 do click "[data-trades] th:nth-child(10) button" end
    local shown = column(9)
    for i = 1, 25 do
      local percent = tonumber(shown[i]:match "[-%d.]+")
      assert.is_true(math.abs(percent - 100 * returns[#returns + 1 - i]) <= 0.00501)
    end
  end)

  spec("stays where it is when the colours change", function()
    show(folder .. "/one.html")
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
    click "[data-trades] tbody tr:nth-child(3) button"
    page:script(WAIT)
    local before = page:script(SHARE)
    click "#theme"
    click "#theme"
    page:script(WAIT)
    assert.matches("1", before)
    assert.equal(before, page:script(SHARE))
  end)

  spec("shows a trade on the chart when it is chosen", function()
    show(folder .. "/one.html")
    click "[data-trades] tbody tr:nth-child(3) button"
    assert.matches("Trade 3 of ", text "[data-legend=candles]", 1, true)
    assert.equal(1, count "[data-trades] tbody tr[aria-selected=true]")
    click '[data-step="-1"]'
    assert.matches("Trade 2 of ", text "[data-legend=candles]", 1, true)
    for _ = 1, 2 do click '[data-step="-1"]' end
    local last = ("Trade %d of "):format(run.result.cdata.n_trades)
    assert.matches(last, text "[data-legend=candles]", 1, true)
    click "[data-log]"
    assert.is_true(colours "equity" > 3)
    assert.same({}, page:console())
  end)

  spec("says how much a curve is worth on either scale", function()
    show(folder .. "/one.html")
    local LABELS = [[
      const canvas = document.querySelector('[data-plot="equity"] canvas');
      const { data } = canvas.getContext("2d").getImageData(0, 0, 50 * devicePixelRatio, canvas.height);
      const rows = new Set();
      for (let i = 3; i < data.length; i += 4) if (data[i]) rows.add(Math.floor(i / data.length * 40));
      return rows.size;]]
    assert.is_true(page:script(LABELS) >= 4)
    click "[data-log]"
    assert.is_true(page:script(LABELS) >= 4)
  end)

  spec("fits a phone of 360 pixels without scrolling sideways", function()
    page:resize(360, 740, true)
    show(folder .. "/one.html")
    local size = page:script [[
      const inside = ".scroll, .candles, .aside, footer pre";
      const wide = [...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > 360.5 && !e.closest(inside))
        .map((e) => e.className || e.tagName);
      return { inner: innerWidth, page: document.documentElement.scrollWidth, wide: wide.join(" ") };]]
    assert.same({ inner = 360, page = 360, wide = "" }, size)
    for _, chart in ipairs(CHARTS) do assert.is_true(colours(chart) > 3, chart) end
    page:resize(1280, 900)
  end)

  spec("is dark where the system is, and changes with its button", function()
    local SEEN = [[
      const chart = document.querySelector(".candles td:nth-child(2) canvas");
      return [getComputedStyle(document.body).backgroundColor,
        chart.getContext("2d").getImageData(3, 3, 1, 1).data[0],
        document.getElementById("theme").textContent];]]
    page:prefer "light"
    show(folder .. "/one.html")
    local light = page:script(SEEN)
    page:prefer "dark"
    show(folder .. "/one.html")
    local dark = page:script(SEEN)
    assert.same({ "rgb(246, 247, 247)", 255, "Dark" }, light)
    assert.same({ "rgb(15, 20, 22)", 22, "Light" }, dark)
    click "#theme"
    page:script "return new Promise((done) => setTimeout(done, 200))"
    assert.same(light, page:script(SEEN))
    page:prefer "light"
  end)

  spec("has headings, labels and names for those who cannot see it", function()
    show(folder .. "/one.html")
    assert.equal("", page:script [[
      const all = (selector) => [...document.querySelectorAll(selector)];
      const label = (e) => e.getAttribute("aria-label");
      return [
        ...all("button").filter((e) => !e.textContent.trim() && !label(e)),
        ...all("[data-plot]").filter((e) => e.getAttribute("role") !== "img" || !label(e)),
        ...all("main table:not(.candles table)").filter((e) => !e.querySelector("th[scope]")),
      ].map((e) => e.outerHTML.slice(0, 80)).join("\n");]])
    assert.equal("en", page:script "return document.documentElement.lang")
    assert.equal(1, count "h1")
    assert.equal(1, count "main")
  end)

  spec("keeps the notices that the licences ask for", function()
    show(folder .. "/one.html")
    local footer = text "footer"
    assert.matches("TradingView Lightweight Charts", footer, 1, true)
    assert.matches("https://www.tradingview.com/", footer, 1, true)
    assert.matches("Apache License", footer, 1, true)
    assert.matches("Leon Sorokin", footer, 1, true)
    assert.matches("Permission is hereby granted, free of charge", footer, 1, true)
    assert.equal(1, count '.candles a[href^="https://www.tradingview.com/"]')
  end)

  spec("holds several instruments and draws the one that is chosen", function()
    local runs = {
      report_run.make { bars = 2000, symbol = "ONE" },
      report_run.make { bars = 30, symbol = "FEW" },
      report_run.make { bars = 3000, symbol = "TWO", seed = 5 },
    }
    assert.equal(0, runs[2].result.cdata.n_trades)
    assert(report.write(folder .. "/many.html", runs))
    show(folder .. "/many.html")
    assert.equal(1, count "article[data-ready]")
    for i = 0, 2 do
      click(('[data-select="%d"]'):format(i))
      assert.equal(1, count "article:not([hidden])[data-ready]")
      assert.is_true(colours("equity", i) > 2)
      assert.is_true(colours("candles", i) > 2)
    end
    assert.matches("made no trade", text "#run-1 .warning", 1, true)
    assert.equal("-", text '#run-1 [data-metric="win_rate"]')
    assert.same({}, page:console())
  end)
end)

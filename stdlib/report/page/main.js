// main.js -- reads the data of the page and draws a run when it is first shown.
const report = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const drawn = new Set();

  function unpack(raw, index) {
    const { n } = raw;
    const run = { ...raw, ...decode.candles(raw.candles, n) };
    run.time = decode.times(raw.times, n);
    run.equity = decode.column(raw.equity, n);
    run.places = Math.min(8, Math.round(Math.log10(raw.candles.scale)), show.digits(run.close[n - 1]) + 2);
    run.key = `run ${index}`;
    run.held = curves.held(run.close, raw);
    return run;
  }

  function partsOf(article) {
    const one = (selector) => article.querySelector(selector);
    return {
      plot: (name) => one(`[data-plot="${name}"]`),
      legend: (name) => one(`[data-legend="${name}"]`),
      levels: one("[data-levels]"), table: one("[data-trades]"), pager: one("[data-pager]"), log: one("[data-log]"),
      steps: article.querySelectorAll("[data-step]"),
    };
  }

  function drawRun(index) {
    if (drawn.has(index)) return;
    drawn.add(index);
    const article = document.getElementById(`run-${index}`);
    const parts = partsOf(article);
    const run = unpack(data.runs[index], index);
    const n = run.trades.side.length;

    curves.drawEquity(parts, run, false);
    curves.drawDrawdown(parts, run);
    curves.drawHistogram(parts, run);
    const chart = candles.create(parts, run);

    const choose = (i, scroll) => {
      chart.showTrade(i);
      list.mark(i);
      if (scroll) parts.plot("candles").closest("section").scrollIntoView({ block: "nearest" });
    };
    const list = trades.create(parts, run, choose);

    parts.log.hidden = [...run.equity, ...run.held].some((x) => x <= 0);
    parts.log.addEventListener("click", () => {
      const log = parts.log.getAttribute("aria-pressed") !== "true";
      parts.log.setAttribute("aria-pressed", String(log));
      curves.drawEquity(parts, run, log);
    });
    for (const button of parts.steps) {
      button.disabled = n === 0;
      button.addEventListener("click", () => {
        const step = Number(button.dataset.step);
        const now = chart.trade();
        choose(now === null ? (step > 0 ? 0 : n - 1) : (now + step + n) % n, false);
      });
    }
    article.dataset.ready = "true";
  }

  function select(index) {
    document.querySelectorAll("article.run").forEach((article) => { article.hidden = Number(article.dataset.run) !== index; });
    document.querySelectorAll("[data-select]").forEach((button) => {
      const row = button.closest("tr");
      if (Number(button.dataset.select) === index) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
    drawRun(index);
  }

  document.querySelectorAll("[data-select]").forEach((button) =>
    button.addEventListener("click", () => select(Number(button.dataset.select))));
  select(0);
  return { select };
})();

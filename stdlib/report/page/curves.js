// curves.js -- equity, drawdown and the distribution of trade returns (uPlot).
const curves = (() => {
  const { narrow, axis, timeAxis, valueAxis, place, percents, logSplits, onCursor } = plots;

  function drawdowns(equity, cash) {
    const out = new Float64Array(equity.length);
    let peak = cash;
    for (let t = 0; t < equity.length; t++) {
      peak = Math.max(peak, equity[t]);
      out[t] = equity[t] / peak - 1;
    }
    return out;
  }

  // Holding from the first bar that may signal, bought at the price `base`; cash before it.
  function held(close, { start, base, cash }) {
    return Float64Array.from(close, (price, t) => (t < start ? cash : (cash * price) / base));
  }

  function drawEquity(parts, run, log) {
    const last = run.n - 1;
    const tell = (t) => show.fill(parts.legend("equity"),
      show.entry("Strategy", show.number(run.equity[t], 2), ""),
      show.entry("Buy & hold", show.number(run.held[t], 2), "market"), show.make("span", show.day(run.time[t])));
    tell(last);
    const line = (color, width) => ({ stroke: () => theme.color(color), width, points: { show: false } });
    place(parts.plot("equity"), {
      height: narrow() ? 220 : 300,
      scales: { y: log ? { distr: 3, range: (u, min, max) => [min * 0.93, max * 1.07] } : {} },
      cursor: { sync: { key: run.key }, drag: { x: true, y: false }, y: false },
      axes: [timeAxis(), Object.assign(valueAxis(show.compact), log ? { splits: logSplits } : {})],
      series: [{}, line("market", 1.25), line("sea", 1.75)],
      hooks: onCursor(last, tell),
    }, [run.time, run.held, run.equity]);
  }

  function drawDrawdown(parts, run) {
    const depth = drawdowns(run.equity, run.cash);
    const last = run.n - 1;
    const tell = (t) => show.fill(parts.legend("drawdown"), show.entry("from the peak", show.percent(depth[t])));
    tell(last);
    place(parts.plot("drawdown"), {
      height: narrow() ? 110 : 130,
      scales: { y: { range: (u, min) => [Math.min(min, -0.001), 0] } },
      cursor: { sync: { key: run.key }, drag: { x: true, y: false }, y: false },
      axes: [timeAxis(), axis(54, percents)],
      series: [{}, {
        stroke: () => theme.color("down"), fill: () => theme.color("down", 0.14),
        width: 1.25, points: { show: false },
      }],
      hooks: onCursor(last, tell),
    }, [run.time, depth]);
  }

  // Bins of a round width, with an edge at zero: a bin is all gain or all loss.
  // The outermost bins take the rarest returns at both ends.
  function bins(returns) {
    const sorted = Float64Array.from(returns).sort();
    const rare = Math.floor(sorted.length / 250);
    const low = Math.min(0, sorted[rare]);
    const high = Math.max(0, sorted[sorted.length - 1 - rare]);
    const wanted = Math.max((high - low) / 36, 1e-6);
    const power = 10 ** Math.floor(Math.log10(wanted));
    const width = power * [1, 2, 2.5, 5, 10].find((m) => m * power >= wanted * (1 - 1e-9));
    const first = Math.floor(low / width);
    const last = Math.max(first, Math.floor(high / width));
    const counts = new Array(last - first + 1).fill(0);
    for (const x of sorted) counts[Math.max(first, Math.min(last, Math.floor(x / width))) - first]++;
    return { width, counts, rare, edge: counts.map((_, i) => (first + i) * width) };
  }

  function drawHistogram(parts, run) {
    const returns = run.trades.ret;
    const legend = parts.legend("histogram");
    if (!returns.length) {
      show.fill(legend, "no trades");
      return;
    }
    const { width, counts, rare, edge } = bins(returns);
    const wins = counts.map((c, i) => (edge[i] > -width / 2 ? c : null));
    const losses = counts.map((c, i) => (edge[i] > -width / 2 ? null : c));
    const places = width < 0.00099 ? 3 : width < 0.0099 ? 2 : 1;
    const percent = (x) => show.percent(x, places);
    const range = (i) => (rare && i === 0 ? `below ${percent(edge[1])}` : rare && i === edge.length - 1
      ? `${percent(edge[i])} or more` : `${percent(edge[i])} to ${percent(edge[i] + width)}`);
    const tell = (i) => show.fill(legend, i === null ? `${show.number(returns.length, 0)} trades`
      : show.entry(`${range(i)}:`, show.number(counts[i], 0)));
    tell(null);
    const bar = (color) => ({
      stroke: () => theme.color(color), fill: () => theme.color(color, 0.75), width: 0, points: { show: false },
      paths: uPlot.paths.bars({ size: [0.86, 60], align: 1 }),
    });
    place(parts.plot("histogram"), {
      height: 220,
      padding: [8, 30, 0, 0],
      scales: {
        x: { time: false, range: [edge[0], edge[edge.length - 1] + width] },
        y: { range: (u, min, max) => [0, Math.max(max, 1) * 1.05] },
      },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      axes: [Object.assign(axis(30, percents, false), { space: 60 }),
        Object.assign(valueAxis((x) => (x % 1 ? "" : show.number(x, 0))), { size: 40 })],
      series: [{}, bar("up"), bar("down")],
      hooks: { setCursor: [(u) => tell(u.cursor.idx ?? null)] },
    }, [edge, wins, losses]);
  }

  return { held, drawdowns, drawEquity, drawDrawdown, drawHistogram };
})();

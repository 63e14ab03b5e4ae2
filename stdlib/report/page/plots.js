// plots.js -- what the curves share: axes, the place of a plot in the page (uPlot).
const plots = (() => {
  const narrow = () => innerWidth <= 700;

  function axis(size, values, grid = true) {
    return {
      size,
      values,
      stroke: () => theme.color("soft"),
      font: "12px system-ui, sans-serif",
      gap: 6,
      ticks: { show: false },
      grid: { show: grid, stroke: () => theme.color("grid"), width: 1 },
    };
  }

  const days = (u, splits, i, space, step) => show.ticks(splits, step);
  const timeAxis = () => ({ ...axis(30, days, false), space: 70 });
  const valueAxis = (text) => axis(54, (u, splits) => splits.map((x) => (x === null ? "" : text(x))));

  // A plot that keeps the width of its element and follows the theme.
  const placed = new WeakMap();

  function place(element, options, data) {
    const before = placed.get(element);
    const full = {
      width: element.clientWidth, legend: { show: false }, padding: [8, 6, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"), ...options,
    };
    before?.destroy();
    placed.set(element, new uPlot(full, data, element));
    if (before) return;
    new ResizeObserver(() => {
      const plot = placed.get(element);
      const width = element.clientWidth;
      if (width > 0 && width !== plot.width) plot.setSize({ width, height: plot.height });
    }).observe(element);
    theme.onChange(() => placed.get(element).redraw()); // paths too: bars keep their colours
  }

  // Percentages on an axis with as many decimals as its steps need.
  function percents(u, splits, axis, space, step) {
    const places = step < 0.00099 ? 2 : step < 0.0099 || (step * 100) % 1 > 0.01 ? 1 : 0;
    return splits.map((x) => (x === null ? "" : show.percent(x, places)));
  }

  // Of a logarithmic axis: round numbers, as many of every decade as there is room for.
  const DECADES = [[1], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];

  function logSplits(u, index, min, max) {
    const lines = (digits) => {
      const out = [];
      for (let e = Math.floor(Math.log10(min)); e <= Math.log10(max); e++) {
        out.push(...digits.map((d) => Number(`${d}e${e}`)).filter((x) => x >= min && x <= max));
      }
      return out;
    };
    const few = DECADES.map(lines).find((list) => list.length >= 4);
    if (few) return few;
    const wanted = (max - min) / 6; // within a decade: equal steps
    const power = 10 ** Math.floor(Math.log10(wanted));
    const step = power * [1, 2, 5, 10].find((m) => m * power >= wanted * (1 - 1e-9));
    const out = [];
    for (let i = Math.ceil(min / step); i * step <= max; i++) out.push(i * step);
    return out;
  }

  // Calls back with the index under the cursor, or the last one.
  const onCursor = (last, tell) => ({ setCursor: [(u) => tell(u.cursor.idx ?? last)] });

  return { narrow, axis, timeAxis, valueAxis, place, percents, logSplits, onCursor };
})();

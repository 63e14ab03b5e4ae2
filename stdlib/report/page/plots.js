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

  // Of a logarithmic axis: 1, 2 and 5 of every decade.
  const roundOnes = (u, splits) => splits.map((x) => (/^[125]e/.test(x.toExponential(6).replace(".000000", "")) ? x : null));

  // Calls back with the index under the cursor, or the last one.
  const onCursor = (last, tell) => ({ setCursor: [(u) => tell(u.cursor.idx ?? last)] });

  return { narrow, axis, timeAxis, valueAxis, place, percents, roundOnes, onCursor };
})();

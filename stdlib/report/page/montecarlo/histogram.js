// histogram.js -- how often each value came, and where the real one stands (uPlot).
const histogram = (() => {
  const UNITS = { fraction: (x) => show.percent(x, 1), cash: (x) => show.number(x, 0), ratio: (x) => show.number(x, 2) };
  const TICKS = { fraction: (x) => show.percent(x, 0), cash: (x) => show.compact(x), ratio: (x) => show.number(x, 1) };

  function create(plot, legend, { edges, counts, width, actual, beyond, unit }) {
    const text = UNITS[unit];
    if (!edges.length) {
      show.fill(legend, "not defined in any path");
      return;
    }
    const far = beyond ? show.make("span", `${show.number(beyond, 0)} beyond the picture`) : null;
    const tell = (i) => show.fill(legend, ...(i === null
      ? [actual === null ? null : show.entry("actual", text(actual), "real"), far]
      : [show.entry(`${text(edges[i])} to ${text(edges[i] + width)}:`, show.number(counts[i], 0))]));
    tell(null);
    const mark = (u) => {
      if (actual === null) return;
      const x = Math.round(u.valToPos(actual, "x", true));
      const { top, height } = u.bbox;
      u.ctx.save();
      u.ctx.strokeStyle = theme.color("down");
      u.ctx.lineWidth = 2 * devicePixelRatio;
      u.ctx.beginPath();
      u.ctx.moveTo(x, top);
      u.ctx.lineTo(x, top + height);
      u.ctx.stroke();
      u.ctx.restore();
    };
    const values = (u, splits, axis, space, step) => splits.map((x) => (unit === "ratio" && step < 0.1 ? show.number(x, 2) : TICKS[unit](x)));
    plots.place(plot, {
      height: 160,
      padding: [8, 16, 0, 0],
      scales: {
        x: { time: false, range: [edges[0] - width, edges[edges.length - 1] + 2 * width] },
        y: { range: (u, min, max) => [0, Math.max(max, 1) * 1.05] },
      },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      axes: [Object.assign(plots.axis(30, values, false), { space: 60 }),
        Object.assign(plots.valueAxis((x) => (x % 1 ? "" : show.number(x, 0))), { size: 40 })],
      series: [{}, {
        stroke: () => theme.color("sea"), fill: () => theme.color("sea", 0.55), width: 0,
        points: { show: false }, paths: uPlot.paths.bars({ size: [0.86, 60], align: 1 }),
      }],
      hooks: { setCursor: [(u) => tell(u.cursor.idx ?? null)], draw: [mark] },
    }, [edges, counts]);
  }

  return { create };
})();

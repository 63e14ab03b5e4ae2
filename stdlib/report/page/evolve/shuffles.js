// shuffles.js -- the winners on shuffled histories, and where the real one stands (uPlot).
const shuffles = (() => {
  // Bins of a round width over everything, the real winner too.
  function bins(values, real) {
    const [low, high] = [Math.min(real, ...values), Math.max(real, ...values)];
    const wanted = Math.max((high - low) / 30, Math.abs(high) * 1e-6, 1e-9);
    const power = 10 ** Math.floor(Math.log10(wanted));
    const width = power * [1, 2, 2.5, 5, 10].find((m) => m * power >= wanted * (1 - 1e-9));
    const first = Math.floor(low / width);
    const counts = new Array(Math.floor(high / width) - first + 1).fill(0);
    for (const x of values) counts[Math.floor(x / width) - first]++;
    return { width, counts, edge: counts.map((_, i) => (first + i) * width) };
  }

  function create(parts, data, aim) {
    const values = data.values.map((x) => aims.number(aim, x));
    const real = aims.number(aim, data.real);
    const legend = parts.legend("shuffles");
    const { width, counts, edge } = bins(values, real);
    const none = data.none ? `, ${show.number(data.none, 0)} more found nothing fit` : "";
    const tell = (i) => show.fill(legend, ...(i === null
      ? [show.entry("the real winner", aims.text(aim, real), "real"), show.make("span", `${show.number(values.length, 0)} shuffled histories${none}`)]
      : [show.entry(`${aims.text(aim, edge[i])} to ${aims.text(aim, edge[i] + width)}:`, show.number(counts[i], 0))]));
    tell(null);
    const mark = (u) => {
      const x = Math.round(u.valToPos(real, "x", true));
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
    plots.place(parts.plot("shuffles"), {
      height: 200,
      padding: [8, 30, 0, 0],
      scales: {
        x: { time: false, dir: aim.less ? -1 : 1, range: [edge[0] - width, edge[edge.length - 1] + 2 * width] },
        y: { range: (u, min, max) => [0, Math.max(max, 1) * 1.05] },
      },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      axes: [Object.assign(plots.axis(30, aims.ticks(aim), false), { space: 60 }),
        Object.assign(plots.valueAxis((x) => (x % 1 ? "" : show.number(x, 0))), { size: 40 })],
      series: [{}, {
        stroke: () => theme.color("market"), fill: () => theme.color("market", 0.75), width: 0,
        points: { show: false }, paths: uPlot.paths.bars({ size: [0.86, 60], align: aim.less ? -1 : 1 }),
      }],
      hooks: { setCursor: [(u) => tell(u.cursor.idx ?? null)], draw: [mark] },
    }, [edge, counts]);
  }

  return { create };
})();

// main.js -- the joined account, what each window promised and kept, and how parameters moved
// (uPlot).
(() => {
  const WIDE = 6; // times that the most is above the least: the scale is logarithmic
  const data = JSON.parse(document.getElementById("data").textContent);
  const part = (kind, name) => document.querySelector(`[data-${kind}="${name}"]`);
  const line = (color, width) => ({ stroke: () => theme.color(color), width, points: { show: false } });
  const whole = (u, splits) => splits.map((x) => (x % 1 ? "" : show.number(x, 0)));

  // A thin line where a window begins to be traded.
  function borders(begins) {
    return (u) => {
      const { top, height } = u.bbox;
      u.ctx.save();
      u.ctx.strokeStyle = theme.color("line");
      u.ctx.lineWidth = devicePixelRatio;
      u.ctx.beginPath();
      for (const t of begins) {
        if (t < u.scales.x.min || t > u.scales.x.max) continue;
        const x = Math.round(u.valToPos(t, "x", true));
        u.ctx.moveTo(x, top);
        u.ctx.lineTo(x, top + height);
      }
      u.ctx.stroke();
      u.ctx.restore();
    };
  }

  function drawEquity(walk, place) {
    const time = Float64Array.from(walk.times, (ms) => ms / 1000);
    const [equity, held] = [walk.equity, walk.held].map((packed) => decode.column(packed, walk.n));
    const most = Math.max(...equity, ...held);
    const least = Math.min(...equity, ...held);
    const inLog = least > 0 && most > WIDE * least;
    const legend = part("legend", `equity${place}`);
    const tell = (t) => show.fill(legend, show.entry("Walked", show.number(equity[t], 0), ""),
      show.entry("Buy & hold", show.number(held[t], 0), "market"), show.make("span", show.day(time[t])));
    tell(walk.n - 1);
    plots.place(part("plot", `equity${place}`), {
      height: plots.narrow() ? 240 : 320,
      scales: { y: inLog ? { distr: 3, range: (u, min, max) => [min * 0.93, max * 1.07] } : {} },
      cursor: { drag: { x: true, y: false }, y: false },
      axes: [plots.timeAxis(), Object.assign(plots.valueAxis(show.compact), inLog ? { splits: plots.logSplits } : {})],
      series: [{}, line("market", 1.25), line("sea", 1.75)],
      hooks: { ...plots.onCursor(walk.n - 1, tell), drawAxes: [borders(walk.begins.map((ms) => ms / 1000))] },
    }, [time, held, equity]);
  }

  // What all charts over the windows have in common.
  function overWindows(name, walk, options, columns, tell) {
    const { number } = walk;
    const last = number.length - 1;
    tell(last);
    plots.place(part("plot", name), {
      cursor: { sync: { key: walk.key }, drag: { x: false, y: false }, y: false },
      hooks: plots.onCursor(last, tell),
      ...options,
      axes: [Object.assign(plots.axis(30, whole, false), { space: 40, incrs: [1, 2, 5, 10, 20, 50, 100] }), options.axis],
      scales: { x: { time: false, range: [number[0] - 0.6, number[last] + 0.6] }, ...options.scales },
    }, [number, ...columns]);
  }

  function drawKept(walk, place) {
    const legend = part("legend", `kept${place}`);
    const sign = (keep) => walk.kept.map((x) => (x !== null && keep(x) ? x : null));
    const bar = (color) => ({
      stroke: () => theme.color(color), fill: () => theme.color(color, 0.7), width: 0, points: { show: false },
      paths: uPlot.paths.bars({ size: [0.6, 40] }),
    });
    const text = (x) => show.number(x, 2);
    overWindows(`kept${place}`, walk, {
      height: plots.narrow() ? 180 : 220,
      axis: plots.valueAxis((x) => show.compact(x)),
      series: [{}, bar("up"), bar("down"), {
        stroke: () => theme.color("market"), width: 1.25, spanGaps: false,
        points: { show: true, size: 6, fill: () => theme.color("market") },
      }],
    }, [sign((x) => x >= 0), sign((x) => x < 0), walk.promised], (t) => show.fill(legend,
      show.entry("in training", text(walk.promised[t]), "market"), show.entry("after it", text(walk.kept[t]), ""),
      show.make("span", `window ${walk.number[t]}`)));
  }

  function drawDrift(walk, place) {
    walk.drift.forEach((one, index) => {
      const name = `drift${place}-${index}`;
      const legend = part("legend", name);
      const label = (x) => (x === null ? "-" : one.labels ? one.labels[x] : String(x));
      const room = Math.max((one.most - one.least) * 0.06, 1e-9);
      overWindows(name, walk, {
        height: 110,
        axis: plots.axis(54, (u, splits) => splits.map((x) => (one.labels
          ? one.labels[x] ?? "" : show.compact(x))), true),
        scales: { y: { range: [one.least - room, one.most + room] } },
        series: [{}, {
          stroke: () => theme.color("sea"), width: 1.5, paths: uPlot.paths.stepped({ align: 0 }),
          points: { show: true, size: 5 },
        }],
      }, [one.values], (t) => show.fill(legend, show.entry("", label(one.values[t])),
        show.make("span", `window ${walk.number[t]}`)));
    });
  }

  data.walks.forEach((walk, place) => {
    walk.key = `windows${place}`;
    drawEquity(walk, place);
    drawKept(walk, place);
    drawDrift(walk, place);
  });
  document.querySelector("main").dataset.ready = "true";
})();

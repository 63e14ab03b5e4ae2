// generations.js -- how the search went on: values, variety and tries of each generation (uPlot).
const generations = (() => {
  const whole = (u, splits) => splits.map((x) => (x % 1 ? "" : show.number(x, 0)));
  const share = (x) => show.percent(x, 0);
  const line = (color, width = 1.75) => ({
    stroke: () => theme.color(color), width, points: { show: false }, spanGaps: false,
  });

  function create(parts, history, aim) {
    const { generation, population } = history;
    const last = generation.length - 1;
    const one = last === 0; // a single generation is a point
    const number = (values) => values.map((x) => aims.number(aim, x));
    const [best, median] = [number(history.best), number(history.median)];
    const fit = history.fit.map((x) => x / population);

    function plot(name, height, axis, series, columns, tell, more) {
      tell(last);
      const dots = series.map((s) => (one ? { ...s, points: { show: true, size: 6 } } : s));
      plots.place(parts.plot(name), {
        height,
        cursor: { sync: { key: "generations" }, drag: { x: true, y: false }, y: false },
        axes: [Object.assign(plots.axis(30, whole, false), { space: 50, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }), axis],
        series: [{}, ...dots],
        hooks: plots.onCursor(last, tell),
        ...more,
        scales: { x: { time: false, range: one ? [generation[0] - 0.5, generation[0] + 0.5] : (u, min, max) => [min - 0.5, max + 0.5] }, ...more?.scales },
      }, [generation, ...columns]);
    }

    plot("generations", plots.narrow() ? 200 : 240, plots.axis(54, aims.ticks(aim)),
      [line("market"), line("sea", 2.25)], [median, best],
      (t) => show.fill(parts.legend("generations"), show.entry(history.several ? "best so far" : "best", aims.text(aim, best[t]), ""),
        show.entry("median of the fit", aims.text(aim, median[t]), "market"),
        show.make("span", `${aim.title}, generation ${generation[t]}`)),
      { scales: aim.less ? { y: { dir: -1 } } : {} });

    plot("variety", 120, plots.axis(54, (u, splits) => splits.map(share)),
      [line("c2"), line("c3")], [history.diversity, fit],
      (t) => show.fill(parts.legend("variety"),
        show.entry("differ in more than numbers", share(history.diversity[t]), "c2"),
        show.entry("fit", share(fit[t]), "c3")),
      { scales: { y: { range: [0, 1.05] } } });

    const bars = {
      stroke: () => theme.color("sea"), fill: () => theme.color("sea", 0.55), width: 0,
      points: { show: false }, paths: uPlot.paths.bars({ size: [0.8, 40] }),
    };
    let sum = 0;
    const sums = history.tried.map((x) => (sum += x));
    plot("tries", 100, Object.assign(plots.axis(54, whole)), [bars], [history.tried],
      (t) => show.fill(parts.legend("tries"), show.entry("new", show.number(history.tried[t], 0), ""),
        show.entry("in all", show.number(sums[t], 0))),
      { scales: { y: { range: (u, min, max) => [0, Math.max(max, 1) * 1.05] } } });
  }

  return { create };
})();

// fan.js -- bands of equity along the paths, their median, and what really came (uPlot).
const fan = (() => {
  const WIDE = 6; // times that the highest is above the lowest: a logarithmic scale
  const BANDS = [["99", 0.1], ["95", 0.16], ["50", 0.24]];

  function create(plot, legend, bands) {
    const columns = BANDS.flatMap(([name]) => [bands[`high_${name}`], bands[`low_${name}`]]);
    const { at, median, actual } = bands;
    const last = at.length - 1;
    const [low, high] = [Math.min(...bands.low_99, ...(actual ?? [])), Math.max(...bands.high_99, ...(actual ?? []))];
    const log = low > 0 && high > WIDE * low;
    const money = (x) => show.number(x, 0);
    const tell = (k) => show.fill(legend,
      actual ? show.entry("actual", money(actual[k]), "real") : null,
      show.entry("median", money(median[k]), ""),
      show.entry("95 %", `${money(bands.low_95[k])} to ${money(bands.high_95[k])}`),
      show.entry("99 %", `${money(bands.low_99[k])} to ${money(bands.high_99[k])}`),
      show.make("span", `at ${show.percent(at[k], 0)} of the way`));
    tell(last);
    const edge = { width: 0, stroke: () => theme.color("sea", 0.4), points: { show: false } };
    const line = (color, width) => ({ stroke: () => theme.color(color), width, points: { show: false } });
    const values = plots.axis(54, (u, splits) => splits.map((x) => (x === null ? "" : show.compact(x))));
    plots.place(plot, {
      height: plots.narrow() ? 240 : 300,
      padding: [8, 22, 0, 0],
      scales: { x: { time: false, range: [0, 1] }, y: log ? { distr: 3, range: [low * 0.93, high * 1.07] } : {} },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      axes: [Object.assign(plots.axis(30, (u, splits) => splits.map((x) => show.percent(x, 0)), false), { space: 60 }),
        log ? Object.assign(values, { splits: plots.logSplits }) : values],
      series: [{}, ...columns.map(() => edge), line("sea", 2), ...(actual ? [line("down", 1.75)] : [])],
      bands: BANDS.map(([, alpha], i) => ({ series: [2 * i + 1, 2 * i + 2], fill: () => theme.color("sea", alpha) })),
      hooks: plots.onCursor(last, tell),
    }, [at, ...columns, median, ...(actual ? [actual] : [])]);
  }

  return { create };
})();

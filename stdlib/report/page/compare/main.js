// main.js -- equity of the strategies of each instrument (uPlot).
(() => {
  const WIDE = 6; // times that the most is above the least: the scale is logarithmic
  const data = JSON.parse(document.getElementById("data").textContent);
  const color = (i, curves) => (i === curves.length - 1 ? "market" : `c${(i % 10) + 1}`);

  function draw(raw, place) {
    const time = decode.times(raw.times, raw.n);
    const curves = raw.curves.map((packed) => decode.column(packed, raw.n));
    const legend = document.querySelector(`[data-legend="equity${place}"]`);
    const ends = curves.map((curve) => Math.max(...curve));
    const least = Math.min(...curves.map((curve) => Math.min(...curve)));
    const inLog = least > 0 && Math.max(...ends) > WIDE * least;
    const entry = (curve, i, t) => show.entry(raw.names[i], show.number(curve[t], 0), color(i, curves));
    const tell = (t) => show.fill(legend, show.make("span", show.day(time[t])),
      ...curves.map((curve, i) => entry(curve, i, t)));
    const axis = plots.valueAxis(show.compact);
    plots.place(document.querySelector(`[data-plot="equity${place}"]`), {
      height: plots.narrow() ? 260 : 360,
      scales: { y: inLog ? { distr: 3, range: (u, min, max) => [min * 0.93, max * 1.07] } : {} },
      cursor: { drag: { x: true, y: false }, y: false, points: { size: 6 } },
      axes: [plots.timeAxis(), Object.assign(axis, inLog ? { splits: plots.logSplits } : {})],
      series: [{}, ...curves.map((curve, i) => ({
        stroke: () => theme.color(color(i, curves)), width: 1.5, points: { show: false },
        dash: i === curves.length - 1 ? [4, 3] : undefined,
      }))],
      hooks: plots.onCursor(raw.n - 1, tell),
    }, [time, ...curves]);
    tell(raw.n - 1);
  }

  data.instruments.forEach(draw);
  document.querySelector("main").dataset.ready = "true";
})();

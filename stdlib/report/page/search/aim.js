// aim.js -- values of strategies as the metrics they are.
const aims = (() => {
  const UNITS = {
    fraction: (x) => show.percent(x), count: (x) => show.number(x, 0), bps: (x) => `${show.number(x, 1)} bps`,
    cash: (x) => show.number(x, 2), hours: (x) => `${show.number(x, 1)} h`, ratio: (x) => show.number(x, 2),
  };

  // A number of an aim for people; of a metric of which less is better the value has the other sign.
  const number = (aim, value) => (value === null ? null : aim.less ? -value : value);
  const text = (aim, x) => (x === null || x === undefined ? "-" : UNITS[aim.unit](x));

  // Of an axis: as many decimals as its steps need, and no unit but per cent.
  function ticks(aim) {
    if (aim.unit === "fraction") return plots.percents;
    return (u, splits, axis, space, step) => {
      let places = 0;
      while (places < 6 && Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) > 1e-6) places++;
      return splits.map((x) => (x === null ? "" : show.number(x, places)));
    };
  }

  return { number, text, ticks };
})();

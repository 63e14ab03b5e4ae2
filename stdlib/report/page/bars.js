// bars.js -- groups bars to longer candles for the price chart.
const bars = (() => {
  const DAY = 86400;
  const MONDAY = 4 * DAY; // 1970-01-05

  const every = (seconds, offset = 0) => (time) => Math.floor((time - offset) / seconds) * seconds + offset;

  function month(time) {
    const date = new Date(time * 1000);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 1000;
  }

  // Name, seconds, and the start of the candle that holds a time.
  const LEVELS = [
    ["5m", 300, every(300)], ["1h", 3600, every(3600)], ["4h", 14400, every(14400)],
    ["1d", DAY, every(DAY)], ["1w", 7 * DAY, every(7 * DAY, MONDAY)], ["1mo", 28 * DAY, month],
  ];

  // The data's own time frame first, then what is longer and still a few candles.
  function levels(run) {
    const span = run.time[run.n - 1] - run.time[0];
    const longer = LEVELS.filter(([, seconds]) => seconds > run.step && span / seconds > 20);
    return [[run.timeframe, run.step, (time) => time], ...longer];
  }

  // The bars from..to-1 grouped by `start`: candles, and the candle of each bar.
  function group(run, start, from, to) {
    const list = [];
    const of = new Int32Array(run.n);
    for (let t = from; t < to; t++) {
      const time = start(run.time[t]);
      let candle = list[list.length - 1];
      if (!candle || candle.time !== time) {
        candle = { time, open: run.open[t], high: run.high[t], low: run.low[t], close: run.close[t] };
        list.push(candle);
      } else {
        candle.high = Math.max(candle.high, run.high[t]);
        candle.low = Math.min(candle.low, run.low[t]);
        candle.close = run.close[t];
      }
      of[t] = list.length - 1;
    }
    return { list, of };
  }

  // The first index of low..high at which `reached` holds; it holds from there on.
  function first(low, high, reached) {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return { levels, group, first, DAY };
})();

// candles.js -- the price chart with a mark at every entry and exit
// (lightweight-charts). Candles are drawn in the data's own time frame or
// grouped to a longer one; marks then stand at the candle that holds the bar.
const candles = (() => {
  const { createChart, createSeriesMarkers, CandlestickSeries, LineSeries, CrosshairMode } = LightweightCharts;
  const MOST = 60000; // candles handed to the chart at once
  const CROWD = 8; // trades a candle, on average: their marks would hide the chart

  function colors() {
    const [up, down] = [theme.color("up"), theme.color("down")];
    return {
      layout: {
        background: { color: theme.color("card") }, textColor: theme.color("soft"),
        attributionLogo: true, fontSize: 12,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: theme.color("grid") } },
      rightPriceScale: { borderVisible: false },
      timeScale: { borderColor: theme.color("line") },
      crosshair: { mode: CrosshairMode.Normal },
      series: { upColor: up, downColor: down, wickUpColor: up, wickDownColor: down, borderVisible: false },
    };
  }

  function marks(run, of, list, from, to) {
    const { side, entry, exit, pnl } = run.trades;
    const [up, down] = [theme.color("up"), theme.color("down")];
    const out = [];
    for (let i = 0; i < side.length; i++) {
      if (entry[i] < from || exit[i] >= to) continue;
      const short = side[i] === 1;
      out.push({
        time: list[of[entry[i]]].time, position: short ? "aboveBar" : "belowBar",
        shape: short ? "arrowDown" : "arrowUp", color: short ? down : up, size: 1,
      });
      out.push({
        time: list[of[exit[i]]].time, position: short ? "belowBar" : "aboveBar",
        shape: "circle", color: pnl[i] > 0 ? up : down, size: 0.6,
      });
    }
    return out.sort((a, b) => a.time - b.time);
  }

  function create(parts, run) {
    const element = parts.plot("candles");
    const legend = parts.legend("candles");
    const { places } = run;
    const lowest = run.low.reduce((a, b) => Math.min(a, b));
    const highest = run.high.reduce((a, b) => Math.max(a, b));
    const axisPlaces = Math.min(places, show.digits(highest));
    const label = (x) => (x < 0 && lowest >= 0 ? "" : show.number(x, axisPlaces));
    const options = colors();
    const chart = createChart(element, {
      autoSize: true, ...options,
      localization: { locale: "en-US", dateFormat: "yyyy-MM-dd" },
      handleScroll: { vertTouchDrag: false },
    });
    chart.timeScale().applyOptions({ secondsVisible: false, minBarSpacing: 0.2, rightOffset: 4 });
    const quiet = { priceLineVisible: false, lastValueVisible: false };
    const series = chart.addSeries(CandlestickSeries, { ...options.series, ...quiet,
      priceFormat: { type: "custom", minMove: 10 ** -places, formatter: label } });
    const path = chart.addSeries(LineSeries, { ...quiet, lineWidth: 2, lineStyle: 2, crosshairMarkerVisible: false });
    const markers = createSeriesMarkers(series, []);
    const levels = bars.levels(run);
    const state = { level: -1, from: 0, to: run.n, trade: null, grouped: null };

    const crowded = () => run.trades.side.length > CROWD * state.grouped.list.length;

    function paint() {
      const { list, of } = state.grouped;
      const wanted = crowded() ? [] : marks(run, of, list, state.from, state.to);
      markers.setMarkers(wanted);
      element.dataset.markers = wanted.length;
      const i = state.trade;
      const { entry, exit, entryPrice, exitPrice, pnl } = run.trades;
      const apart = i !== null && of[entry[i]] !== of[exit[i]];
      path.applyOptions({ color: theme.color(i !== null && pnl[i] > 0 ? "up" : "down") });
      path.setData(apart ? [
        { time: list[of[entry[i]]].time, value: entryPrice[i] },
        { time: list[of[exit[i]]].time, value: exitPrice[i] },
      ] : []);
    }

    // Draws a level around bar t; only its own window when there are too many bars.
    function draw(level, t) {
      const raw = level === 0 && run.n > MOST;
      const from = raw ? Math.max(0, Math.min(run.n - MOST, t - MOST / 2)) : 0;
      const to = raw ? from + MOST : run.n;
      if (level === state.level && from === state.from) return;
      Object.assign(state, { level, from, to, grouped: bars.group(run, levels[level][2], from, to) });
      series.setData(state.grouped.list);
      chart.timeScale().applyOptions({ timeVisible: levels[level][1] < bars.DAY });
      [...parts.levels.children].forEach((button, i) =>
        button.setAttribute("aria-pressed", String(i === level)));
    }

    function view(first, last) {
      const length = state.grouped.list.length;
      chart.timeScale().setVisibleLogicalRange({ from: Math.max(-2, first), to: Math.min(length + 2, last) });
    }

    function tell(time) {
      const i = state.trade;
      const { list } = state.grouped;
      const candle = time === undefined ? undefined
        : list[bars.first(0, list.length - 1, (k) => list[k].time >= time)];
      const stamp = levels[state.level][1] < bars.DAY ? show.minute : show.day;
      const price = (x) => show.number(x, places);
      if (candle) {
        const prices = ["open", "high", "low", "close"].map((name) => show.entry(name, price(candle[name])));
        show.fill(legend, show.make("span", stamp(candle.time)), ...prices);
      } else if (i !== null) {
        show.fill(legend, ...trades.describe(run, i));
      } else {
        const n = run.trades.side.length;
        const text = n ? `${show.number(n, 0)} trades` : "no trades";
        show.fill(legend, crowded() ? `${text}, too many to mark on candles this long` : text);
      }
    }

    // Shows a trade in the data's own time frame with room on both sides.
    function showTrade(i) {
      state.trade = i;
      const { entry, exit } = run.trades;
      draw(0, entry[i]);
      paint();
      const room = Math.max(24, exit[i] - entry[i]);
      view(entry[i] - state.from - room, exit[i] - state.from + room);
      tell();
    }

    function setLevel(level) {
      const middle = state.grouped ? centre() : run.n - 1;
      draw(level, middle);
      paint();
      const wide = Math.min(state.grouped.list.length, Math.max(60, Math.floor(element.clientWidth / 7)));
      const at = state.grouped.of[Math.min(state.to - 1, Math.max(state.from, middle))];
      view(at - wide / 2, at + wide / 2);
      tell();
    }

    // The bar in the middle of what is visible.
    function centre() {
      const range = chart.timeScale().getVisibleLogicalRange();
      const { list } = state.grouped;
      const at = Math.max(0, Math.min(list.length - 1, Math.round((range.from + range.to) / 2)));
      return bars.first(state.from, state.to - 1, (t) => state.grouped.of[t] >= at);
    }

    // The first view: the last trades, in the shortest candles that show them all.
    function begin() {
      const { entry } = run.trades;
      const oldest = entry.length ? entry[Math.max(0, entry.length - 12)] : 0;
      const span = run.time[run.n - 1] - run.time[oldest];
      const wanted = levels.findIndex(([, seconds]) => span / seconds <= 400);
      setLevel(wanted < 0 ? levels.length - 1 : wanted);
      const length = state.grouped.list.length;
      const first = oldest < state.from ? 0 : state.grouped.of[oldest];
      view(Math.max(Math.min(first - 8, length - 120), length - 600), length);
    }

    levels.forEach(([name], i) => {
      const button = show.make("button", name, "button small");
      button.type = "button";
      button.addEventListener("click", () => setLevel(i));
      parts.levels.append(button);
    });
    chart.subscribeCrosshairMove((event) => tell(event.time));
    theme.onChange(() => {
      const { series: seriesColors, ...rest } = colors();
      chart.applyOptions(rest);
      series.applyOptions(seriesColors);
      paint();
    });
    begin();
    return { showTrade, trade: () => state.trade };
  }

  return { create };
})();

// race.js -- equity of the best, in-sample and validation, with the border between them (uPlot).
const race = (() => {
  const WIDE = 6; // times that the last is above the least: begin with the logarithmic scale
  const color = (i) => (i < 0 ? "market" : `c${i + 1}`);

  function unpack(raw) {
    const { n } = raw;
    return {
      ...raw, time: decode.times(raw.times, n), held: decode.column(raw.held, n),
      curves: raw.curves.map((packed) => decode.column(packed, n)),
    };
  }

  // The validation part has another ground, and a line where it begins.
  function border(one) {
    if (one.border >= one.n) return {};
    const at = (u) => u.valToPos((one.time[one.border - 1] + one.time[one.border]) / 2, "x", true);
    const inside = (u, x) => Math.max(u.bbox.left, Math.min(u.bbox.left + u.bbox.width, x));
    return {
      drawClear: [(u) => {
        const { top, left, width, height } = u.bbox;
        const x = inside(u, at(u));
        u.ctx.fillStyle = theme.color("ground");
        u.ctx.fillRect(x, top, left + width - x, height);
      }],
      draw: [(u) => {
        const { top, left, width, height } = u.bbox;
        const x = at(u);
        if (x < left || x > left + width) return;
        const { ctx } = u;
        const scale = devicePixelRatio;
        ctx.save();
        ctx.strokeStyle = theme.color("ink");
        ctx.lineWidth = scale;
        ctx.setLineDash([5 * scale, 4 * scale]);
        ctx.beginPath();
        ctx.moveTo(Math.round(x), top);
        ctx.lineTo(Math.round(x), top + height);
        ctx.stroke();
        ctx.fillStyle = theme.color("ink");
        ctx.font = `${12 * scale}px system-ui, sans-serif`;
        ctx.textBaseline = "top";
        const room = (text) => ctx.measureText(text).width + 8 * scale;
        ctx.textAlign = "right";
        if (x - left > room("in-sample")) ctx.fillText("in-sample", x - 6 * scale, top + 2 * scale);
        ctx.textAlign = "left";
        if (left + width - x > room("validation")) ctx.fillText("validation", x + 6 * scale, top + 2 * scale);
        ctx.restore();
      }],
    };
  }

  // So far apart that the lower curves would be one line.
  function isWide(columns) {
    const ends = columns.map((column) => column[column.length - 1]);
    return Math.max(...ends) > WIDE * Math.min(...ends);
  }

  function create(parts, raws) {
    const state = { place: 0, log: null, hidden: new Set() };
    const unpacked = raws.map(() => null);
    const chips = new Map();
    const name = (i) => (i < 0 ? "Holding" : raws[0].names[i]);
    const order = [-1, ...raws[0].curves.keys()];

    function tell(one, t) {
      const part = t < one.border ? "in-sample" : "validation";
      show.fill(parts.legend("race"), show.make("span", `${show.day(one.time[t])}, ${part}`));
      for (const i of order) {
        const value = (i < 0 ? one.held : one.curves[i])[t];
        chips.get(i).lastChild.textContent = show.number(value, 0);
      }
    }

    function draw() {
      const { place, log, hidden } = state;
      unpacked[place] ??= unpack(raws[place]);
      const one = unpacked[place];
      // The winner is drawn last, above the others.
      const drawn = [-1, ...[...one.curves.keys()].reverse()];
      const line = (i) => ({
        stroke: () => theme.color(color(i)), width: i === 0 ? 2.25 : 1.25, show: !hidden.has(i),
        points: { show: false }, dash: i < 0 ? [4, 3] : undefined,
      });
      const columns = drawn.map((i) => (i < 0 ? one.held : one.curves[i]));
      const positive = columns.every((column) => column.every((x) => x > 0));
      parts.log.hidden = !positive;
      const axis = plots.valueAxis(show.compact);
      const inLog = positive && (log ?? isWide(columns));
      parts.log.setAttribute("aria-pressed", String(inLog));
      plots.place(parts.plot("race"), {
        height: plots.narrow() ? 280 : 380,
        padding: [16, 6, 0, 0],
        scales: { y: inLog ? { distr: 3, range: (u, min, max) => [min * 0.93, max * 1.07] } : {} },
        cursor: { drag: { x: true, y: false }, y: false, points: { size: 6 } },
        axes: [plots.timeAxis(), Object.assign(axis, inLog ? { splits: plots.logSplits } : {})],
        series: [{}, ...drawn.map(line)],
        hooks: { ...plots.onCursor(one.n - 1, (t) => tell(one, t)), ...border(one) },
      }, [one.time, ...columns]);
      tell(one, one.n - 1);
    }

    function chip(i) {
      const button = show.make("button", undefined, "chip");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.setAttribute("aria-label", i < 0 ? "Holding the instrument" : `Curve of ${name(i)}`);
      const swatch = show.make("i", "", `swatch ${i < 0 ? "held" : `c${i + 1}`}`);
      button.append(swatch, `${name(i)} `, show.make("b", ""));
      button.addEventListener("click", () => {
        if (!state.hidden.delete(i)) state.hidden.add(i);
        button.setAttribute("aria-pressed", String(!state.hidden.has(i)));
        draw();
      });
      chips.set(i, button);
      return button;
    }

    parts.chips.append(...order.slice(1).map(chip), chip(-1));
    parts.log.addEventListener("click", () => {
      state.log = parts.log.getAttribute("aria-pressed") !== "true";
      draw();
    });
    for (const button of parts.instruments) {
      button.addEventListener("click", () => {
        state.place = Number(button.dataset.instrument);
        for (const one of parts.instruments) one.setAttribute("aria-pressed", String(one === button));
        draw();
      });
    }
    draw();
  }

  return { create };
})();

// map.js -- the objective over the values of two parameters, a cell for each pair (uPlot).
const map = (() => {
  const ROW = 18;

  // The share of cells that are not above each: a few terrible ones do not make all others look alike.
  function ranks(cells) {
    const sorted = cells.flat().filter((x) => x !== null).sort((a, b) => a - b);
    const first = new Map();
    sorted.forEach((x, i) => first.set(x, i));
    const last = Math.max(1, sorted.length - 1);
    return { rank: (x) => first.get(x) / last, least: sorted[0] ?? null, most: sorted[sorted.length - 1] ?? null };
  }

  function named(labels, size) {
    const values = (u, splits) => splits.map((x) => labels[x] ?? "");
    return Object.assign(plots.axis(size, values, false), { incrs: [1, 2, 5, 10, 20, 50, 100] });
  }

  const titled = (title) => ({ label: title, labelSize: 18, labelGap: 0, labelFont: "12px system-ui, sans-serif" });

  // Where a cell is on the canvas: left, top, width, height, without gaps and overlaps.
  function box(u, x, y) {
    const [left, right] = [x - 0.5, x + 0.5].map((at) => Math.round(u.valToPos(at, "x", true)));
    const [top, bottom] = [y + 0.5, y - 0.5].map((at) => Math.round(u.valToPos(at, "y", true)));
    return [left, top, right - left, bottom - top];
  }

  function sign(u, { x, y, kind }) {
    const [left, top, width, height] = box(u, x, y);
    const [cx, cy] = [left + width / 2, top + height / 2];
    const { ctx } = u;
    const r = Math.max(3.5, Math.min(6, width / devicePixelRatio / 2.5, height / devicePixelRatio / 2.5)) * devicePixelRatio;
    ctx.beginPath();
    if (kind === "peak") {
      for (const way of [-1, 1]) {
        ctx.moveTo(cx - r, cy - way * r);
        ctx.lineTo(cx + r, cy + way * r);
      }
    } else {
      ctx.arc(cx, cy, r, 0, 2 * Math.PI);
    }
    for (const [color, wide] of [["card", 4.5], [kind === "peak" ? "down" : "ink", 2]]) {
      ctx.strokeStyle = theme.color(color);
      ctx.lineWidth = wide * devicePixelRatio;
      ctx.stroke();
    }
    if (kind === "peak") return;
    ctx.fillStyle = theme.color(kind === "take" ? "up" : "card");
    ctx.fill();
  }

  function paint(u, one, cells, { rank }) {
    const { ctx } = u;
    ctx.save();
    ctx.fillStyle = theme.color("sea");
    cells.forEach((row, y) => row.forEach((value, x) => {
      if (value === null) return;
      ctx.globalAlpha = 0.06 + 0.94 * rank(value);
      ctx.fillRect(...box(u, x, y));
    }));
    ctx.globalAlpha = 1;
    for (const mark of one.marks) sign(u, mark);
    ctx.restore();
  }

  // The cell under the pointer, or null.
  function under(u, one) {
    if (u.cursor.left < 0) return null;
    const [x, y] = [u.posToVal(u.cursor.left, "x"), u.posToVal(u.cursor.top, "y")].map(Math.round);
    return x in one.x_labels && y in one.y_labels ? [x, y] : null;
  }

  function create(plot, legend, one, aim, which) {
    const cells = one[which];
    const scale = ranks(cells);
    const text = (x) => aims.text(aim, aims.number(aim, x));
    const at = (name, label, wide) => show.entry(`${name}${wide ? " from" : ""}`, label);
    const tell = (cell) => show.fill(legend, ...(cell === null
      ? [show.make("span", `${text(scale.least)} to ${text(scale.most)}`)]
      : [at(one.x, one.x_labels[cell[0]], one.x_wide), at(one.y, one.y_labels[cell[1]], one.y_wide),
        show.entry("", cells[cell[1]][cell[0]] === null ? "unfit" : text(cells[cell[1]][cell[0]]))]));
    tell(null);
    const [columns, rows] = [one.x_labels.length, one.y_labels.length];
    const longest = (labels) => Math.max(...labels.map((label) => label.length));
    plots.place(plot, {
      height: Math.max(150, Math.min(420, rows * ROW)) + 56,
      padding: [8, 14, 0, 0],
      scales: { x: { time: false, range: [-0.5, columns - 0.5] }, y: { range: [-0.5, rows - 0.5] } },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      axes: [
        Object.assign(named(one.x_labels, 28), { space: 14 + 7 * longest(one.x_labels), ...titled(one.x) }),
        Object.assign(named(one.y_labels, Math.min(110, 16 + 7 * longest(one.y_labels))), { space: 18, ...titled(one.y) }),
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: { draw: [(u) => paint(u, one, cells, scale)], setCursor: [(u) => tell(under(u, one))] },
    }, [one.x_labels.map((_, i) => i), one.x_labels.map(() => 0)]);
  }

  return { create };
})();

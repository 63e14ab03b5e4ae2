// front.js -- the Pareto front among the strategies that were tried, in two aims (uPlot).
const front = (() => {
  // Columns of one list of points, sorted to the right: x, others, members, name of members.
  function columns({ front: members, others, names }) {
    const all = [...others.map((p) => [...p, null]), ...members.map((p, i) => [...p, names[i]])];
    all.sort((a, b) => a[0] - b[0]);
    return {
      x: all.map((p) => p[0]), others: all.map((p) => (p[2] === null ? p[1] : null)),
      members: all.map((p) => (p[2] === null ? null : p[1])), names: all.map((p) => p[2]),
    };
  }

  const padded = (u, min, max) => {
    const room = (max - min) * 0.05 || Math.abs(max) * 0.05 || 1;
    return [min - room, max + room];
  };

  function create(parts, data, all) {
    const [right, up] = all;
    const c = columns(data);
    const legend = parts.legend("front");
    const count = `${show.number(data.front.length, 0)} of ${show.number(data.fit, 0)} fit strategies are on the front`;
    const tell = (i) => (i === null ? show.fill(legend, count) : show.fill(legend,
      show.entry("", c.names[i]), show.entry(right.title, aims.text(right, c.x[i])),
      show.entry(up.title, aims.text(up, c.members[i]))));
    tell(null);
    // The member of the front nearest to the pointer.
    function nearest(u) {
      const { left, top } = u.cursor;
      if (left < 0) return null;
      let [best, least] = [null, 40 ** 2];
      c.members.forEach((y, i) => {
        if (y === null) return;
        const far = (u.valToPos(c.x[i], "x") - left) ** 2 + (u.valToPos(y, "y") - top) ** 2;
        if (far < least) [best, least] = [i, far];
      });
      return best;
    }
    const named = ({ title }) => ({ label: title, labelSize: 18, labelGap: 0, labelFont: "12px system-ui, sans-serif" });
    const dots = (color, size, alpha) => ({
      show: true, size, width: 0, stroke: () => theme.color(color), fill: () => theme.color(color, alpha),
    });
    plots.place(parts.plot("front"), {
      height: plots.narrow() ? 300 : 380,
      padding: [10, 14, 0, 0],
      scales: {
        x: { time: false, dir: right.less ? -1 : 1, range: padded },
        y: { dir: up.less ? -1 : 1, range: padded },
      },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      axes: [
        Object.assign(plots.axis(28, aims.ticks(right)), { space: 60, ...named(right) }),
        Object.assign(plots.axis(54, aims.ticks(up)), named(up)),
      ],
      series: [{},
        { paths: () => null, points: dots("market", 4, 0.6) },
        { stroke: () => theme.color("sea"), width: all.length === 2 ? 1.5 : 0, spanGaps: true, points: dots("sea", 8, 1) }],
      hooks: { setCursor: [(u) => tell(nearest(u))] },
    }, [c.x, c.others, c.members]);
  }

  return { create };
})();

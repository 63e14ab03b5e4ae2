// trades.js -- the list of trades: sorted by any column, a page at a time.
const trades = (() => {
  const PAGE = 25;
  const MOST_PRINTED = 2000;
  const side = (run, i) => (run.trades.side[i] === 1 ? "short" : "long");
  const tone = (x) => (x > 0 ? "gain" : x < 0 ? "fall" : "");

  // name, sort key of trade i, text of trade i, class; "wide" is left out on a phone.
  const columns = (run) => {
    const { trades: t, time } = run;
    const stamp = run.step < 86400 ? show.minute : show.day;
    const price = (x) => show.number(x, run.places);
    const quantity = (x) => show.number(x, show.digits(x));
    return [
      ["#", (i) => i, (i) => String(i + 1), ""],
      ["Side", (i) => t.side[i], (i) => side(run, i), "text wide"],
      ["Entry", (i) => t.entry[i], (i) => stamp(time[t.entry[i]]), "text"],
      ["Price", (i) => t.entryPrice[i], (i) => price(t.entryPrice[i]), "wide"],
      ["Exit", (i) => t.exit[i], (i) => stamp(time[t.exit[i]]), "text wide"],
      ["Price", (i) => t.exitPrice[i], (i) => price(t.exitPrice[i]), "wide"],
      ["Quantity", (i) => t.quantity[i], (i) => quantity(t.quantity[i]), "wide extra"],
      ["Fees", (i) => t.fees[i], (i) => show.number(t.fees[i], 2), "wide extra"],
      ["Result", (i) => t.pnl[i], (i) => show.number(t.pnl[i], 2), "", (i) => tone(t.pnl[i])],
      ["Return", (i) => t.ret[i], (i) => show.percent(t.ret[i]), "", (i) => tone(t.ret[i])],
      ["Bars", (i) => t.bars[i], (i) => show.number(t.bars[i], 0), "wide"],
      ["Ended by", (i) => run.reasons[t.reason[i]], (i) => run.reasons[t.reason[i]], "text wide"],
    ];
  };

  // One trade in words, for the legend of the price chart.
  function describe(run, i) {
    const { trades: t, time } = run;
    return [show.entry(`Trade ${show.number(i + 1, 0)} of ${show.number(t.side.length, 0)}`, side(run, i)),
      show.entry("from", show.minute(time[t.entry[i]])), show.entry("to", show.minute(time[t.exit[i]])),
      show.entry("return", show.percent(t.ret[i])), show.entry("ended by", run.reasons[t.reason[i]])];
  }

  function create(parts, run, choose) {
    const table = parts.table;
    const list = columns(run);
    const n = run.trades.side.length;
    const order = Array.from({ length: n }, (_, i) => i);
    const state = { column: 0, down: false, page: 0, size: PAGE, chosen: null };
    const head = table.createTHead().insertRow();
    const body = table.createTBody();

    function row(i) {
      const tr = document.createElement("tr");
      if (i === state.chosen) tr.setAttribute("aria-selected", "true");
      list.forEach(([, , text, className, extra], c) => {
        const td = show.make("td", c ? text(i) : undefined, `${className} ${extra ? extra(i) : ""}`.trim());
        if (!c) {
          const button = show.make("button", text(i));
          button.type = "button";
          button.setAttribute("aria-label", `Show trade ${i + 1} on the chart`);
          button.addEventListener("click", () => choose(i, true));
          td.append(button);
        }
        tr.append(td);
      });
      return tr;
    }

    function draw() {
      const first = state.page * state.size;
      const shown = order.slice(first, first + state.size);
      body.replaceChildren(...shown.map(row));
      [...head.cells].forEach((th, c) => {
        if (c === state.column) th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        else th.removeAttribute("aria-sort");
      });
      show.fill(parts.legend("trades"), n === 0 ? "none" : n > shown.length
        ? `${show.number(first + 1, 0)} to ${show.number(first + shown.length, 0)} of ${show.number(n, 0)}` : show.number(n, 0));
      const [back, forth] = parts.pager.querySelectorAll("button");
      back.disabled = first === 0;
      forth.disabled = first + state.size >= n;
    }

    function sort(column) {
      state.down = column === state.column ? !state.down : false;
      state.column = column;
      state.page = 0;
      const key = list[column][1];
      order.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        const way = x < y ? -1 : x > y ? 1 : a - b;
        return state.down ? -way : way;
      });
      draw();
    }

    list.forEach(([name, , , className], c) => {
      const th = show.make("th", undefined, className);
      th.scope = "col";
      const button = show.make("button", name);
      button.type = "button";
      button.addEventListener("click", () => sort(c));
      th.append(button);
      head.append(th);
    });
    parts.pager.hidden = n <= PAGE;
    parts.pager.querySelectorAll("button").forEach((button) => button.addEventListener("click", () => {
      state.page += Number(button.dataset.page);
      draw();
    }));
    draw();

    // On paper there are no pages to turn.
    function resize(size) {
      Object.assign(state, { size, page: 0 });
      draw();
    }
    addEventListener("beforeprint", () => resize(MOST_PRINTED));
    addEventListener("afterprint", () => resize(PAGE));

    // Turns to the page of a trade and marks it.
    function mark(i) {
      state.chosen = i;
      state.page = Math.floor(order.indexOf(i) / PAGE);
      draw();
    }
    return { mark };
  }

  return { create, describe };
})();

// sort.js -- rows of a table in the order of a column: of its exact numbers, or its texts.
const sorting = (() => {
  function key(row, column) {
    const cell = row.cells[column];
    const exact = cell.querySelector("data");
    if (exact) return Number(exact.value);
    return cell.textContent === "-" ? null : cell.textContent;
  }

  // What is undefined comes last, whichever way.
  function compare(a, b, down) {
    if (a === null || b === null) return (a === null) - (b === null);
    const way = a < b ? -1 : a > b ? 1 : 0;
    return down ? -way : way;
  }

  function enable(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
      const first = "rising" in head.dataset ? "ascending" : "descending";
      const other = first === "ascending" ? "descending" : "ascending";
      const wanted = head.getAttribute("aria-sort") === first ? other : first;
      for (const one of heads) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", wanted);
      const body = table.tBodies[0];
      const rows = [...body.rows].map((row, i) => [key(row, column), row, i]);
      rows.sort((a, b) => compare(a[0], b[0], wanted === "descending") || a[2] - b[2]);
      body.append(...rows.map(([, row]) => row));
    }));
  }

  return { enable };
})();

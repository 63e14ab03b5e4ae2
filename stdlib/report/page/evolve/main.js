// main.js -- reads the data of the page and draws what is there.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const one = (selector) => document.querySelector(selector);
  const parts = {
    plot: (name) => one(`[data-plot="${name}"]`),
    legend: (name) => one(`[data-legend="${name}"]`),
    log: one("[data-log]"), chips: one("[data-chips]"),
    instruments: document.querySelectorAll("[data-instrument]"),
  };

  if (data.equity.length) race.create(parts, data.equity);
  generations.create(parts, data.history, data.aims[0]);
  if (data.front) front.create(parts, data.front, data.aims);
  if (data.shuffles) shuffles.create(parts, data.shuffles, data.aims[0]);
  document.querySelectorAll("[data-sortable]").forEach(sorting.enable);
  one("main").dataset.ready = "true";
})();

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
  const kinds = document.querySelectorAll("[data-of]");

  function drawMaps(which) {
    data.maps.forEach((raw, i) => map.create(parts.plot(`map-${i}`), parts.legend(`map-${i}`), raw, data.aim, which));
    for (const button of kinds) button.setAttribute("aria-pressed", String(button.dataset.of === which));
  }

  if (data.equity.length) race.create(parts, data.equity);
  drawMaps("mean");
  for (const button of kinds) button.addEventListener("click", () => drawMaps(button.dataset.of));
  document.querySelectorAll("[data-sortable]").forEach(sorting.enable);
  one("main").dataset.ready = "true";
})();

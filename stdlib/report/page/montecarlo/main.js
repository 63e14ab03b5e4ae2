// main.js -- reads the data of the page and draws what is there.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const part = (kind, name) => document.querySelector(`[data-${kind}="${name}"]`);
  const draw = (how, name, what) => how.create(part("plot", name), part("legend", name), what);

  for (const { id, bands, histograms } of data.charts) {
    draw(fan, `fan-${id}`, bands);
    for (const one of histograms) draw(histogram, `${id}-${one.key}`, one);
  }
  document.querySelector("main").dataset.ready = "true";
})();

// main.js -- heat maps of other parameters; the curves are drawn by compare/main.js after it.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  data.maps.forEach((raw, i) => map.create(document.querySelector(`[data-plot="map-${i}"]`),
    document.querySelector(`[data-legend="map-${i}"]`), raw, data.aim, "mean"));
})();

// show.js -- numbers, times and small pieces of text.
const show = (() => {
  const formats = new Map();
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const DAY = 86400;

  function number(x, places) {
    if (x === null || !Number.isFinite(x)) return "-";
    if (!formats.has(places)) {
      formats.set(places, new Intl.NumberFormat("en", { minimumFractionDigits: places, maximumFractionDigits: places }));
    }
    const text = formats.get(places).format(x);
    return /[1-9]/.test(text) ? text : text.replace("-", "");
  }

  const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
  const percent = (x, places = 2) => (x === null || !Number.isFinite(x) ? "-" : number(100 * x, places) + " %");
  const iso = (seconds) => new Date(seconds * 1000).toISOString();
  const day = (seconds) => iso(seconds).slice(0, 10);
  const minute = (seconds) => iso(seconds).slice(0, 16).replace("T", " ");

  // As many decimals as tell neighbouring values apart: five digits or so.
  const digits = (x) => Math.max(0, Math.min(10, 4 - Math.floor(Math.log10(Math.abs(x) || 1))));

  // Labels of a time axis whose ticks are `step` seconds apart, in UTC.
  function ticks(splits, step) {
    return splits.map((seconds) => {
      const date = new Date(seconds * 1000);
      const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
      if (seconds % DAY) return iso(seconds).slice(11, 16);
      if (dayOfMonth > 1) return step < DAY ? `${dayOfMonth} ${MONTHS[month]}` : String(dayOfMonth);
      return month ? MONTHS[month] : String(year);
    });
  }

  // Replaces the content of an element: strings become text, never markup.
  function fill(element, ...parts) {
    element.replaceChildren(...parts.filter((part) => part !== null));
  }

  function make(tag, text, className) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  // "<i/>Name <b>value</b>", the line of a legend.
  function entry(name, value, swatch) {
    const span = make("span");
    if (swatch !== undefined) span.append(make("i", "", swatch));
    span.append(name + " ", make("b", value));
    return span;
  }

  return { number, compact: (x) => compact.format(x), percent, day, minute, digits, ticks, fill, make, entry };
})();

// theme.js -- light or dark: the system's choice until the button is used.
// Canvases cannot read CSS, so charts ask for colours and redraw on a change.
const theme = (() => {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];
  const probe = document.body.appendChild(document.createElement("span"));
  probe.hidden = true;
  let chosen = null;
  let printing = false;

  const isDark = () => !printing && (chosen ?? (wish.matches ? "dark" : "light")) === "dark";

  // The value of a custom property as a canvas understands it: rgb(...).
  function color(name, alpha) {
    probe.style.color = `var(--${name})`;
    const text = getComputedStyle(probe).color;
    if (alpha === undefined) return text;
    return `rgba(${text.match(/[\d.]+/g).slice(0, 3).join(",")},${alpha})`;
  }

  function apply() {
    root.style.colorScheme = isDark() ? "dark" : "light";
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `Show in ${isDark() ? "light" : "dark"} colours`);
    for (const listener of listeners) listener();
  }

  function print(on) {
    printing = on;
    apply();
  }

  button.addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    apply();
  });
  wish.addEventListener("change", apply);
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  apply();
  return { color, onChange: (listener) => listeners.push(listener) };
})();

// decode.js -- the other end of pack.lua: base64, bytes of 7 bits, folded sign,
// differences, scaled integers.
const decode = (() => {
  function reader(text) {
    const raw = atob(text);
    let at = 0;
    return () => {
      let rest = 0;
      let weight = 1;
      for (;;) {
        const byte = raw.charCodeAt(at++);
        rest += (byte & 127) * weight;
        if (byte < 128) break;
        weight *= 128;
      }
      return rest % 2 ? -(rest + 1) / 2 : rest / 2;
    };
  }

  // Runs of equal steps in milliseconds -> seconds, as both chart libraries want.
  function times(runs, n) {
    const out = new Float64Array(n);
    let now = runs[0];
    let t = 0;
    out[t++] = now / 1000;
    for (let i = 1; i < runs.length; i += 2) {
      for (let k = 0; k < runs[i + 1]; k++) out[t++] = (now += runs[i]) / 1000;
    }
    return out;
  }

  function column(packed, n) {
    const next = reader(packed.data);
    const out = new Float64Array(n);
    for (let t = 0, now = 0; t < n; t++) out[t] = (now += next()) / packed.scale;
    return out;
  }

  function candles(packed, n) {
    const next = reader(packed.data);
    const [open, high, low, close] = [0, 1, 2, 3].map(() => new Float64Array(n));
    let before = 0;
    for (let t = 0; t < n; t++) {
      const first = before + next();
      before = first + next();
      open[t] = first / packed.scale;
      close[t] = before / packed.scale;
      high[t] = (Math.max(first, before) + next()) / packed.scale;
      low[t] = (Math.min(first, before) - next()) / packed.scale;
    }
    return { open, high, low, close };
  }

  return { times, column, candles };
})();

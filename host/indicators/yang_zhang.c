/* yang_zhang.c -- volatility from all four prices and the gaps between bars.
 *
 *   g = log(open[t] / close[t-1])
 *   h = log(high / open),  l = log(low / open),  c = log(close / open)
 *   v = h * (h - c) + l * (l - c)
 *   k = 0.34 / (1.34 + (n + 1) / (n - 1))
 *   yang_zhang[t] = sqrt(V(g) + k * V(c) + (1 - k) * mean(v)) over t-n+1 .. t
 *   V(r) = sum((r - mean(r))^2) / (n - 1)
 *
 * Per bar, not per year. Undefined where the window holds a price <= 0.
 */
#include "indicators/log_steps.h"
#include "indicators/window.h"

static int32_t yang_zhang_lookback(const double *p) { return (int32_t)p[0]; }

enum { OPEN, CLOSE = 3 };

struct yang_zhang {
  tide__moments gap, body;
  tide__sums inside;
  double k, before; /* before: the close of the bar before */
  bool begun;
};

static int32_t yang_zhang_memory(const double *p) {
  return (int32_t)sizeof(struct yang_zhang) + 2 * tide__moments_bytes(p[0]) +
         tide__window_bytes(p[0]);
}

static void yang_zhang_begin(struct yang_zhang *s, const double *p, void *memory) {
  memory = tide__moments_begin(&s->gap, p[0], memory);
  memory = tide__moments_begin(&s->body, p[0], memory);
  tide__sums_begin(&s->inside, p[0], memory);
  s->before = TIDE__NAN;
  s->k = 0.34 / (1.34 + (p[0] + 1.0) / (p[0] - 1.0));
}

static void yang_zhang_logs(struct yang_zhang *s, int32_t n, const double *const *in,
                            double (*log)[TIDE__LOG_CHUNK]) {
  for (int i = 0; i < 3; i++) tide__log_ratios(n, in[i + 1], in[OPEN], log[i]);
  tide__log_changes(n, in[OPEN], in[CLOSE], s->before, log[3]);
  s->before = in[CLOSE][n - 1];
}

static inline double sample_variance(tide__moments *m, double x) {
  const double n = (double)m->w.period;
  double sum, square;
  if (!tide__moments_next(m, x, &sum, &square)) return TIDE__NAN;
  const double v = (square - sum * sum / n) / (n - 1.0);
  return v < 0.0 ? 0.0 : v;
}

static inline void yang_zhang_step(struct yang_zhang *s, const double *x, double *y) {
  const double high = x[0], low = x[1], close = x[2];
  y[0] = TIDE__NAN;
  if (s->begun) {
    const double v = high * (high - close) + low * (low - close);
    const double gap = sample_variance(&s->gap, x[3]);
    const double body = sample_variance(&s->body, close);
    const double inside = tide__mean_next(&s->inside, v);
    const double variance = gap + s->k * body + (1.0 - s->k) * inside;
    y[0] = sqrt(variance < 0.0 ? 0.0 : variance);
  }
  s->begun = true;
}

TIDE__LOG_STEPS(yang_zhang, 4, 4)

const tide_indicator tide_ind_yang_zhang = {
  .name = "yang_zhang",
  .title = "Yang-Zhang Volatility",
  .group = "volatility",
  .source = "D. Yang, Q. Zhang (2000)",
  .inputs = {"open", "high", "low", "close"},
  .outputs = {"yang_zhang"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = INFINITY,
  .lookback = yang_zhang_lookback,
  .warmup = yang_zhang_lookback,
  TIDE__STREAM(yang_zhang),
};

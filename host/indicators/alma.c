/* alma.c -- Arnaud Legoux Moving Average.
 *
 *   m       = offset * (n - 1)                     n values, 0 the oldest
 *   s       = n / sigma
 *   w[i]    = exp(-(i - m)^2 / (2 s^2))
 *   alma[t] = sum(w[i] * x[t-n+1+i]) / sum(w)
 *
 * An offset near 1 leans to the newest values, a larger sigma looks at fewer of them. The
 * weights follow no recurrence, so each bar visits its whole window; that is why the
 * period ends at 500.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

enum { PERIOD, OFFSET, SIGMA };

static int32_t alma_lookback(const double *p) { return (int32_t)p[PERIOD] - 1; }

struct alma {
  tide__window lag;
  double *weights; /* [period], oldest first; they make 1 */
};

static int32_t alma_memory(const double *p) {
  return (int32_t)sizeof(struct alma) + 2 * tide__window_bytes(p[PERIOD]);
}

static void alma_begin(struct alma *s, const double *p, void *memory) {
  s->weights = tide__window_begin(&s->lag, p[PERIOD], memory);
  const int32_t n = s->lag.period;
  const double middle = p[OFFSET] * (p[PERIOD] - 1.0);
  const double width = p[PERIOD] / p[SIGMA];
  const double nearest = fabs(round(middle) - middle); /* weighs 1, so that not all vanish */
  double sum = 0.0;
  for (int32_t i = 0; i < n; i++) {
    const double d = (double)i - middle;
    sum += s->weights[i] = exp((nearest * nearest - d * d) / (2.0 * width * width));
  }
  for (int32_t i = 0; i < n; i++) s->weights[i] /= sum;
}

static inline void alma_step(struct alma *s, const double *x, double *y) {
  tide__window *w = &s->lag;
  y[0] = TIDE__NAN;
  tide__lag_next(w, x[0]);
  if (w->seen < w->period) return;
  const int32_t tail = w->period - w->i; /* values from the oldest to the end of the ring */
  const double k = x[0];
  double old = 0.0;
  double new = 0.0;
  for (int32_t i = 0; i < tail; i++) old += s->weights[i] * (w->kept[w->i + i] - k);
  for (int32_t i = 0; i < w->i; i++) new += s->weights[tail + i] * (w->kept[i] - k);
  y[0] = k + (old + new);
}

TIDE__WINDOW_STEPS(alma, 1, 1)

const tide_indicator tide_ind_alma = {
  .name = "alma",
  .title = "Arnaud Legoux Moving Average",
  .group = "overlap",
  .source = "A. Legoux, D. Kouzis-Loukas (2009)",
  .inputs = {"real"},
  .outputs = {"alma"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 500, .def = 9, .step = 1, .integer = true},
             {.name = "offset", .min = 0, .max = 1, .def = 0.85, .step = 0.05},
             {.name = "sigma", .min = 0.1, .max = 50, .def = 6, .step = 0.5}},
  .lookback = alma_lookback,
  .warmup = alma_lookback,
  TIDE__STREAM(alma),
};

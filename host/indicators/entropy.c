/* entropy.c -- Shannon entropy of the returns of a window.
 *
 *   r[t]       = x[t] / x[t-1]; 1 where x[t-1] is 0
 *   c[i]       = how many of r[t-n+1 .. t] lie in bin i of b equally wide bins from the
 *                lowest to the highest of them; what lies on an edge counts above it
 *   entropy[t] = -sum(c[i] / n * log(c[i] / n)) / log(b); 0 where all are equal
 *
 * 1 when all bins hold the same number of returns, near 0 when nearly all share one.
 */
#include "core/log.h"
#include "indicators/rank.h"
#include "indicators/steps.h"

enum { PERIOD, BINS };

static int32_t entropy_lookback(const double *p) { return (int32_t)p[PERIOD]; }

struct entropy {
  tide__rank returns;
  double *weight;              /* [period + 1] of c: c * log(c) */
  double before, of_all, most; /* log(n), log(b) */
  int32_t bins;
  bool begun;
};

static int32_t entropy_memory(const double *p) {
  return (int32_t)sizeof(struct entropy) + tide__rank_bytes(p[PERIOD]) +
         tide__window_bytes(p[PERIOD] + 1.0);
}

static void entropy_begin(struct entropy *s, const double *p, void *memory) {
  s->weight = tide__rank_begin(&s->returns, p[PERIOD], memory);
  for (int32_t c = 0; c <= (int32_t)p[PERIOD]; c++)
    s->weight[c] = c ? (double)c * tide__log((double)c) : 0.0;
  s->bins = (int32_t)p[BINS];
  s->of_all = tide__log(p[PERIOD]);
  s->most = tide__log(p[BINS]);
}

/* Of a whole window: each edge is looked up in what is in order. */
static inline double entropy_of(const struct entropy *s) {
  const int32_t n = s->returns.w.period;
  const double lowest = tide__rank_value(&s->returns, 0);
  const double range = tide__rank_value(&s->returns, n - 1) - lowest;
  if (range == 0.0) return 0.0;
  double sum = 0.0;
  const double width = range / (double)s->bins;
  int32_t from = 0;
  for (int32_t i = 1; i < s->bins; i++) {
    const double edge = lowest + width * (double)i;
    const int32_t to = tide__rank_below(&s->returns, edge);
    sum += s->weight[to - from];
    from = to;
  }
  sum += s->weight[n - from];
  const double h = (s->of_all - sum / (double)n) / s->most;
  return h < 0.0 ? 0.0 : (h > 1.0 ? 1.0 : h);
}

static inline void entropy_step(struct entropy *s, const double *x, double *y) {
  const double r = s->begun ? x[0] / s->before : TIDE__NAN;
  const bool whole = tide__rank_next(&s->returns, s->begun && s->before == 0.0 ? 1.0 : r);
  y[0] = whole ? entropy_of(s) : TIDE__NAN;
  s->before = x[0];
  s->begun = true;
}

TIDE__WINDOW_STEPS(entropy, 1, 1)

const tide_indicator tide_ind_entropy = {
  .name = "entropy",
  .title = "Entropy of Returns",
  .group = "statistic",
  .source = "C. Shannon (1948), on binned returns",
  .inputs = {"real"},
  .outputs = {"entropy"},
  .units = {"ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 50, .step = 1, .integer = true},
             {.name = "bins", .min = 2, .max = 100, .def = 8, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 1.0,
  .lookback = entropy_lookback,
  .warmup = entropy_lookback,
  TIDE__STREAM(entropy),
};

/* mcginley.c -- McGinley Dynamic.
 *
 *   share         = 1 / (k * n * (x[t] / mcginley[t-1])^4), at most 1
 *   mcginley[n-1] = mean(x[0 .. n-1])
 *   mcginley[t]   = mcginley[t-1] + (x[t] - mcginley[t-1]) * share
 *
 * It hurries after falling prices. Charts use k = 1; 0.6 is in print, too. The share ends
 * at 1 so that a crash cannot throw the average beyond the price; an average of 0 takes
 * the price.
 */
#include "indicators/average.h"
#include "indicators/steps.h"

enum { PERIOD, K };

static int32_t mcginley_lookback(const double *p) { return (int32_t)p[PERIOD] - 1; }

/* As if prices went sideways. */
static int32_t mcginley_warmup(const double *p) {
  const double share = 1.0 / (p[K] * p[PERIOD]);
  return mcginley_lookback(p) + tide__decay_bars(share < 1.0 ? share : 1.0);
}

struct mcginley {
  tide__average seed;
  double scale, y;
};

static void mcginley_begin(struct mcginley *s, const double *p) {
  tide__average_begin(&s->seed, p[PERIOD], 0.0);
  s->scale = 1.0 / (p[K] * p[PERIOD]);
}

static inline void mcginley_step(struct mcginley *s, const double *x, double *y) {
  if (s->seed.seen < s->seed.period) {
    y[0] = s->y = tide__average_next(&s->seed, x[0]);
    return;
  }
  const double ratio = s->y / x[0];
  const double share = s->scale * ((ratio * ratio) * (ratio * ratio));
  const bool whole = share >= 1.0 || x[0] == 0.0 || s->y == 0.0;
  y[0] = s->y = whole ? x[0] : s->y + (x[0] - s->y) * share;
}

TIDE__STEPS(mcginley, 1, 1)

const tide_indicator tide_ind_mcginley = {
  .name = "mcginley",
  .title = "McGinley Dynamic",
  .group = "overlap",
  .source = "J. McGinley; k and the beginning as charts have them",
  .inputs = {"real"},
  .outputs = {"mcginley"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "k", .min = 0.1, .max = 2, .def = 1, .step = 0.1}},
  .lookback = mcginley_lookback,
  .warmup = mcginley_warmup,
  TIDE__STREAM(mcginley),
};

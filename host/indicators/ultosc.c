/* ultosc.c -- Ultimate Oscillator.
 *
 *   buying[t] = close[t] - min(low[t], close[t-1])
 *   share(n)  = sum(buying, n) / sum(trange, n); 0 where nothing moved
 *   ultosc    = 100 * (4 * share(short) + 2 * share(medium) + share(long)) / 7
 *
 * The periods are put in order first.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"
#include "indicators/window.h"

enum { TERMS = 3 };

/* The k-th shortest period. */
static double ultosc_period(const double *p, int k) {
  const double low = tide__min(p[0], tide__min(p[1], p[2]));
  const double high = tide__max(p[0], tide__max(p[1], p[2]));
  return k == 0 ? low : k == 1 ? p[0] + p[1] + p[2] - low - high : high;
}

static int32_t ultosc_lookback(const double *p) { return (int32_t)ultosc_period(p, TERMS - 1); }

/* Both sums of one period, in blocks as in window.h; an entry more at the end stays 0. */
typedef struct {
  tide__window w; /* of buying */
  double *range;  /* [period + 1] */
  double buying_sum, range_sum;
} term;

static int32_t term_bytes(double period) { return 2 * tide__window_bytes(period + 1.0); }

static void *term_begin(term *s, double period, void *memory) {
  s->range = (double *)tide__window_begin(&s->w, period, memory) + 1;
  return s->range + s->w.period + 1;
}

static inline void term_turn(term *s) {
  double buying = 0.0;
  double range = 0.0;
  for (int32_t i = s->w.period - 1; i > 0; i--) {
    s->w.kept[i] = buying += s->w.kept[i];
    s->range[i] = range += s->range[i];
  }
}

/* The share of buying in the window; NaN until it is whole. */
static inline double term_next(term *s, double buying, double range) {
  const int32_t i = s->w.i;
  if (i == 0) {
    if (s->w.seen) term_turn(s);
    s->buying_sum = s->range_sum = 0.0;
  }
  s->buying_sum += buying;
  s->range_sum += range;
  const double part = s->w.kept[i + 1] + s->buying_sum;
  const double whole = s->range[i + 1] + s->range_sum;
  s->w.kept[i] = buying;
  s->range[i] = range;
  const double share = part / whole;
  if (!tide__window_step(&s->w)) return TIDE__NAN;
  return whole == 0.0 ? 0.0 : share;
}

struct ultosc {
  term term[TERMS];
  double before; /* close */
};

static int32_t ultosc_memory(const double *p) {
  int32_t bytes = (int32_t)sizeof(struct ultosc);
  for (int k = 0; k < TERMS; k++) bytes += term_bytes(p[k]);
  return bytes;
}

static void ultosc_begin(struct ultosc *s, const double *p, void *memory) {
  for (int k = 0; k < TERMS; k++) memory = term_begin(&s->term[k], ultosc_period(p, k), memory);
  s->before = TIDE__NAN;
}

static inline void ultosc_step(struct ultosc *s, const double *x, double *y) {
  const double before = s->before;
  s->before = x[2];
  y[0] = TIDE__NAN;
  if (s->term[0].w.seen == 0 && before != before) return;
  const double none = before - before; /* a NaN stays */
  const double range = tide__true_range(x[0], x[1], before) + none;
  const double buying = x[2] - tide__min(x[1], before);
  double sum = 0.0;
  for (int k = 0; k < TERMS; k++) sum += (double)(4 >> k) * term_next(&s->term[k], buying, range);
  y[0] = 100.0 * (sum / 7.0);
}

TIDE__WINDOW_STEPS(ultosc, 3, 1)

const tide_indicator tide_ind_ultosc = {
  .name = "ultosc",
  .title = "Ultimate Oscillator",
  .group = "momentum",
  .source = "L. Williams (1985); TA-Lib ULTOSC",
  .inputs = {"high", "low", "close"},
  .outputs = {"ultosc"},
  .units = {"percent"},
  .params = {{.name = "short", .min = 1, .max = 5000, .def = 7, .step = 1, .integer = true},
             {.name = "medium", .min = 1, .max = 5000, .def = 14, .step = 1, .integer = true},
             {.name = "long", .min = 1, .max = 5000, .def = 28, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = ultosc_lookback,
  .warmup = ultosc_lookback,
  TIDE__STREAM(ultosc),
};

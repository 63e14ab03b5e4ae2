/* squeeze.c -- TTM Squeeze: a quiet market, and where it leans.
 *
 *   on       = 1 where the Bollinger bands, multiplier * stddev(close, n) wide, are
 *              inside the Keltner channel, range * sma(trange, n) wide; else 0
 *   middle   = ((hh + ll) / 2 + sma(close, n)) / 2
 *   momentum = linreg(close - middle, n)
 *
 * hh and ll are the highest high and the lowest low of the last n bars. Both channels
 * are around sma(close, n), so their widths are all that has to be compared.
 */
#include "indicators/line.h"
#include "indicators/steps.h"
#include "indicators/true_range.h"
#include "indicators/window.h"

enum { PERIOD, MULTIPLIER, RANGE };

static int32_t squeeze_lookback(const double *p) { return 2 * ((int32_t)p[PERIOD] - 1); }

struct squeeze {
  tide__moments close;
  tide__sums range;
  tide__extreme highest, lowest;
  tide__line line;
  tide__true_ranges ranges;
  double multiplier, factor;
};

static int32_t squeeze_memory(const double *p) {
  return (int32_t)sizeof(struct squeeze) + tide__moments_bytes(p[PERIOD]) +
         4 * tide__window_bytes(p[PERIOD]);
}

static void squeeze_begin(struct squeeze *s, const double *p, void *memory) {
  const double period = p[PERIOD];
  memory = tide__moments_begin(&s->close, period, memory);
  memory = tide__sums_begin(&s->range, period, memory);
  memory = tide__extreme_begin(&s->highest, period, memory);
  memory = tide__extreme_begin(&s->lowest, period, memory);
  tide__line_begin(&s->line, period, tide__line_end(period), memory);
  tide__true_ranges_begin(&s->ranges);
  s->multiplier = p[MULTIPLIER];
  s->factor = p[RANGE];
}

static inline void squeeze_step(struct squeeze *s, const double *x, double *y) {
  const double range = tide__true_ranges_next(&s->ranges, x[0], x[1], x[2]);
  const double keltner = s->factor * tide__mean_next(&s->range, range);
  const double top = tide__highest_next(&s->highest, x[0]);
  const double middle = 0.5 * (top + tide__lowest_next(&s->lowest, x[1]));
  double mean = TIDE__NAN;
  double deviation = TIDE__NAN;
  double sum, square;
  if (tide__moments_next(&s->close, x[2], &sum, &square)) {
    const double share = 1.0 / (double)s->close.w.period;
    mean = s->close.k + sum * share;
    deviation = s->multiplier * sqrt(tide__variance(sum, square, share));
  }
  y[1] = tide__line_height(&s->line, x[2] - 0.5 * (middle + mean));
  const bool whole = y[1] == y[1] && keltner == keltner;
  y[0] = whole ? (double)(deviation < keltner) : TIDE__NAN;
}

TIDE__WINDOW_STEPS(squeeze, 3, 2)

const tide_indicator tide_ind_squeeze = {
  .name = "squeeze",
  .title = "TTM Squeeze",
  .group = "momentum",
  .source = "J. Carter, Mastering the Trade (2005), with simple averages throughout",
  .inputs = {"high", "low", "close"},
  .outputs = {"on", "momentum"},
  .units = {"signal", "distance"},
  .params = {{.name = "period", .min = 2, .max = 2500, .def = 20, .step = 1, .integer = true},
             {.name = "multiplier", .min = 0, .max = 100, .def = 2, .step = 0.1},
             {.name = "range", .min = 0, .max = 100, .def = 1.5, .step = 0.1}},
  .lookback = squeeze_lookback,
  .warmup = squeeze_lookback,
  TIDE__STREAM(squeeze),
};

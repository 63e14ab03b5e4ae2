/* pivot_points.c -- levels made of the day before.
 *
 *   pivot = (H + L + C) / 3
 *   r1 = 2 * pivot - L                s1 = 2 * pivot - H
 *   r2 = pivot + (H - L)              s2 = pivot - (H - L)
 *   r3 = H + 2 * (pivot - L)          s3 = L - 2 * (H - pivot)
 *
 * H, L and C are highest, lowest and last price of the last UTC day with bars before the
 * bar's own: the same levels all day long. Undefined on the first day of the data, which
 * counts for the next one even where it is not whole.
 */
#include "indicators/steps.h"

static int32_t pivot_points_lookback(const double *p) {
  (void)p;
  return 0;
}

enum { TIME, HIGH, LOW, CLOSE };

struct pivot_points {
  double day, high, low, close; /* of the day that grows */
  double level[7];
};

static void pivot_points_begin(struct pivot_points *s, const double *p) {
  (void)p;
  s->day = TIDE__NAN;
  for (int i = 0; i < 7; i++) s->level[i] = TIDE__NAN;
}

/* Undefined when either is. */
static inline double larger(double a, double b) { return a > b ? a : (a <= b ? b : a + b); }

/* What the day that has ended says about the next one. */
static inline void pivot_points_turn(struct pivot_points *s) {
  const double range = s->high - s->low;
  const double pivot = (s->high + s->low + s->close) / 3.0;
  const double level[7] = {pivot,
                           2.0 * pivot - s->low,
                           pivot + range,
                           s->high + 2.0 * (pivot - s->low),
                           2.0 * pivot - s->high,
                           pivot - range,
                           s->low - 2.0 * (s->high - pivot)};
  for (int i = 0; i < 7; i++) s->level[i] = level[i];
}

static inline void pivot_points_step(struct pivot_points *s, const double *x, double *y) {
  const double day = floor(x[TIME] / 86400.0);
  if (day != s->day) {
    if (s->day == s->day) pivot_points_turn(s);
    s->day = day;
    s->high = x[HIGH];
    s->low = x[LOW];
  }
  s->high = larger(s->high, x[HIGH]);
  s->low = -larger(-s->low, -x[LOW]);
  s->close = x[CLOSE];
  for (int i = 0; i < 7; i++) y[i] = s->level[i];
}

TIDE__STEPS(pivot_points, 4, 7)

const tide_indicator tide_ind_pivot_points = {
  .name = "pivot_points",
  .title = "Pivot Points",
  .group = "price",
  .source = "floor traders' classic formula, UTC days",
  .inputs = {"time", "high", "low", "close"},
  .outputs = {"pivot", "r1", "r2", "r3", "s1", "s2", "s3"},
  .units = {"price", "price", "price", "price", "price", "price", "price"},
  .sparse = true,
  .lookback = pivot_points_lookback,
  .warmup = pivot_points_lookback,
  TIDE__STREAM(pivot_points),
};

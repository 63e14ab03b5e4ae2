/* stochastic.c -- whole columns of what the stochastic oscillators share. */
#include "indicators/stochastic.h"

#include "core/cpu.h"

TIDE__CLONES void tide__stochastics(int32_t n, const double *high, const double *low,
                                    const double *close, int32_t period, double flat, double *y) {
  double hh[TIDE__PERIOD_MAX];
  double ll[TIDE__PERIOD_MAX];
  tide__nan_fill(y, n < period - 1 ? n : period - 1);
  for (int32_t t = period - 1, len = 0; t < n; t += len) {
    len = tide__extremes_len(period, t, n);
    tide__highest(high + t, period, len, hh);
    tide__lowest(low + t, period, len, ll);
    for (int32_t i = 0; i < len; i++) {
      const double range = hh[i] - ll[i];
      const double place = (close[t + i] - ll[i]) / range;
      y[t + i] = range <= flat ? 0.0 : 100.0 * place;
    }
  }
}

TIDE__CLONES void tide__percent_means(int32_t n, const double *x, int32_t period, double *y) {
  int32_t first = 0;
  while (first < n && x[first] != x[first]) first++;
  tide__nan_fill(y, first);
  tide__rolling_mean(n - first, x + first, period, y + first);
  for (int32_t t = first; t < n; t++) {
    const double low = tide__max(0.0, y[t]); /* second operand when NaN */
    y[t] = tide__min(100.0, low);
  }
}

TIDE__CLONES void tide__shown_together(int32_t n, const double *by, double *y) {
  for (int32_t t = 0; t < n; t++) y[t] = by[t] == by[t] ? y[t] : TIDE__NAN;
}

/* stochastic.c -- what stoch and stochrsi share. */
#include "indicators/stochastic.h"

#include "indicators/extreme.h"

void tide__stochastic(int32_t n, const double *high, const double *low, const double *close,
                      int32_t period, double flat, double *y) {
  double hh[TIDE__PERIOD_MAX];
  double ll[TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += period) {
    const int32_t len = tide__block_len(period, b, n);
    tide__block_max(high + b, period, b, len, hh);
    tide__block_min(low + b, period, b, len, ll);
    for (int32_t i = 0; i < len; i++) {
      const double range = hh[i] - ll[i];
      const double place = (close[b + i] - ll[i]) / range;
      y[b + i] = range <= flat ? 0.0 : 100.0 * place;
    }
  }
  tide__nan_windows(n, high, period, &y, 1);
  if (low != high) tide__nan_windows(n, low, period, &y, 1);
}

void tide__percent_mean(int32_t n, const double *x, int32_t period, double *y) {
  tide__rolling_mean(n, x, period, y);
  for (int32_t t = 0; t < n; t++) {
    const double low = tide__max(0.0, y[t]); /* second operand when NaN */
    y[t] = tide__min(100.0, low);
  }
}

/* extreme.c -- undefined windows of the rolling extremes. */
#include "indicators/extreme.h"

void tide__nan_windows(int32_t n, const double *x, int32_t period, double *const *out,
                       int32_t outs) {
  double any = 0.0;
  for (int32_t t = 0; t < n; t++) any = x[t] != x[t] ? 1.0 : any;
  if (any == 0.0) return;
  int32_t until = 0; /* first bar whose window is whole again */
  for (int32_t t = 0; t < n; t++) {
    if (x[t] != x[t]) until = t + period;
    if (t < until)
      for (int32_t i = 0; i < outs; i++) out[i][t] = NAN;
  }
}

/* aroon.h -- how long ago the extremes of the last n + 1 bars were, for aroon and aroonosc. */
#pragma once
#include "indicators/extreme_index.h"

typedef struct {
  tide__extreme_index high, low;
  double period;
} tide__aroon;

static inline int32_t tide__aroon_bytes(double period) {
  return 2 * tide__extreme_index_bytes(period + 1.0);
}

static inline void tide__aroon_begin(tide__aroon *s, double period, void *memory) {
  memory = tide__extreme_index_begin(&s->high, period + 1.0, memory);
  tide__extreme_index_begin(&s->low, period + 1.0, memory);
  s->period = period;
}

/* Bars since the highest high and since the lowest low. */
static inline void tide__aroon_next(tide__aroon *s, double high, double low, double *up,
                                    double *down) {
  *up = tide__highest_ago_next(&s->high, high);
  *down = tide__lowest_ago_next(&s->low, low);
}

/* extreme.c -- extremes of many windows at once. */
#include "indicators/extreme.h"

#include "core/cpu.h"

#include <string.h>

typedef double pick(double a, double b);

/* m[i]: the extreme of `width` values from x[i] on, width doubling up to the largest
 * power of two that is not above period. */
TIDE__INSIDE void tree(const double *x, int32_t period, int32_t len, double *y, pick *of) {
  double m[TIDE__TREE_MAX + TIDE__EXTREMES];
  const double *from = x - period + 1;
  int32_t count = len + period - 1;
  memcpy(m, from, (size_t)count * sizeof *m);
  int32_t width = 1;
  for (; 2 * width <= period; width *= 2) {
    count -= width;
    for (int32_t i = 0; i < count; i++) m[i] = of(m[i], m[i + width]);
  }
  const double *last = m + period - width;
  for (int32_t i = 0; i < len; i++) y[i] = of(m[i], last[i]);
}

TIDE__INSIDE void blocks(const double *x, int32_t period, int32_t len, double *y, pick *of) {
  double suffix[TIDE__PERIOD_MAX];
  double before = suffix[0] = x[-1];
  for (int32_t i = 1; i < period; i++) suffix[i] = before = of(before, x[-1 - i]);
  double prefix = y[0] = x[0];
  for (int32_t i = 1; i < len; i++) y[i] = prefix = of(prefix, x[i]);
  for (int32_t i = 0; i < len && i + 1 < period; i++) y[i] = of(y[i], suffix[period - 2 - i]);
}

/* The comparisons skip a NaN. */
TIDE__INSIDE void undefine(const double *x, int32_t period, int32_t len, double *y) {
  int64_t any = 0;
  for (int32_t i = 1 - period; i < len; i++) any |= -(int64_t)(x[i] != x[i]);
  if (!any) return;
  int32_t until = 0; /* first bar whose window is whole again */
  for (int32_t i = 1 - period; i < len; i++) {
    if (x[i] != x[i]) until = i + period;
    if (i >= 0 && i < until) y[i] = TIDE__NAN;
  }
}

TIDE__INSIDE void extremes(const double *x, int32_t period, int32_t len, double *y, pick *of) {
  if (period > TIDE__TREE_MAX)
    blocks(x, period, len, y, of);
  else
    tree(x, period, len, y, of);
  undefine(x, period, len, y);
}

TIDE__CLONES void tide__highest(const double *x, int32_t period, int32_t len, double *y) {
  extremes(x, period, len, y, tide__max);
}

TIDE__CLONES void tide__lowest(const double *x, int32_t period, int32_t len, double *y) {
  extremes(x, period, len, y, tide__min);
}

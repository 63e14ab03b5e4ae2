/* macd.h -- the difference of two exponential averages and its average, for macd and
 * macdfix. */
#pragma once
#include "indicators/average.h"

#include <stdbool.h>

typedef struct {
  tide__average fast, slow, signal;
  int32_t wait; /* bars before the fast average begins, so that both begin as one */
} tide__macd;

/* Averages of `fast` and `slow` bars, fast <= slow, with the weights of a new value. */
static inline void tide__macd_begin(tide__macd *s, double fast, double fast_alpha, double slow,
                                    double slow_alpha, double signal) {
  tide__average_begin(&s->fast, fast, fast_alpha);
  tide__average_begin(&s->slow, slow, slow_alpha);
  tide__ema_begin(&s->signal, signal);
  s->wait = (int32_t)(slow - fast);
}

/* macd, signal and histogram into y [3]; NaN until there is a signal. */
static inline void tide__macd_next(tide__macd *s, double x, double *y) {
  const double slow = tide__average_next(&s->slow, x);
  const double fast = s->wait ? TIDE__NAN : tide__average_next(&s->fast, x);
  if (s->wait) s->wait--;
  const double macd = fast - slow;
  const double signal = tide__average_next(&s->signal, macd);
  const bool whole = signal == signal;
  y[0] = whole ? macd : TIDE__NAN;
  y[1] = signal;
  y[2] = macd - signal;
}

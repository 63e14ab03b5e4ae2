/* macd.h -- the difference of two exponential averages and its average, for macd and
 * macdfix. */
#pragma once
#include "indicators/average.h"
#include "indicators/grouped.h"

#include <stdbool.h>

/* Two numbers side by side, in a register that every supported processor has. */
typedef double tide__two __attribute__((vector_size(16)));

/* The two averages of x in groups of eight bars, as in grouped.h: y - k = z * power + c.
 * k is the same for both, so it is not in their difference. */
typedef struct {
  tide__average fast, slow;
  tide__grouped signal;
  tide__two z, c, power, keep, alpha;
  double k;
  int32_t left; /* bars of the group */
  int32_t wait; /* bars before the fast average begins, so that both begin as one */
  bool begun;   /* both averages */
} tide__macd;

/* Averages of `fast` and `slow` bars, fast <= slow, with the weights of a new value. */
static inline void tide__macd_begin(tide__macd *s, double fast, double fast_alpha, double slow,
                                    double slow_alpha, double signal) {
  tide__average_begin(&s->fast, fast, fast_alpha);
  tide__average_begin(&s->slow, slow, slow_alpha);
  tide__grouped_begin(&s->signal, signal, tide__ema_alpha(signal));
  s->alpha = (tide__two){fast_alpha, slow_alpha};
  s->keep = 1.0 - s->alpha;
  s->wait = (int32_t)(slow - fast);
}

/* fast - slow; NaN while one of them has no seed. */
static inline double tide__macd_seed(tide__macd *s, double x) {
  const double slow = tide__average_next(&s->slow, x);
  const double fast = s->wait ? TIDE__NAN : tide__average_next(&s->fast, x);
  if (s->wait) s->wait--;
  s->begun = s->slow.seen == s->slow.period && s->fast.seen == s->fast.period;
  s->k = 0.0;
  s->z = (tide__two){fast, slow};
  s->power = (tide__two){1.0, 1.0};
  return fast - slow;
}

static inline double tide__macd_difference(tide__macd *s, double x) {
  if (!s->begun) return tide__macd_seed(s, x);
  if (s->left == 0) {
    s->left = TIDE__GROUP;
    s->z = (s->k - x) + (s->z * s->power + s->c);
    s->c = (tide__two){0.0, 0.0};
    s->k = x;
    s->power = s->keep;
  } else {
    s->c = s->c * s->keep + (x - s->k) * s->alpha;
    s->power *= s->keep;
  }
  s->left--;
  const tide__two y = s->z * s->power + s->c;
  return y[0] - y[1];
}

/* macd, signal and histogram into y [3]; NaN until there is a signal. */
static inline void tide__macd_next(tide__macd *s, double x, double *y) {
  const double macd = tide__macd_difference(s, x);
  const double signal = s->begun ? tide__grouped_next(&s->signal, macd) : TIDE__NAN;
  const bool whole = signal == signal;
  y[0] = whole ? macd : TIDE__NAN;
  y[1] = signal;
  y[2] = macd - signal;
}

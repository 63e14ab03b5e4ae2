/* stochastic.h -- where a value stands between the extremes of its window. */
#pragma once
#include "indicators/extreme.h"
#include "indicators/window.h"

typedef struct {
  tide__extreme highest, lowest;
  double flat;
} tide__stochastic;

static inline int32_t tide__stochastic_bytes(double period) {
  return 2 * tide__window_bytes(period);
}

static inline void *tide__stochastic_begin(tide__stochastic *s, double period, double flat,
                                           void *memory) {
  s->flat = flat;
  memory = tide__extreme_begin(&s->highest, period, memory);
  return tide__extreme_begin(&s->lowest, period, memory);
}

/* 100 * (close - ll) / (hh - ll), 0 where hh - ll <= flat; NaN until the window is whole. */
static inline double tide__stochastic_next(tide__stochastic *s, double high, double low,
                                           double close) {
  const double ll = tide__lowest_next(&s->lowest, low);
  const double range = tide__highest_next(&s->highest, high) - ll;
  const double place = (close - ll) / range;
  return range <= s->flat ? 0.0 : 100.0 * place;
}

/* The same of whole columns: y [n], NaN before period - 1. y may alias nothing. */
void tide__stochastics(int32_t n, const double *high, const double *low, const double *close,
                       int32_t period, double flat, double *y);

/* The mean of percentages, which rounding cannot push out of 0 .. 100. */
static inline double tide__percent_mean_next(tide__sums *s, double x) {
  const double low = tide__max(0.0, tide__mean_next(s, x)); /* second operand when NaN */
  return tide__min(100.0, low);
}

/* The same of a whole column that may begin with NaN. y may not alias x. */
void tide__percent_means(int32_t n, const double *x, int32_t period, double *y);

/* y [n] is undefined where `by` is. */
void tide__shown_together(int32_t n, const double *by, double *y);

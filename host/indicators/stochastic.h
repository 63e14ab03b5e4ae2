/* stochastic.h -- where a value stands between the extremes of its window. */
#pragma once
#include <stdint.h>

/* y [n]: 100 * (close - ll) / (hh - ll) over the last `period` bars, 0 where
 * hh - ll <= flat; undefined before period - 1. y may alias nothing. */
void tide__stochastic(int32_t n, const double *high, const double *low, const double *close,
                      int32_t period, double flat, double *y);

/* Mean of the last `period` percentages, which rounding cannot push out of
 * 0 .. 100. y may not alias x. */
void tide__percent_mean(int32_t n, const double *x, int32_t period, double *y);

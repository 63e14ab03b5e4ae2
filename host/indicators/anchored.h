/* anchored.h -- prices weighted by volume since an anchor, one bar at a time. */
#pragma once
#include "core/nan.h"

typedef struct {
  double k, sum, weight; /* sums of (price - k) * volume and of volume; k: the first price */
} tide__anchored;

/* This bar is the first that counts. */
static inline void tide__anchored_begin(tide__anchored *s, double price) {
  *s = (tide__anchored){.k = price};
}

/* The mean since the anchor; the price while there was no volume. */
static inline double tide__anchored_next(tide__anchored *s, double price, double volume) {
  s->sum += (price - s->k) * volume;
  s->weight += volume;
  const double mean = s->k + s->sum / s->weight;
  return s->weight == 0.0 ? price : mean;
}

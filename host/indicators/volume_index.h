/* volume_index.h -- prices followed on days of rising or of falling volume only. */
#pragma once
#include "core/nan.h"
#include "indicators/smoothing.h"

typedef struct {
  double side;          /* 1: bars whose volume rose, -1: fell */
  double close, volume; /* of the bar before */
  double y;
} tide__volume_index;

/* From 1000 on. A close of 0 before leaves it as it is; a NaN stays for ever. */
static inline double tide__volume_index_next(tide__volume_index *s, double close, double volume) {
  const double change = s->close != 0.0 ? (close - s->close) / s->close : 0.0;
  const double more = s->side * volume; /* no branch: the next volume is a coin toss */
  s->y += tide__where_above(more, s->side * s->volume, change) * s->y;
  if (close != close || volume != volume) s->y = TIDE__NAN;
  s->close = close;
  s->volume = volume;
  return s->y;
}

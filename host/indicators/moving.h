/* moving.h -- any of the moving averages, chosen by number, one bar at a time.
 *
 * The numbers are TA-Lib's. A period of 1 is the value itself, whatever the type. What
 * comes before the first number is skipped, so one can be taken of another indicator. */
#pragma once
#include "indicators/kama.h"
#include "indicators/mama.h"
#include "indicators/t3.h"
#include "indicators/trima.h"

enum {
  TIDE__MOVING_SMA,
  TIDE__MOVING_EMA,
  TIDE__MOVING_WMA,
  TIDE__MOVING_DEMA,
  TIDE__MOVING_TEMA,
  TIDE__MOVING_TRIMA,
  TIDE__MOVING_KAMA,
  TIDE__MOVING_MAMA,
  TIDE__MOVING_T3,
};

typedef struct {
  int32_t type;
  union {
    tide__sums sma;
    tide__average ema[3]; /* for dema and tema, too */
    tide__weights wma;
    tide__trima trima;
    tide__kama kama;
    tide__mama mama;
    tide__t3 t3;
  } of;
} tide__moving;

/* First value that is defined, 0 being the first number. */
static inline int32_t tide__moving_lookback(double type, double period) {
  const int32_t before = (int32_t)period - 1;
  if (before == 0) return 0;
  switch ((int32_t)type) {
  case TIDE__MOVING_DEMA:
    return 2 * before;
  case TIDE__MOVING_TEMA:
    return 3 * before;
  case TIDE__MOVING_KAMA:
    return before + 1;
  case TIDE__MOVING_MAMA:
    return TIDE__HILBERT_LOOKBACK;
  case TIDE__MOVING_T3:
    return 6 * before;
  default:
    return before;
  }
}

/* Bars until the first weigh less than 1e-4. */
static inline int32_t tide__moving_warmup(double type, double period) {
  const int32_t lookback = tide__moving_lookback(type, period);
  const int32_t decay = tide__decay_bars(tide__ema_alpha(period));
  const double kama = tide__ema_alpha(TIDE__KAMA_SLOW);
  if (lookback == 0) return 0;
  switch ((int32_t)type) {
  case TIDE__MOVING_EMA:
    return lookback + decay;
  case TIDE__MOVING_DEMA:
    return lookback + 2 * decay;
  case TIDE__MOVING_TEMA:
    return lookback + 3 * decay;
  case TIDE__MOVING_KAMA:
    return lookback + tide__decay_bars(kama * kama);
  case TIDE__MOVING_MAMA:
    return lookback + tide__decay_bars(0.05);
  case TIDE__MOVING_T3:
    return lookback + 6 * decay;
  default:
    return lookback;
  }
}

/* Bytes of windows behind the struct. */
static inline int32_t tide__moving_bytes(double type, double period) {
  if (period == 1.0) return tide__window_bytes(period);
  switch ((int32_t)type) {
  case TIDE__MOVING_SMA:
  case TIDE__MOVING_WMA:
    return tide__window_bytes(period);
  case TIDE__MOVING_TRIMA:
    return tide__trima_bytes(period);
  case TIDE__MOVING_KAMA:
    return tide__kama_bytes(period);
  default:
    return 0;
  }
}

/* Takes tide__moving_bytes of `memory` and returns the rest. */
static inline void *tide__moving_begin(tide__moving *m, double type, double period, void *memory) {
  m->type = period == 1.0 ? TIDE__MOVING_SMA : (int32_t)type;
  switch (m->type) {
  case TIDE__MOVING_SMA:
    return tide__sums_begin(&m->of.sma, period, memory);
  case TIDE__MOVING_WMA:
    return tide__weights_begin(&m->of.wma, period, memory);
  case TIDE__MOVING_TRIMA:
    return tide__trima_begin(&m->of.trima, period, memory);
  case TIDE__MOVING_KAMA:
    return tide__kama_begin(&m->of.kama, period, TIDE__KAMA_FAST, TIDE__KAMA_SLOW, memory);
  case TIDE__MOVING_MAMA:
    tide__mama_begin(&m->of.mama, 0.5, 0.05);
    return memory;
  case TIDE__MOVING_T3:
    tide__t3_begin(&m->of.t3, period, 0.7);
    return memory;
  default:
    for (int i = 0; i < 3; i++) tide__ema_begin(&m->of.ema[i], period);
    return memory;
  }
}

static inline double tide__moving_ema(tide__average *e, int32_t type, double x) {
  const double e1 = tide__average_next(&e[0], x);
  if (type == TIDE__MOVING_EMA) return e1;
  const double e2 = tide__average_next(&e[1], e1);
  if (type == TIDE__MOVING_DEMA) return 2.0 * e1 - e2;
  const double e3 = tide__average_next(&e[2], e2);
  return 3.0 * (e1 - e2) + e3;
}

static inline double tide__moving_next(tide__moving *m, double x) {
  double fama;
  switch (m->type) {
  case TIDE__MOVING_SMA:
    return tide__mean_next(&m->of.sma, x);
  case TIDE__MOVING_WMA:
    return tide__weighted_next(&m->of.wma, x);
  case TIDE__MOVING_TRIMA:
    return tide__trima_next(&m->of.trima, x);
  case TIDE__MOVING_KAMA:
    return tide__kama_next(&m->of.kama, x);
  case TIDE__MOVING_MAMA:
    return tide__mama_next(&m->of.mama, x, &fama);
  case TIDE__MOVING_T3:
    return tide__t3_next(&m->of.t3, x);
  default:
    return tide__moving_ema(m->of.ema, m->type, x);
  }
}

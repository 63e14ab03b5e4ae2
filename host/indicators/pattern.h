/* pattern.h -- from the definition of a pattern to an indicator.
 *
 * A file defines, in the words of candle.h,
 *
 *   static inline double NAME_signal(const tide__candles *c);
 *
 * the signal at the newest candle, and says TIDE__PATTERN(NAME, lookback, means) with the
 * bars it looks back and the set of means it uses. */
#pragma once
#include "core/cpu.h"
#include "indicators/candle.h"
#include "indicators/indicator.h"

/* Bars that are kept from one feed to the next: a pattern looks at six candles back at
 * most, and from there at a mean of ten. Longer feeds are cut into pieces, whose means stay in the
 * processor. */
enum { TIDE__CANDLE_KEPT = 16, TIDE__CANDLE_SPAN = 6, TIDE__CANDLE_PIECE = 112 };

typedef struct {
  double kept[4][TIDE__CANDLE_KEPT]; /* open, high, low, close; the newest last */
  double penetration;
  int32_t seen; /* bars, up to the lookback */
  int32_t bad;  /* bars until the last NaN has left */
} tide__pattern;

typedef struct {
  int32_t lookback;
  uint32_t means; /* bits */
  /* The signals of n bars; the columns point to the first. */
  void (*signals)(int32_t n, const tide__candles *c, double *restrict y);
} tide__pattern_kind;

void tide__pattern_start(tide__pattern *s, const double *p);
void tide__pattern_feed(tide__pattern *s, const tide__pattern_kind *kind, int32_t n,
                        const double *const *in, double *y);

#define TIDE__MEAN(name) (1u << TIDE__##name)

#define TIDE__PATTERN(name, bars, set)                                                             \
  TIDE__CLONES_2 static void name##_signals(int32_t n, const tide__candles *first,                 \
                                            double *restrict y) {                                  \
    const tide__candles from = *first;                                                             \
    for (int32_t t = 0; t < n; t++) {                                                              \
      tide__candles c = from;                                                                      \
      c.open += t, c.high += t, c.low += t, c.close += t;                                          \
      for (int i = 0; i < TIDE__CANDLE_MEANS; i++) c.mean[i] += t;                                 \
      y[t] = name##_signal(&c);                                                                    \
    }                                                                                              \
  }                                                                                                \
  static int32_t name##_lookback(const double *p) {                                                \
    (void)p;                                                                                       \
    return (bars);                                                                                 \
  }                                                                                                \
  static int32_t name##_memory(const double *p) {                                                  \
    (void)p;                                                                                       \
    return (int32_t)sizeof(tide__pattern);                                                         \
  }                                                                                                \
  static void name##_start(void *state, const double *p) { tide__pattern_start(state, p); }        \
  static void name##_feed(void *state, int32_t n, const double *const *in, double *const *out) {   \
    static const tide__pattern_kind kind = {(bars), (set), name##_signals};                        \
    tide__pattern_feed(state, &kind, n, in, out[0]);                                               \
  }

/* What the rows have in common. */
#define TIDE__PATTERN_ROW(id, label)                                                               \
  .name = #id, .title = (label), .group = "pattern", .inputs = {"open", "high", "low", "close"},   \
  .outputs = {"signal"}, .units = {"signal"}, .lookback = id##_lookback, .warmup = id##_lookback,  \
  .memory = id##_memory, .start = id##_start, .feed = id##_feed

/* How far into the body of an earlier candle the last one has to close. */
#define TIDE__PENETRATION(value)                                                                   \
  .params = {{.name = "penetration", .min = 0, .max = 10, .def = (value), .step = 0.1}}

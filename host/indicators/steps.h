/* steps.h -- from the definition of one bar to the form that is fed any number.
 *
 * A file defines `struct NAME`, all that is remembered between two bars, and
 *
 *   static void NAME_begin(struct NAME *s, const double *p);      s is zeroed
 *   static inline void NAME_step(struct NAME *s, const double *x, double *y);
 *
 * with x [inputs] and y [outputs] of one bar. TIDE__STEPS(NAME, inputs, outputs)
 * makes NAME_memory, NAME_start and NAME_feed of them. A state with windows (window.h)
 * has memory behind the struct: its file defines NAME_memory and
 *
 *   static void NAME_begin(struct NAME *s, const double *p, void *memory);
 *
 * and says TIDE__WINDOW_STEPS instead. The loop works on a copy of the struct, so
 * that what fits stays in registers. */
#pragma once
#include "indicators/indicator.h"

#define TIDE__FEED(name, inputs, outputs)                                                          \
  static void name##_feed(void *state, int32_t n, const double *const *in, double *const *out) {   \
    struct name s = *(struct name *)state;                                                         \
    for (int32_t t = 0; t < n; t++) {                                                              \
      double x[inputs], y[outputs];                                                                \
      for (int i = 0; i < (inputs); i++) x[i] = in[i][t];                                          \
      name##_step(&s, x, y);                                                                       \
      for (int i = 0; i < (outputs); i++) out[i][t] = y[i];                                        \
    }                                                                                              \
    *(struct name *)state = s;                                                                     \
  }

#define TIDE__STEPS(name, inputs, outputs)                                                         \
  static int32_t name##_memory(const double *p) {                                                  \
    (void)p;                                                                                       \
    return (int32_t)sizeof(struct name);                                                           \
  }                                                                                                \
  static void name##_start(void *state, const double *p) { name##_begin(state, p); }               \
  TIDE__FEED(name, inputs, outputs)

#define TIDE__WINDOW_STEPS(name, inputs, outputs)                                                  \
  static void name##_start(void *state, const double *p) {                                         \
    name##_begin(state, p, (struct name *)state + 1);                                              \
  }                                                                                                \
  TIDE__FEED(name, inputs, outputs)

/* The three at the foot of a row. */
#define TIDE__STREAM(name) .memory = name##_memory, .start = name##_start, .feed = name##_feed

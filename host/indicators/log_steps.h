/* log_steps.h -- as steps.h, for steps that take logarithms.
 *
 * A logarithm costs more than the rest of such a step, and several at a time cost
 * little more than one: they are taken of a chunk of bars before its steps. Beside
 * NAME_begin and NAME_step a file defines
 *
 *   static void NAME_logs(struct NAME *s, int32_t n, const double *const *in,
 *                         double (*log)[TIDE__LOG_CHUNK]);
 *
 * which fills the first n <= TIDE__LOG_CHUNK entries of each row of `log`; the step's
 * x [rows] is a column of it. TIDE__LOG_STEPS(NAME, inputs, rows) makes the rest; the
 * state has windows, and there is one output. */
#pragma once
#include "core/log.h"
#include "indicators/steps.h"

enum { TIDE__LOG_CHUNK = 64 };

/* log[i] = log(x[i] / before[i - 1]), and for the first bar, of `last` */
static inline void tide__log_changes(int32_t n, const double *x, const double *before, double last,
                                     double *log) {
  log[0] = tide__log(x[0] / last);
  tide__log_ratios(n - 1, x + 1, before, log + 1);
}

#define TIDE__LOG_STEPS(name, inputs, rows)                                                        \
  static void name##_start(void *state, const double *p) {                                         \
    name##_begin(state, p, (struct name *)state + 1);                                              \
  }                                                                                                \
  static void name##_feed(void *state, int32_t n, const double *const *in, double *const *out) {   \
    struct name s = *(struct name *)state;                                                         \
    double log[rows][TIDE__LOG_CHUNK];                                                             \
    for (int32_t t = 0; t < n; t += TIDE__LOG_CHUNK) {                                             \
      const int32_t m = n - t < TIDE__LOG_CHUNK ? n - t : TIDE__LOG_CHUNK;                         \
      const double *from[inputs];                                                                  \
      for (int i = 0; i < (inputs); i++) from[i] = in[i] + t;                                      \
      name##_logs(&s, m, from, log);                                                               \
      for (int32_t i = 0; i < m; i++) {                                                            \
        double x[rows];                                                                            \
        for (int k = 0; k < (rows); k++) x[k] = log[k][i];                                         \
        name##_step(&s, x, out[0] + t + i);                                                        \
      }                                                                                            \
    }                                                                                              \
    *(struct name *)state = s;                                                                     \
  }

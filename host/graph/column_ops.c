/* column_ops.c -- operators that give numbers. */
#include "core/bits.h"
#include "core/nan.h"
#include "graph/words.h"
#include "graph/work.h"

#include <math.h>
#include <string.h>

/* Defines an operator of two columns; `expr` says what a and b give. */
#define BINARY(name, expr)                                                                         \
  void tide__run_##name(const tide__work *w) {                                                     \
    const tide__operand *in = w->column;                                                           \
    const double *pa = in[0].x, *pb = in[1].x;                                                     \
    for (int32_t t = 0; t < w->n; t += TIDE__BLOCK) {                                              \
      const int32_t m = w->n - t < TIDE__BLOCK ? w->n - t : TIDE__BLOCK;                           \
      double *restrict y = w->y + t;                                                               \
      for (int32_t i = 0; i < m; i++) {                                                            \
        const double a = pa[i], b = pb[i];                                                         \
        y[i] = (expr);                                                                             \
      }                                                                                            \
      pa += in[0].step;                                                                            \
      pb += in[1].step;                                                                            \
    }                                                                                              \
  }

#define UNARY(name, expr)                                                                          \
  void tide__run_##name(const tide__work *w) {                                                     \
    const tide__operand *in = w->column;                                                           \
    const double *pa = in[0].x;                                                                    \
    for (int32_t t = 0; t < w->n; t += TIDE__BLOCK) {                                              \
      const int32_t m = w->n - t < TIDE__BLOCK ? w->n - t : TIDE__BLOCK;                           \
      double *restrict y = w->y + t;                                                               \
      for (int32_t i = 0; i < m; i++) {                                                            \
        const double a = pa[i];                                                                    \
        y[i] = (expr);                                                                             \
      }                                                                                            \
      pa += in[0].step;                                                                            \
    }                                                                                              \
  }

BINARY(add, a + b)
BINARY(sub, a - b)
BINARY(mul, a *b)
BINARY(div, a / b)
/* With an undefined side neither comparison holds and the sum is undefined too. */
BINARY(max, a > b ? a : (b >= a ? b : a + b))
BINARY(min, a < b ? a : (b <= a ? b : a + b))
UNARY(neg, -a)
UNARY(abs, fabs(a))
UNARY(log, log(a))
UNARY(sqrt, sqrt(a))
UNARY(exp, exp(a))
UNARY(log10, log10(a))
UNARY(sin, sin(a))
UNARY(cos, cos(a))
UNARY(tan, tan(a))
UNARY(asin, asin(a))
UNARY(acos, acos(a))
UNARY(atan, atan(a))
UNARY(sinh, sinh(a))
UNARY(cosh, cosh(a))
UNARY(tanh, tanh(a))
UNARY(floor, floor(a))
UNARY(ceil, ceil(a))
UNARY(trunc, trunc(a))
UNARY(round, floor(a) + (a - floor(a) >= 0.5 ? 1.0 : 0.0)) /* half goes up, as Tulip's */
BINARY(pow, pow(a, b))

void tide__run_to_number(const tide__work *w) {
  const uint64_t *b = w->bits[0];
  for (int32_t t = 0; t < w->n; t++) w->y[t] = tide__bits_get(b, t) ? 1.0 : 0.0;
}

static void shift_column(const tide__work *w, int32_t k) {
  tide__nan_fill(w->y, k);
  const tide__operand *in = w->column;
  if (in->step) {
    memcpy(w->y + k, in->x, (size_t)(w->n - k) * sizeof *w->y);
    return;
  }
  for (int32_t t = k; t < w->n; t++) w->y[t] = in->x[0];
}

void tide__run_shift(const tide__work *w) {
  const int32_t k = w->numbers[0] < w->n ? (int32_t)w->numbers[0] : w->n;
  if (w->y)
    shift_column(w, k);
  else
    tide__words_shift(w->bits[0], w->out, w->n, k);
}

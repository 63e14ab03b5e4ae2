/* work.h -- what an operator computes on: arguments already aligned to one set
 * of candles. Runs write every element of the output, and bits past n as 0. */
#pragma once
#include "graph/graph.h"

enum { TIDE__BLOCK = 64 };

/* A column read in blocks of 64: `step` is 64, or 0 for a number, whose 64
 * copies stand at x. */
typedef struct {
  const double *x;
  int32_t step;
} tide__operand;

struct tide__zone;
typedef struct tide__work {
  int32_t n;
  int32_t n_args;
  const tide_candles *candles;
  const tide__operand *column; /* [n_args] of columns */
  const uint64_t *const *bits; /* [n_args] of conditions */
  const double *numbers;
  bool strict;                   /* crossings: also on the bar before */
  const int32_t *index;          /* fresh: which candle each bar sees, or NULL for its own */
  const struct tide__zone *zone; /* sessions */
  double *y;                     /* one of the two */
  uint64_t *out;
} tide__work;

/* What an operator remembers from one bar to the next; zero before the first. */
typedef struct tide__memory {
  int64_t day;
  double last;
  int32_t count, at;
  bool on;
  double ring[]; /* as many as the first number says, where the table wants it */
} tide__memory;

#define TIDE__RUN(name) void tide__run_##name(const tide__work *w)
TIDE__RUN(add);
TIDE__RUN(sub);
TIDE__RUN(mul);
TIDE__RUN(div);
TIDE__RUN(neg);
TIDE__RUN(abs);
TIDE__RUN(log);
TIDE__RUN(sqrt);
TIDE__RUN(exp);
TIDE__RUN(log10);
TIDE__RUN(sin);
TIDE__RUN(cos);
TIDE__RUN(tan);
TIDE__RUN(asin);
TIDE__RUN(acos);
TIDE__RUN(atan);
TIDE__RUN(sinh);
TIDE__RUN(cosh);
TIDE__RUN(tanh);
TIDE__RUN(floor);
TIDE__RUN(ceil);
TIDE__RUN(round);
TIDE__RUN(trunc);
TIDE__RUN(pow);
TIDE__RUN(max);
TIDE__RUN(min);
TIDE__RUN(shift);
TIDE__RUN(above);
TIDE__RUN(below);
TIDE__RUN(at_least);
TIDE__RUN(at_most);
TIDE__RUN(between);
TIDE__RUN(crosses_above);
TIDE__RUN(crosses_below);
TIDE__RUN(rising);
TIDE__RUN(falling);
TIDE__RUN(all);
TIDE__RUN(any);
TIDE__RUN(none);
TIDE__RUN(held);
TIDE__RUN(within);
TIDE__RUN(fresh);
TIDE__RUN(latch);
TIDE__RUN(to_number);
TIDE__RUN(session_inside);
TIDE__RUN(session_high);
TIDE__RUN(session_low);
TIDE__RUN(session_after);
#undef TIDE__RUN

/* The same for one bar more: n is 1, and the operator has seen all bars before. */
#define TIDE__STEP(name) void tide__step_##name(const tide__work *w, tide__memory *m)
TIDE__STEP(above);
TIDE__STEP(below);
TIDE__STEP(at_least);
TIDE__STEP(at_most);
TIDE__STEP(between);
TIDE__STEP(crosses_above);
TIDE__STEP(crosses_below);
TIDE__STEP(rising);
TIDE__STEP(falling);
TIDE__STEP(held);
TIDE__STEP(within);
TIDE__STEP(latch);
TIDE__STEP(fresh);
TIDE__STEP(shift);
TIDE__STEP(session_inside);
TIDE__STEP(session_high);
TIDE__STEP(session_low);
TIDE__STEP(session_after);
#undef TIDE__STEP

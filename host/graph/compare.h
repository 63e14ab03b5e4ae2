/* compare.h -- 64 comparisons become one word. */
#pragma once
#include "graph/work.h"

/* Bit t of out: a[t] > b[t], or a[t] >= b[t]; false with NaN. */
typedef void (*tide__compare)(int32_t words, tide__operand a, tide__operand b, uint64_t *out);
typedef struct {
  tide__compare greater, at_least;
} tide__compare_set;

/* Whole words only: each operand has words * 64 elements. */
tide__compare_set tide__compare_choose(void);

/* lanes.h -- four doubles side by side, in the compiler's own vector type: one
 * text for every instruction set. Use inside TIDE__CLONES functions only. */
#pragma once
#include <stdint.h>

typedef double tide__lanes __attribute__((vector_size(32)));
typedef int64_t tide__choice __attribute__((vector_size(32)));

/* The same at any address of doubles. */
typedef double tide__lanes_at __attribute__((vector_size(32), aligned(8), may_alias));

enum { TIDE__LANES = 4 };

/* Macros, because a vector argument has a different ABI per instruction set. */
#define TIDE__LOAD(x) ((tide__lanes) * (const tide__lanes_at *)(x))
#define TIDE__STORE(x, v) (*(tide__lanes_at *)(x) = (tide__lanes_at)(v))
#define TIDE__PICK(mask, a, b)                                                                     \
  ((tide__lanes)(((mask) & (tide__choice)(a)) | (~(mask) & (tide__choice)(b))))
#define TIDE__ANY(mask) (((mask)[0] | (mask)[1] | (mask)[2] | (mask)[3]) != 0)
#define TIDE__TOTAL(v) (((v)[0] + (v)[1]) + ((v)[2] + (v)[3]))

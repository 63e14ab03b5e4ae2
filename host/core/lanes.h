/* lanes.h -- four doubles side by side, in the compiler's own vector type: one
 * text for every instruction set. Use inside TIDE__CLONES functions only. */
#pragma once
#include <stdint.h>
#include <string.h>

typedef double tide__lanes __attribute__((vector_size(32)));
typedef int64_t tide__choice __attribute__((vector_size(32)));

enum { TIDE__LANES = 4 };

/* Macros, because a vector argument has a different ABI per instruction set. */
#define TIDE__LOAD(v, at) memcpy(&(v), (at), sizeof(v))
#define TIDE__STORE(at, v) memcpy((at), &(v), sizeof(v))
#define TIDE__PICK(mask, a, b)                                                                     \
  ((tide__lanes)(((mask) & (tide__choice)(a)) | (~(mask) & (tide__choice)(b))))
#define TIDE__ANY(mask) (((mask)[0] | (mask)[1] | (mask)[2] | (mask)[3]) != 0)

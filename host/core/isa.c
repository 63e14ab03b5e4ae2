/* isa.c -- asks the processor once; a limit holds the answer down. */
#include "core/isa.h"

#include <stdatomic.h>

static atomic_int limit = TIDE__ISA_AVX512;

static int best_level(void) {
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw"))
    return TIDE__ISA_AVX512;
  if (__builtin_cpu_supports("avx2")) return TIDE__ISA_AVX2;
#endif
  return TIDE__ISA_PORTABLE;
}

int tide__isa(void) {
  const int best = best_level();
  const int most = atomic_load_explicit(&limit, memory_order_relaxed);
  return best < most ? best : most;
}

int tide_cpu_limit(int level) {
  if (level >= 0) atomic_store_explicit(&limit, level, memory_order_relaxed);
  return tide__isa();
}

/* cpu.h -- run-time choice of the instruction set.
 *
 * TIDE__CLONES before a function compiles it once per instruction set; the
 * loader picks the best at start. Contraction is off everywhere, so each
 * variant gives the same bits. TIDE__CLONES_2 leaves the widest out, for what is there
 * many times and gains little by it. A helper of such functions is TIDE__INSIDE, or the
 * compiler would call the one it made for the smallest instruction set. */
#pragma once

#define TIDE__INSIDE static inline __attribute__((always_inline))

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) &&             \
  !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define TIDE__CLONES __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#define TIDE__CLONES_2 __attribute__((target_clones("avx2", "default")))
#else
#define TIDE__CLONES
#define TIDE__CLONES_2
#endif

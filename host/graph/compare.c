/* compare.c -- the comparison kernels, one set for each instruction set. A
 * comparison has one right answer, so every set gives the same bits. */
#include "graph/compare.h"

#include "core/isa.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define PORTABLE(name, op)                                                                         \
  static void name(int32_t words, tide__operand a, tide__operand b, uint64_t *out) {               \
    for (int32_t w = 0; w < words; w++, a.x += a.step, b.x += b.step) {                            \
      uint64_t word = 0;                                                                           \
      for (int32_t i = 0; i < 64; i++) word |= (uint64_t)(a.x[i] op b.x[i]) << i;                  \
      out[w] = word;                                                                               \
    }                                                                                              \
  }
PORTABLE(portable_greater, >)
PORTABLE(portable_at_least, >=)

#if defined(__x86_64__)
#define AVX2(name, predicate)                                                                      \
  __attribute__((target("avx2"))) static void name(int32_t words, tide__operand a,                 \
                                                   tide__operand b, uint64_t *out) {               \
    for (int32_t w = 0; w < words; w++, a.x += a.step, b.x += b.step) {                            \
      uint64_t word = 0;                                                                           \
      for (int32_t i = 0; i < 64; i += 4) {                                                        \
        const __m256d x = _mm256_loadu_pd(a.x + i), y = _mm256_loadu_pd(b.x + i);                  \
        const int mask = _mm256_movemask_pd(_mm256_cmp_pd(x, y, predicate));                       \
        word |= (uint64_t)(unsigned)mask << i;                                                     \
      }                                                                                            \
      out[w] = word;                                                                               \
    }                                                                                              \
  }
AVX2(avx2_greater, _CMP_GT_OQ)
AVX2(avx2_at_least, _CMP_GE_OQ)

#define AVX512(name, predicate)                                                                    \
  __attribute__((target("avx512f,avx512dq"))) static void name(int32_t words, tide__operand a,     \
                                                               tide__operand b, uint64_t *out) {   \
    for (int32_t w = 0; w < words; w++, a.x += a.step, b.x += b.step) {                            \
      uint64_t word = 0;                                                                           \
      for (int32_t i = 0; i < 64; i += 8) {                                                        \
        const __m512d x = _mm512_loadu_pd(a.x + i), y = _mm512_loadu_pd(b.x + i);                  \
        word |= (uint64_t)_mm512_cmp_pd_mask(x, y, predicate) << i;                                \
      }                                                                                            \
      out[w] = word;                                                                               \
    }                                                                                              \
  }
AVX512(avx512_greater, _CMP_GT_OQ)
AVX512(avx512_at_least, _CMP_GE_OQ)
#endif

tide__compare_set tide__compare_choose(void) {
#if defined(__x86_64__)
  const int isa = tide__isa();
  if (isa >= TIDE__ISA_AVX512) return (tide__compare_set){avx512_greater, avx512_at_least};
  if (isa >= TIDE__ISA_AVX2) return (tide__compare_set){avx2_greater, avx2_at_least};
#endif
  return (tide__compare_set){portable_greater, portable_at_least};
}

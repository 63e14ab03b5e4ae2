/* bits.h -- bitsets over bars: bit t of word t / 64. Bits past the end are 0. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

static inline int32_t tide__bits_words(int32_t n) { return (n + 63) / 64; }

static inline bool tide__bits_get(const uint64_t *b, int32_t t) {
  return (b[t >> 6] >> (t & 63)) & 1U;
}

static inline void tide__bits_set(uint64_t *b, int32_t t) { b[t >> 6] |= UINT64_C(1) << (t & 63); }

/* First set bit at or after t, or n when there is none. */
static inline int32_t tide__bits_next(const uint64_t *b, int32_t t, int32_t n) {
  if (t >= n) return n;
  const int32_t words = tide__bits_words(n);
  int32_t w = t >> 6;
  uint64_t word = b[w] & (~UINT64_C(0) << (t & 63));
  while (!word) {
    if (++w >= words) return n;
    word = b[w];
  }
  const int32_t found = (w << 6) + __builtin_ctzll(word);
  return found < n ? found : n;
}

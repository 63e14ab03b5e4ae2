/* hash.h -- 64-bit mixing for structural hashes. Stable: hashes are stored in
 * files and compared across machines. */
#pragma once
#include <stdint.h>
#include <string.h>

/* The finaliser of splitmix64: every input bit reaches every output bit. */
static inline uint64_t tide__mix(uint64_t x) {
  x ^= x >> 30;
  x *= UINT64_C(0xbf58476d1ce4e5b9);
  x ^= x >> 27;
  x *= UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static inline uint64_t tide__hash_add(uint64_t h, uint64_t x) {
  return tide__mix(h * UINT64_C(0x9e3779b97f4a7c15) + tide__mix(x + UINT64_C(0x632be59bd9b4e019)));
}

static inline uint64_t tide__hash_double(uint64_t h, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return tide__hash_add(h, bits);
}

static inline uint64_t tide__hash_text(uint64_t h, const char *s) {
  uint64_t x = UINT64_C(0xcbf29ce484222325);
  for (; *s; s++) x = (x ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
  return tide__hash_add(h, x);
}

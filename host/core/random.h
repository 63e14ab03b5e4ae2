/* random.h -- splitmix64: each seed gives a stream of its own, the same on every
 * machine. For made-up data, not for secrets. */
#pragma once
#include <stdint.h>

static inline uint64_t tide__random_bits(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* In [0, 1). */
static inline double tide__random_uniform(uint64_t *state) {
  return (double)(tide__random_bits(state) >> 11) * 0x1p-53;
}

/* Nearly normal: twelve uniforms, mean 0, deviation 1. */
static inline double tide__random_normal(uint64_t *state) {
  double sum = -6.0;
  for (int32_t i = 0; i < 12; i++) sum += tide__random_uniform(state);
  return sum;
}

/* 0 .. n - 1, each as often as the others: the few draws that would favour some
 * are drawn again (Lemire, Fast Random Integer Generation in an Interval, 2019). */
static inline uint32_t tide__random_below(uint64_t *state, uint32_t n) {
  const uint32_t least = (0u - n) % n;
  for (;;) {
    const uint64_t wide = (tide__random_bits(state) >> 32) * n;
    if ((uint32_t)wide >= least) return (uint32_t)(wide >> 32);
  }
}

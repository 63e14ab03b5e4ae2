/* bootstrap.c -- draws of days. */
#include "stats/bootstrap.h"

#include "core/random.h"

#include <math.h>

enum { SAMPLES_MAX = 10000000 };

void tide__bootstrap_draw(uint64_t *random, int32_t n, double block, int32_t *out) {
  const double chance = 1.0 / block;
  int32_t day = 0;
  for (int32_t t = 0; t < n; t++) {
    if (t == 0 || tide__random_uniform(random) < chance)
      day = (int32_t)tide__random_below(random, (uint32_t)n);
    else
      day = day + 1 < n ? day + 1 : 0;
    out[t] = day;
  }
}

double tide__bootstrap_block(const tide_bootstrap *b, int32_t n) {
  return b->block > 0.0 ? b->block : cbrt(n);
}

double tide__bootstrap_p(int32_t extreme, int32_t samples) {
  return (extreme + 1.0) / (samples + 1.0);
}

bool tide__bootstrap_valid(const tide_bootstrap *b) {
  return b->samples >= 1 && b->samples <= SAMPLES_MAX && (b->block == 0.0 || b->block >= 1.0) &&
         fabs(b->seed) < 0x1p63;
}

uint64_t tide__bootstrap_seed(const tide_bootstrap *b) { return (uint64_t)(int64_t)b->seed; }

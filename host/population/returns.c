/* returns.c -- the returns of the strategies of a batch, for those who compare them. */
#include "backtest/metrics.h"
#include "population/worker.h"

#include <stdlib.h>
#include <string.h>

int tide_batch_keep_returns(tide_batch *b) {
  if (b->started || b->kept) return TIDE_OK;
  const int32_t count = b->population->count;
  b->kept = calloc(count ? (size_t)count : 1, sizeof *b->kept);
  return b->kept ? TIDE_OK : TIDE_ENOMEM;
}

int tide__batch_keep(tide_batch *b, int32_t member, const tide_signals *signals,
                     const tide_result *r, tide__scratch *k) {
  const tide__sim s = {.signals = signals,
                       .set = &b->settings,
                       .profile = tide__profile_of(&b->settings),
                       .c = signals->candles,
                       .scratch = k};
  tide__kept *kept = &b->kept[member];
  tide__periods p;
  if (!tide__periods_make(&s, r, &p)) return TIDE_ENOMEM;
  kept->r = malloc(((size_t)p.n + 1) * sizeof *kept->r);
  if (!kept->r) return TIDE_ENOMEM;
  memcpy(kept->r, p.r, (size_t)p.n * sizeof *kept->r);
  kept->n = p.n;
  kept->per_year = p.per_year;
  return TIDE_OK;
}

int32_t tide_batch_returns(const tide_batch *b, int32_t i, const double **out, double *per_year) {
  if (!b->kept || i < 0 || i >= b->population->count) return 0;
  *out = b->kept[i].r;
  *per_year = b->kept[i].per_year;
  return b->kept[i].n;
}

void tide__kept_free(tide_batch *b) {
  for (int32_t i = 0; b->kept && i < b->population->count; i++) free(b->kept[i].r);
  free(b->kept);
}

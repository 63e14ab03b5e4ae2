/* candles.c -- ownership of candle columns: one block holds them all. */
#include "data/candles.h"

#include <stdlib.h>
#include <string.h>

/* tide_candles comes first, so a pointer to one is a pointer to the other. */
struct owned {
  tide_candles view;
  void *block;
};

tide_candles *tide__candles_new(int32_t n, int64_t timeframe, int32_t columns) {
  const size_t stride = ((size_t)n * sizeof(double) + 63) & ~(size_t)63;
  const size_t count = 5 + (size_t)__builtin_popcount((unsigned)columns & 15U);
  struct owned *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->block = aligned_alloc(64, count * (stride ? stride : 64));
  if (!c->block) {
    free(c);
    return NULL;
  }
  char *at = c->block;
  c->view.n = n;
  c->view.timeframe = timeframe;
  c->view.time = (const int64_t *)(void *)at;
  const double **const prices[] = {&c->view.open, &c->view.high, &c->view.low, &c->view.close};
  for (size_t i = 0; i < 4; i++) *prices[i] = (const double *)(void *)(at += stride);
  const double **const extra[] = {&c->view.volume, &c->view.funding, &c->view.mark,
                                  &c->view.open_interest};
  for (size_t i = 0; i < 4; i++)
    if (columns & (1 << i)) *extra[i] = (const double *)(void *)(at += stride);
  return &c->view;
}

static void copy_column(const double *to, const double *from, int32_t n) {
  if (from) memcpy((void *)(uintptr_t)to, from, (size_t)n * sizeof *from);
}

tide_candles *tide__candles_like(const tide_candles *v, int32_t n, int64_t timeframe) {
  const int32_t columns = (v->volume ? TIDE__HAS_VOLUME : 0) |
                          (v->funding ? TIDE__HAS_FUNDING : 0) | (v->mark ? TIDE__HAS_MARK : 0) |
                          (v->open_interest ? TIDE__HAS_OPEN_INTEREST : 0);
  return tide__candles_new(n, timeframe, columns);
}

tide_candles *tide_candles_copy(const tide_candles *v) {
  tide_candles *c = tide__candles_like(v, v->n, v->timeframe);
  if (!c) return NULL;
  memcpy((void *)(uintptr_t)c->time, v->time, (size_t)v->n * sizeof *v->time);
  copy_column(c->open, v->open, v->n);
  copy_column(c->high, v->high, v->n);
  copy_column(c->low, v->low, v->n);
  copy_column(c->close, v->close, v->n);
  copy_column(c->volume, v->volume, v->n);
  copy_column(c->funding, v->funding, v->n);
  copy_column(c->mark, v->mark, v->n);
  copy_column(c->open_interest, v->open_interest, v->n);
  return c;
}

void tide_candles_free(tide_candles *c) {
  if (!c) return;
  struct owned *owned = (struct owned *)(void *)c;
  free(owned->block);
  free(owned);
}

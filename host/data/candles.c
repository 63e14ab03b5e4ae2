/* candles.c -- ownership of candle columns: one block holds them all, or each is
 * a mapped file. */
#include "data/candles.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { COLUMNS = TIDE__CANDLE_COLUMNS, REQUIRED = 5 };

/* tide_candles comes first, so a pointer to one is a pointer to the other. */
struct owned {
  tide_candles view;
  void *block;
  struct {
    void *at;
    size_t size;
  } map[COLUMNS];
};

/* Where each column of the struct stands; time apart. */
static const size_t price_at[COLUMNS] = {
  0,
  offsetof(tide_candles, open),
  offsetof(tide_candles, high),
  offsetof(tide_candles, low),
  offsetof(tide_candles, close),
  offsetof(tide_candles, volume),
  offsetof(tide_candles, funding),
  offsetof(tide_candles, mark),
  offsetof(tide_candles, open_interest),
};

void tide__candles_set(tide_candles *c, int32_t i, const void *data) {
  if (i == 0)
    c->time = data;
  else
    *(const double **)(void *)((char *)c + price_at[i]) = data;
}

const void *tide__candles_get(const tide_candles *c, int32_t i) {
  if (i == 0) return c->time;
  return *(const double *const *)(const void *)((const char *)c + price_at[i]);
}

tide_candles tide__candles_empty(const tide_feed *feed) {
  static const int64_t no_time = 0;
  static const double none = 0.0;
  return (tide_candles){.timeframe = feed->timeframe,
                        .time = &no_time,
                        .open = &none,
                        .high = &none,
                        .low = &none,
                        .close = &none,
                        .volume = feed->volume ? &none : NULL,
                        .funding = feed->funding ? &none : NULL,
                        .mark = feed->mark ? &none : NULL,
                        .open_interest = feed->open_interest ? &none : NULL};
}

tide_candles tide__candles_one(const tide_candles *like, const tide_candle *x) {
  return (tide_candles){.n = 1,
                        .timeframe = like->timeframe,
                        .time = &x->time,
                        .open = &x->open,
                        .high = &x->high,
                        .low = &x->low,
                        .close = &x->close,
                        .volume = like->volume ? &x->volume : NULL,
                        .funding = like->funding ? &x->funding : NULL,
                        .mark = like->mark ? &x->mark : NULL,
                        .open_interest = like->open_interest ? &x->open_interest : NULL};
}

tide_candles *tide__candles_mapped(int32_t n, int64_t timeframe) {
  struct owned *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->view.n = n;
  c->view.timeframe = timeframe;
  return &c->view;
}

void tide__candles_adopt(tide_candles *c, int32_t column, void *map, size_t size, size_t offset) {
  struct owned *owned = (struct owned *)(void *)c;
  owned->map[column].at = map;
  owned->map[column].size = size;
  tide__candles_set(c, column, (const char *)map + offset);
}

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
  c->view.n = n;
  c->view.timeframe = timeframe;
  char *at = c->block;
  for (int32_t i = 0; i < COLUMNS; i++) {
    if (i >= REQUIRED && !(columns & (1 << (i - REQUIRED)))) continue;
    tide__candles_set(&c->view, i, at);
    at += stride;
  }
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
  for (int32_t i = 0; i < COLUMNS; i++)
    if (owned->map[i].at) munmap(owned->map[i].at, owned->map[i].size);
  free(owned->block);
  free(owned);
}

/* align.c -- which candle of one domain a bar of another sees.
 *
 * Time frames that differ: the last candle whose close time is not after the
 * close time of the bar. Another symbol on the same time frame: the candle that
 * opened at the same time, or none. */
#include "core/bits.h"
#include "core/nan.h"
#include "core/timeframe.h"
#include "graph/market.h"
#include "graph/words.h"

#include <stdlib.h>
#include <string.h>

static void index_by_open(const tide_candles *from, const tide_candles *to, int32_t *index) {
  int32_t k = 0;
  for (int32_t t = 0; t < to->n; t++) {
    while (k < from->n && from->time[k] < to->time[t]) k++;
    index[t] = k < from->n && from->time[k] == to->time[t] ? k : -1;
  }
}

static void index_by_close(const tide_candles *from, const tide_candles *to, int32_t *index) {
  int32_t k = 0;
  int64_t next = from->n ? tide__timeframe_close(from->timeframe, from->time[0]) : INT64_MAX;
  for (int32_t t = 0; t < to->n; t++) {
    const int64_t now = tide__timeframe_close(to->timeframe, to->time[t]);
    while (next <= now) {
      k++;
      next = k < from->n ? tide__timeframe_close(from->timeframe, from->time[k]) : INT64_MAX;
    }
    index[t] = k - 1;
  }
}

tide__map *tide__map_new(const tide__domain *from, const tide__domain *to) {
  const int32_t n = to->candles->n;
  tide__map *map = calloc(1, sizeof *map);
  if (!map) return NULL;
  map->from = from;
  map->index = malloc((size_t)(n ? n : 1) * sizeof *map->index);
  if (!map->index) goto fail;
  if (from->timeframe == to->timeframe)
    index_by_open(from->candles, to->candles, map->index);
  else
    index_by_close(from->candles, to->candles, map->index);
  for (int32_t t = 0; t < n; t++) map->runs += t == 0 || map->index[t] != map->index[t - 1];
  map->start = malloc((size_t)(map->runs ? map->runs : 1) * sizeof *map->start);
  if (!map->start) goto fail;
  map->runs = 0;
  for (int32_t t = 0; t < n; t++)
    if (t == 0 || map->index[t] != map->index[t - 1]) map->start[map->runs++] = t;
  return map;

fail:
  tide__map_free(map);
  return NULL;
}

void tide__map_free(tide__map *map) {
  if (!map) return;
  free(map->index);
  free(map->start);
  free(map);
}

static int32_t run_end(const tide__map *map, int32_t run, int32_t n) {
  return run + 1 < map->runs ? map->start[run + 1] : n;
}

void tide__map_column(const tide__map *map, int32_t n, const double *from, double *to) {
  for (int32_t run = 0; run < map->runs; run++) {
    const int32_t end = run_end(map, run, n), k = map->index[map->start[run]];
    const double x = k < 0 ? (double)NAN : from[k];
    for (int32_t t = map->start[run]; t < end; t++) to[t] = x;
  }
}

void tide__map_bits(const tide__map *map, int32_t n, const uint64_t *from, uint64_t *to) {
  memset(to, 0, (size_t)tide__bits_words(n) * sizeof *to);
  for (int32_t run = 0; run < map->runs; run++) {
    const int32_t k = map->index[map->start[run]];
    if (k >= 0 && tide__bits_get(from, k))
      tide__words_fill(to, map->start[run], run_end(map, run, n));
  }
}

int32_t tide__map_first(const tide__map *map, int32_t n, int32_t candle) {
  for (int32_t run = 0; run < map->runs; run++)
    if (map->index[map->start[run]] >= candle) return map->start[run];
  return n;
}

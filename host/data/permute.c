/* permute.c -- a market shuffled: every candle keeps its shape, and loses its place.
 *
 * What is left is how large and how skewed moves are, and where price begins and ends;
 * what is gone is everything that one candle may say about the next. Blocks keep
 * what lasts less than a block, in part.
 *
 * Shapes are ratios of prices, so the new prices are products of old ratios. Division
 * and multiplication round each result correctly and therefore keep order: what was the
 * low of a candle is its low again, with no repair, and the bytes are the same on
 * every machine, as those of logarithms would not be. */
#include "core/error.h"
#include "core/random.h"
#include "data/candles.h"
#include "data/remade.h"

#include <stdlib.h>

static double *mutable(const double *column) { return (double *)(uintptr_t)column; }

static int check(const tide_candles *c, int32_t block, double seed, tide_error *error) {
  if (c->n < 3)
    return tide__error(error, TIDE_ESHORT, "%d candles cannot be shuffled: expected at least 3",
                       (int)c->n);
  const int32_t most = (c->n - 1) / 2;
  if (block < 1 || block > most)
    return tide__error(error, TIDE_EINVAL,
                       "blocks of %d candles: expected 1 to %d, half of what is shuffled",
                       (int)block, (int)most);
  const int status = tide__remade_seed(seed, error);
  return status < 0 ? status : tide__remade_from(c, "shuffled", error);
}

/* Candles begin .. end - 1 of the original. */
typedef struct {
  int32_t begin, end;
} block_of;

/* The blocks in their new order. The first candle is in none; the first block may be
 * shorter, by chance, and the last one is what is left. Returns their number. */
static int32_t shuffle(int32_t n, int32_t block, uint64_t *random, block_of *blocks) {
  int32_t count = 0;
  int32_t at = 1;
  int64_t end = 2 + (int64_t)tide__random_below(random, (uint32_t)block);
  for (; at < n; end += block) {
    blocks[count++] = (block_of){at, (int32_t)(end < n ? end : n)};
    at = blocks[count - 1].end;
  }
  for (int32_t i = count - 1; i > 0; i--) {
    const int32_t k = (int32_t)tide__random_below(random, (uint32_t)i + 1);
    const block_of taken = blocks[i];
    blocks[i] = blocks[k];
    blocks[k] = taken;
  }
  return count;
}

static void take(const double *to, const double *from, int32_t t, int32_t i) {
  if (from) mutable(to)[t] = from[i];
}

/* What a candle has besides prices goes with it as it is. */
static void take_rest(const tide_candles *to, int32_t t, const tide_candles *c, int32_t i) {
  take(to->volume, c->volume, t, i);
  take(to->funding, c->funding, t, i);
  take(to->open_interest, c->open_interest, t, i);
}

static void take_first(const tide_candles *to, const tide_candles *c) {
  take(to->open, c->open, 0, 0);
  take(to->high, c->high, 0, 0);
  take(to->low, c->low, 0, 0);
  take(to->close, c->close, 0, 0);
  take(to->mark, c->mark, 0, 0);
  take_rest(to, 0, c, 0);
}

/* Candle i of c becomes candle t of `to`, and opens at `open`. */
static void place(const tide_candles *to, int32_t t, const tide_candles *c, int32_t i,
                  double open) {
  const double was = c->open[i];
  mutable(to->open)[t] = open;
  mutable(to->high)[t] = open * (c->high[i] / was);
  mutable(to->low)[t] = open * (c->low[i] / was);
  mutable(to->close)[t] = open * (c->close[i] / was);
  if (c->mark) mutable(to->mark)[t] = open * (c->mark[i] / was);
  take_rest(to, t, c, i);
}

static void fill(const tide_candles *to, const tide_candles *c, const block_of *blocks,
                 int32_t count) {
  for (int32_t t = 0; t < c->n; t++) ((int64_t *)(uintptr_t)to->time)[t] = c->time[t];
  take_first(to, c);
  int32_t t = 1;
  for (int32_t b = 0; b < count; b++)
    for (int32_t i = blocks[b].begin; i < blocks[b].end; i++, t++)
      place(to, t, c, i, to->close[t - 1] * (c->open[i] / c->close[i - 1]));
}

int tide_candles_permute(const tide_candles *c, int32_t block, double seed, tide_candles **out,
                         tide_error *error) {
  *out = NULL;
  int status = check(c, block, seed, error);
  if (status < 0) return status;
  tide_candles *to = tide__candles_like(c, c->n, c->timeframe);
  block_of *blocks = malloc(((size_t)c->n / (size_t)block + 2) * sizeof *blocks);
  if (to && blocks) {
    uint64_t random = (uint64_t)seed;
    fill(to, c, blocks, shuffle(c->n, block, &random, blocks));
    status = tide__remade_check(to, "the moves of these candles, in another order,", error);
  } else {
    status = tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  free(blocks);
  if (status < 0)
    tide_candles_free(to);
  else
    *out = to;
  return status;
}

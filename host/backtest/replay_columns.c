/* replay_columns.c -- what bars said, in columns that grow: those of a whole evaluation, undefined
 * beyond the bar that has just closed. */
#include "backtest/replay.h"
#include "core/error.h"
#include "data/candles.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024 };

static void add_column(tide_replay *r, const void **at, size_t from) {
  r->column[r->columns++] = (tide__replay_column){at, from};
}

/* Of the columns that the feed has. */
static void add_candles(tide_replay *r) {
#define COLUMN(name)                                                                               \
  if (r->bars.name)                                                                                \
  add_column(r, (const void **)(void *)&r->bars.name, offsetof(tide_bar, candle.name))
  COLUMN(time);
  COLUMN(open);
  COLUMN(high);
  COLUMN(low);
  COLUMN(close);
  COLUMN(volume);
  COLUMN(funding);
  COLUMN(mark);
  COLUMN(open_interest);
#undef COLUMN
}

/* Where a tide_side_bar has what a root says; 0: as a bit. */
static const size_t offset_in_side[TIDE__ROOTS] = {
  [TIDE__ROOT_STOP_LOSS] = offsetof(tide_side_bar, stop_loss),
  [TIDE__ROOT_TAKE_PROFIT] = offsetof(tide_side_bar, take_profit),
  [TIDE__ROOT_TRAILING_STOP] = offsetof(tide_side_bar, trailing_stop),
  [TIDE__ROOT_LIMIT] = offsetof(tide_side_bar, limit),
  [TIDE__ROOT_CONFIDENCE] = offsetof(tide_side_bar, confidence),
};

static void add_sides(tide_replay *r) {
  tide__root root[2][TIDE__ROOTS];
  tide__roots_list(r->signals.side, r->signals.signals, root);
  for (size_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < TIDE__ROOTS; i++) {
      if (root[side][i].node < 0) continue;
      const size_t at = offsetof(tide_bar, side) + side * sizeof(tide_side_bar);
      if (offset_in_side[i])
        add_column(r, root[side][i].out, at + offset_in_side[i]);
      else
        r->mask[r->masks++] = root[side][i].out;
    }
}

void tide__replay_columns(tide_replay *r) {
  add_candles(r);
  for (int32_t i = 0; i < TIDE__CANDLE_COLUMNS; i++) tide__candles_set(&r->bars, i, NULL);
  add_sides(r);
  add_column(r, (const void **)(void *)&r->signals.atr, offsetof(tide_bar, atr));
  add_column(r, (const void **)(void *)&r->scratch.equity, 0);
  if (r->settings.slippage_kind == TIDE_SLIP_DYNAMIC)
    add_column(r, (const void **)(void *)&r->scratch.slip, 0);
  if (r->settings.slippage_kind == TIDE_SLIP_VOLUME) {
    add_column(r, (const void **)(void *)&r->scratch.daily_volume, 0);
    add_column(r, (const void **)(void *)&r->scratch.daily_sigma, 0);
  }
}

static bool grow_column(const void **at, size_t from, size_t to) {
  double *grown = realloc((void *)(uintptr_t)*at, to * sizeof *grown);
  if (!grown) return false;
  tide__nan_fill(grown + from, (int32_t)(to - from));
  *at = grown;
  return true;
}

static bool grow_mask(const void **at, size_t from, size_t to) {
  uint64_t *grown = realloc((void *)(uintptr_t)*at, to * sizeof *grown);
  if (!grown) return false;
  memset(grown + from, 0, (to - from) * sizeof *grown);
  *at = grown;
  return true;
}

/* The account finds everything where it is now. */
static bool settle(tide_replay *r) {
  tide__slippage *slip = &r->sim.slippage;
  slip->by_bar = r->scratch.slip;
  slip->daily_volume = r->scratch.daily_volume;
  slip->daily_sigma = r->scratch.daily_sigma;
  r->sim.equity = r->scratch.equity;
  return tide__decide_prepare(&r->sim, tide__bits_words(r->capacity)) == TIDE_OK;
}

int tide__replay_room(tide_replay *r, int32_t bars, tide_error *error) {
  if (bars <= r->capacity) return TIDE_OK;
  const int32_t old = r->capacity, more = old ? 2 * old : FIRST_CAPACITY;
  bool room = old <= INT32_MAX / 2;
  for (int32_t i = 0; i < r->columns && room; i++)
    room = grow_column(r->column[i].at, (size_t)old, (size_t)more);
  for (int32_t i = 0; i < r->masks && room; i++)
    room = grow_mask(r->mask[i], (size_t)old / 64, (size_t)more / 64);
  if (room) r->capacity = more;
  if (!room || !settle(r)) return tide__error(error, TIDE_ENOMEM, "out of memory");
  return TIDE_OK;
}

static void set_bit(const uint64_t *bits, int32_t t, bool value) {
  if (bits && value) tide__bits_set((uint64_t *)(uintptr_t)bits, t);
}

void tide__replay_write_exits(tide_replay *r, const tide_bar *bar, int32_t t) {
  for (int32_t side = 0; side < 2; side++) {
    set_bit(r->signals.signals[side].exit, t, bar->side[side].exit);
    set_bit(r->signals.signals[side].add, t, bar->side[side].add);
  }
}

void tide__replay_write(tide_replay *r, const tide_bar *bar) {
  const int32_t t = r->known++;
  if (t == r->bars.n) r->bars.n++;
  for (int32_t i = 0; i < r->columns; i++) {
    const tide__replay_column *c = &r->column[i];
    if (c->from)
      memcpy((char *)(uintptr_t)*c->at + (size_t)t * sizeof(double), (const char *)bar + c->from,
             sizeof(double));
  }
  for (int32_t side = 0; side < 2; side++)
    set_bit(r->signals.signals[side].enter, t, bar->side[side].enter);
  tide__replay_write_exits(r, bar, t);
  r->signals.first = bar->first;
  r->signals.settled = bar->settled;
}

static bool is_of_side(const tide__replay_column *c) {
  const size_t first = offsetof(tide_bar, side);
  return c->from >= first && c->from < first + 2 * sizeof(tide_side_bar);
}

static void forget_sides(tide_replay *r) {
  int32_t kept = 0;
  for (int32_t i = 0; i < r->columns; i++) {
    const tide__replay_column c = r->column[i];
    if (is_of_side(&c))
      free((void *)(uintptr_t)*c.at);
    else
      r->column[kept++] = c;
  }
  r->columns = kept;
  for (int32_t i = 0; i < r->masks; i++) free((void *)(uintptr_t)*r->mask[i]);
  r->masks = 0;
  for (int32_t side = 0; side < 2; side++) r->signals.signals[side] = (tide_side_signals){0};
}

int tide__replay_change(tide_replay *r, const tide_side *side, tide_error *error) {
  forget_sides(r);
  for (int32_t i = 0; i < 2; i++) r->signals.side[i] = side[i];
  const int32_t first = r->columns;
  add_sides(r);
  bool room = true;
  for (int32_t i = first; i < r->columns && room; i++)
    room = grow_column(r->column[i].at, 0, (size_t)r->capacity);
  for (int32_t i = 0; i < r->masks && room; i++)
    room = grow_mask(r->mask[i], 0, (size_t)r->capacity / 64);
  r->known = 0;
  if (!room || !settle(r)) return tide__error(error, TIDE_ENOMEM, "out of memory");
  return TIDE_OK;
}

void tide__replay_columns_free(tide_replay *r) {
  for (int32_t i = 0; i < r->columns; i++) {
    free((void *)(uintptr_t)*r->column[i].at);
    *r->column[i].at = NULL;
  }
  for (int32_t i = 0; i < r->masks; i++) free((void *)(uintptr_t)*r->mask[i]);
}

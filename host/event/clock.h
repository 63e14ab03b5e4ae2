/* clock.h -- columns with a cursor each, whose rows are taken in the order of their times. */
#pragma once
#include "tide.h"

/* Tracks of candles that orders fill against: each is looked into when it closes, before anything
 * else at that instant, and opens after everything else. They are no events. */
enum { TIDE__TRACK_INSIDE = 0, TIDE__TRACK_OPEN = 31 };
/* Funding of positions, at the opens of candles: of markets of ticks before all else, of markets of
 * candles just before the next one opens, when the last one is marked. */
enum { TIDE__TRACK_FUNDING = -1, TIDE__TRACK_FUNDING_OPEN = 30 };
enum { TIDE__TRACKS = TIDE_EVENTS_SOURCES + 3 * TIDE_EVENTS_MARKETS };

/* kind       TIDE_EVENT_* or TIDE__TRACK_*, which says what columns are
 * source     its number
 * time       [n] of the rows; of candles when they open
 * received   [n] or NULL */
typedef struct {
  int32_t kind, market, source, row, n;
  const int64_t *time, *received;
  union {
    const tide_candles *candles;
    const tide_tape *tape;
    const tide_depth *depth;
  } columns;
} tide__track;

static inline bool tide__track_has_tape(const tide__track *t) {
  return t->kind == TIDE_EVENT_TRADE || t->kind == TIDE_EVENT_LIQUIDATION;
}

/* track   [n] by kind, then by number
 * time    [n] of the next row of each, INT64_MAX past the last
 * second  [n] what decides between equal times, before the order of the tracks does
 * until   nothing later is taken yet */
typedef struct {
  int32_t n;
  bool by_receipt;
  int64_t until;
  int64_t time[TIDE__TRACKS], second[TIDE__TRACKS];
  tide__track track[TIDE__TRACKS];
} tide__clock;

/* Needs room for it. */
void tide__clock_add(tide__clock *c, const tide__track *track);
/* Once, when all are there. */
void tide__clock_start(tide__clock *c);
/* Columns may have got rows, and may have moved. */
void tide__clock_grow(tide__clock *c);
/* The track whose next row comes next, -1 when none is left, or none that may be taken. */
int32_t tide__clock_least(const tide__clock *c);
/* The row of that track was taken. */
void tide__clock_advance(tide__clock *c, int32_t i);

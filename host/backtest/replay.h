/* replay.h -- inside a run without an end: what its files share. */
#pragma once
#include "backtest/sim.h"
#include "graph/roots.h"

enum { TIDE__REPLAY_COLUMNS = 9 + 2 * TIDE__ROOTS + 5 };

/* A column of eight bytes a bar; where a tide_bar has its number, or 0: it is written elsewhere. */
typedef struct {
  const void **at;
  size_t from;
} tide__replay_column;

struct tide_replay {
  tide_settings settings;
  tide_candles bars;
  tide_signals signals;
  int32_t capacity; /* bars that there is room for */
  int32_t known;    /* bars of which the signals are written: after a swap fewer than there are */
  int32_t columns, masks;
  tide__replay_column column[TIDE__REPLAY_COLUMNS];
  const void **mask[2 * TIDE__ROOTS]; /* columns of bits */
  tide__days days;
  tide__scratch scratch;
  /* The account, and as it was before `bar`, the last one that was simulated: whether a bar is the
   * last shows only when another one comes, and the last one decides nothing. */
  tide__sim sim, before;
  int32_t bar;     /* -1: none yet */
  int32_t reached; /* the last bar of the range, simulated or not */
  bool over, failed;
  tide_stepper *asks; /* to be told of the position; NULL: no rule reads it, or it was */
};

/* replay_position.c: makes the rules of the next bar that read the position wait for it, when there
 * are any; and tells it, when the decision has not asked. Of bars that other rules decided it is
 * not known. */
void tide__replay_hold(tide_replay *r, tide_stepper *st);
void tide__replay_tell(tide_replay *r, int32_t t);
void tide__replay_tell_none(tide_replay *r, int32_t t);
/* What tide_sim.ask calls. */
void tide__replay_ask(tide__sim *s, int32_t t);

/* replay_columns.c */
/* Finds the columns that the strategy reads. */
void tide__replay_columns(tide_replay *r);
/* Room for `bars` bars. */
int tide__replay_room(tide_replay *r, int32_t bars, tide_error *error);
/* What has become known of the next bar whose signals are missing. */
void tide__replay_write(tide_replay *r, const tide_bar *bar);
/* Its exits and additions, where they have become known since. */
void tide__replay_write_exits(tide_replay *r, const tide_bar *bar, int32_t t);
/* Other sides, of whose signals nothing is known. */
int tide__replay_change(tide_replay *r, const tide_side *side, tide_error *error);
void tide__replay_columns_free(tide_replay *r);

/* replay_end.c: the last bar of the range has been simulated as the last. */
void tide__replay_close(tide_replay *r);

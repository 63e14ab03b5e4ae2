/* profile.h -- what differs between the tools whose numbers we can give. */
#pragma once
#include "tide.h"

enum { TIDE__SIZED_AT_DECISION, TIDE__SIZED_AT_FILL, TIDE__SIZED_IN_WHOLE_UNITS };
enum {
  TIDE__PROFILE_TIDE,
  TIDE__PROFILE_BACKTESTING_PY,
  TIDE__PROFILE_VECTORBT,
  TIDE__PROFILE_FREQTRADE
};

typedef struct {
  const char *name;
  /* what the settings start from */
  double commission, slippage, size, lot;
  double spread_share; /* of the spread that a fill pays */
  int32_t fill;
  /* how orders work */
  int32_t sizing;         /* TIDE__SIZED_* */
  int32_t signal_delay;   /* bars after the first defined one before a signal counts */
  bool strict_crossing;   /* crossings need a strict inequality on the bar before, too */
  bool costs_on_exit;     /* exits slip and pay the spread */
  bool open_first;        /* what the open is already beyond fills before the stop is tried */
  bool liquidates;        /* maintenance margin closes a position */
  bool both_cancel;       /* entry and exit of a side on one bar cancel each other */
  bool stop_silences;     /* a stop inside a bar suppresses the signals of that bar */
  bool folds_sundays;     /* where Saturdays are rare, Sunday's marks belong to Monday */
  bool base_is_bar_price; /* stops count from the bar's price, not from the slipped fill */
  bool marks_before_close_fills; /* fees of what fills at a close are in the next mark */
  bool plays_last_bar_twice;     /* what the last bar decides fills on it, and stays open */
  bool ruin_is_zero;             /* after ruin the marks are 0 up to the last bar */
} tide__profile;

/* Row of settings->profile. Never NULL. */
const tide__profile *tide__profile_of(const tide_settings *settings);

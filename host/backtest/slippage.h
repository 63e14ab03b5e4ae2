/* slippage.h -- what a market order pays beyond the price, in markets without a book. */
#pragma once
#include "backtest/profile.h"
#include "backtest/scratch.h"

/* Columns are of the bars, and only those that `kind` reads. */
typedef struct {
  int32_t kind; /* TIDE_SLIP_* */
  double factor, spread;
  const double *by_bar;                     /* [n] of TIDE_SLIP_DYNAMIC */
  const double *daily_volume, *daily_sigma; /* [n] of TIDE_SLIP_VOLUME */
} tide__slippage;

/* Makes the columns from candles and ATR(14) of the signals; the scratch keeps them. */
int tide__slippage_prepare(tide__slippage *slip, const tide_signals *signals,
                           const tide_settings *set, tide__scratch *k, tide_error *error);
/* A fraction of the price. t is the last completed bar; quantity matters only to
 * slippage that grows with it. */
double tide__slip(const tide__slippage *slip, int32_t t, double quantity);

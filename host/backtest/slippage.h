/* slippage.h -- what a market order pays beyond the price, in markets without a book. */
#pragma once
#include "backtest/profile.h"
#include "backtest/scratch.h"

enum { TIDE__SLIP_DAYS = 30 };

/* The last closed days, oldest first, and the one that goes on. All zero before the
 * first bar. */
typedef struct {
  double close[TIDE__SLIP_DAYS + 1], volume[TIDE__SLIP_DAYS];
  int32_t days;
  double traded; /* so far; below 0: the day is closed */
  double sigma, mean_volume;
} tide__days;

/* Columns are of the bars, and only those that `kind` reads. */
typedef struct {
  int32_t kind; /* TIDE_SLIP_* */
  double factor, spread;
  const double *by_bar;                     /* [n] of TIDE_SLIP_DYNAMIC */
  const double *daily_volume, *daily_sigma; /* [n] of TIDE_SLIP_VOLUME */
} tide__slippage;

/* What the settings say, without columns. */
tide__slippage tide__slippage_of(const tide_settings *set);
/* Room for the columns, in the scratch. */
int tide__slippage_prepare(tide__slippage *slip, const tide_signals *signals,
                           const tide_settings *set, tide__scratch *k, tide_error *error);
/* Fills in bar t of the columns, from candles and ATR(14) up to it, one bar after another. */
void tide__slippage_bar(tide__scratch *k, tide__days *days, const tide_signals *signals,
                        const tide_settings *set, int32_t t);
/* All of them, unless the scratch has those of these bars. */
void tide__slippage_bars(tide__scratch *k, const tide_signals *signals, const tide_settings *set);
/* A fraction of the price. t is the last completed bar; quantity matters only to
 * slippage that grows with it. */
double tide__slip(const tide__slippage *slip, int32_t t, double quantity);

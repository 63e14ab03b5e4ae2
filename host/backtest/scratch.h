/* scratch.h -- memory that runs use one after another: a population simulates
 * thousands of strategies and allocates for the first. */
#pragma once
#include "backtest/account.h"

/* The periods of the marked bars first..last, and what the market did in them: the same
 * for every run over these bars.
 *   end     [n] last bar of each
 *   market  [n] return; its mean and sum of squared deviations */
typedef struct {
  const tide_candles *c; /* NULL: nothing is known yet */
  int32_t first, last, n;
  int32_t *end;
  double *market;
  double per_year, mean, squares;
} tide__calendar;

/* All zero before the first run. A scratch serves one thread, one market and one
 * set of settings. */
typedef struct {
  double *equity, *periods;
  uint64_t *masks;
  size_t cap_equity, cap_periods, cap_masks;
  tide_trade *trades;
  int32_t cap_trades;
  tide__traded *traded;
  int32_t cap_traded;
  tide_fill_row *fills;
  int32_t cap_fills;
  tide__calendar calendar;
  const tide_candles *costs_of; /* the bars that the columns below belong to */
  double *slip, *daily_volume, *daily_sigma;
} tide__scratch;

void tide__scratch_free(tide__scratch *k);
/* What the last result points into is its own from now on. */
void tide__scratch_release(tide__scratch *k);

/* At least `count` elements, not kept from before; NULL when out of memory. */
double *tide__scratch_doubles(double **at, size_t *cap, size_t count);
uint64_t *tide__scratch_words(uint64_t **at, size_t *cap, size_t count);

/* Simulates evaluated signals, then measures: what tide_backtest does. Trades, fills
 * and equity of the result stay in the scratch, until its next run. */
int tide__backtest_run(const tide_signals *s, const tide_settings *settings, tide__scratch *k,
                       tide_result *r, tide_error *error);

/* accounts.h -- the money of the strategies of a run, each with its share of the account. */
#pragma once
#include "backtest/size.h"
#include "event/minutes.h"

/* The share of one strategy.
 *   pair     [TIDE_EVENTS_MARKETS] by side; one of two is open at most
 *   equity   [bars] marks so far, from cap_equity of room
 *   peak     highest mark
 *   open     positions; held: marks with one
 *   closed_in  the market of the last trade
 *   over     trades no more, since bar `last` */
typedef struct {
  tide_settings set;
  tide__account money;
  tide__history history;
  tide__position (*pair)[2];
  double *equity;
  double peak;
  int32_t cap_equity, open, held, closed_in, start, last;
  bool over, ruined;
} tide__share;

/* of      [TIDE_EVENTS_STRATEGIES] NULL where there is none
 * list    [n] who has one, rising: sums are made in one order
 * all     settings of the first with the cash of all
 * source  whose candles are marked; -1: minutes
 * market  whose prices minutes have
 * marked  bars so far; held: with any position
 * open    [market] positions in it
 * settled the end has come, all is closed */
typedef struct tide__accounts {
  tide__share *of[TIDE_EVENTS_STRATEGIES];
  int32_t n, list[TIDE_EVENTS_STRATEGIES];
  tide_settings all;
  int32_t source, market, marked, held;
  int32_t open[TIDE_EVENTS_MARKETS];
  bool settled;
  tide_signals bars;
  tide__minutes minutes;
} tide__accounts;

/* history.h -- what a strategy did: round trips, fills, and what Kelly is made of. */
#pragma once
#include "backtest/position.h"

enum { TIDE__KELLY_TRADES = 50 };

/* Rows from malloc are the caller's to free; there may be room from before. */
typedef struct {
  tide_trade *trades;
  int32_t n_trades, cap_trades;
  bool keeps_fills;
  tide_fill_row *fills;
  int32_t n_fills, cap_fills;
  double closed_pnl[TIDE__KELLY_TRADES]; /* of the last closed trades */
  int32_t closed;
  bool failed; /* out of memory */
} tide__history;

/* Adds a fill that has happened; intent of an entry, else NULL. */
void tide__history_add(tide__history *h, const tide__fill *fill, const tide__intent *intent);
static inline void tide__history_fill(tide__history *h, const tide__fill *fill,
                                      const tide__intent *intent) {
  if (h->keeps_fills) tide__history_add(h, fill, intent);
}
/* Adds the round trip of a position that `last` has made flat. */
void tide__history_trade(tide__history *h, const tide__position *p, const tide__fill *last);
/* fraction x Kelly of the last closed trades, at most 1; while it is not known or not above
 * 0, the small stake that lets it recover. */
double tide__history_kelly(const tide__history *h, double fraction);

/* reason.c -- TIDE_EXIT_* of a fill that closed the last of a position. */
int32_t tide__reason_of(int32_t kind);

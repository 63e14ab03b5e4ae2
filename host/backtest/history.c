/* history.c -- rows of trades and fills. Until its trade is written, a fill belongs to
 * a number below 0 that stands for its market and side. */
#include "backtest/history.h"

#include <stdlib.h>

/* Room for one row more of `size` bytes; NULL when out of memory. */
static void *grow(void *rows, int32_t n, int32_t *cap, size_t size) {
  if (n < *cap) return rows;
  const int32_t more = *cap ? 2 * *cap : 64;
  void *grown = realloc(rows, (size_t)more * size);
  if (grown) *cap = more;
  return grown;
}

static int32_t owner_of(const tide__fill *fill) { return -1 - (2 * fill->market + fill->side); }

void tide__history_add(tide__history *h, const tide__fill *fill, const tide__intent *intent) {
  tide_fill_row *rows = grow(h->fills, h->n_fills, &h->cap_fills, sizeof *rows);
  if (!rows) {
    h->failed = true;
    return;
  }
  h->fills = rows;
  tide_fill_row *row = &rows[h->n_fills++];
  *row = (tide_fill_row){.trade = owner_of(fill),
                         .bar = fill->bar,
                         .kind = fill->kind,
                         .at = fill->at,
                         .base = fill->base,
                         .slip = fill->slip,
                         .price = fill->price,
                         .wanted = fill->wanted,
                         .quantity = fill->quantity,
                         .rate = fill->rate,
                         .fee = fill->fee,
                         .maker = fill->maker};
  if (!intent) return;
  row->decided_peak = intent->peak;
  row->decided_rate = intent->rate;
  row->decided_slip = intent->slip;
}

/* The open rows of a market and side, back to their entry, belong to the last trade. */
static void claim_fills(tide__history *h, int32_t owner) {
  for (int32_t i = h->n_fills - 1; i >= 0; i--) {
    tide_fill_row *row = &h->fills[i];
    if (row->trade != owner) continue;
    row->trade = h->n_trades - 1;
    if (row->kind == TIDE_FILLED_ENTRY) return;
  }
}

void tide__history_trade(tide__history *h, const tide__position *p, const tide__fill *last) {
  tide_trade *rows = grow(h->trades, h->n_trades, &h->cap_trades, sizeof *rows);
  if (!rows) {
    h->failed = true;
    return;
  }
  h->trades = rows;
  tide_trade *row = &rows[h->n_trades++];
  tide__position_trade(p, last, row);
  h->closed_pnl[h->closed++ % TIDE__KELLY_TRADES] = row->pnl;
  if (h->keeps_fills) claim_fills(h, owner_of(last));
}

double tide__history_kelly(const tide__history *h, double fraction) {
  if (h->closed < TIDE__KELLY_TRADES) return 0.01;
  double wins = 0.0, losses = 0.0;
  int32_t won = 0, lost = 0;
  for (int32_t i = 0; i < TIDE__KELLY_TRADES; i++) {
    const double pnl = h->closed_pnl[i];
    if (pnl > 0.0) {
      wins += pnl;
      won++;
    } else if (pnl < 0.0) {
      losses -= pnl;
      lost++;
    }
  }
  const double w = (double)won / TIDE__KELLY_TRADES;
  double kelly = w;
  if (won > 0 && lost > 0) kelly = w - (1.0 - w) / ((wins / won) / (losses / lost));
  if (!(kelly > 0.0)) return 0.01;
  return fraction * kelly < 1.0 ? fraction * kelly : 1.0;
}

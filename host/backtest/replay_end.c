/* replay_end.c -- the last bar as the last: it decides nothing and closes what is open. Nobody
 * knows that a bar is the last when it closes, so the account as it was before that bar is kept. */
#include "backtest/replay.h"
#include "core/error.h"

#include <stdlib.h>
#include <string.h>

/* Whether the last bar of the range was gone through as one of many. */
static bool goes_on(const tide_replay *r) { return !r->over && r->bar == r->reached; }

/* Fills that the last bar gave to a trade belong to an open position again. */
static void disown_fills(tide__history *h) {
  for (int32_t i = h->n_fills - 1; i >= 0; i--) {
    tide_fill_row *row = &h->fills[i];
    if (row->trade >= h->n_trades) row->trade = -1 - h->trades[row->trade].side;
  }
}

/* The account before the last bar, with its rows and columns where they are now. */
static tide__sim before_last(const tide_replay *r) {
  tide__sim s = r->before;
  s.start = r->sim.start;
  s.slippage = r->sim.slippage;
  s.equity = r->sim.equity;
  s.words = r->sim.words;
  for (int32_t side = 0; side < 2; side++) {
    s.enter[side] = r->sim.enter[side];
    s.exit[side] = r->sim.exit[side];
    s.add[side] = r->sim.add[side];
  }
  s.history.trades = r->sim.history.trades;
  s.history.fills = r->sim.history.fills;
  s.history.cap_trades = r->sim.history.cap_trades;
  s.history.cap_fills = r->sim.history.cap_fills;
  s.account.traded = r->sim.account.traded;
  s.account.cap_traded = r->sim.account.cap_traded;
  return s;
}

static void go_through_last(tide__sim *s, int32_t t) {
  s->last = t;
  tide__sim_bars(s, t, t);
}

void tide__replay_close(tide_replay *r) {
  if (goes_on(r) && r->bar >= 0) {
    tide__sim s = before_last(r);
    disown_fills(&s.history);
    go_through_last(&s, r->bar);
    r->sim = s;
  }
  r->over = true;
}

int tide_replay_end(tide_replay *r, tide_error *error) {
  tide__replay_close(r);
  if (!r->sim.account.failed && !r->sim.history.failed) return TIDE_OK;
  r->failed = true;
  return tide__error(error, TIDE_ENOMEM, "out of memory");
}

/* NULL when out of memory. */
static void *copied(const void *rows, int32_t n, size_t size) {
  void *copy = calloc((size_t)n + 1, size);
  if (copy && n > 0) memcpy(copy, rows, (size_t)n * size);
  return copy;
}

/* Rows of its own, in a scratch of its own. Fills only where the settings ask for them. */
static bool own_rows(tide__sim *s, const tide__sim *whole, tide__scratch *k) {
  tide__history *h = &s->history;
  const int32_t trades = whole->history.n_trades, marks = s->last - s->first + 1;
  h->keeps_fills = s->set->record_fills;
  if (!h->keeps_fills) h->n_fills = 0;
  k->trades = h->trades = copied(h->trades, trades, sizeof *h->trades);
  k->fills = h->fills = copied(h->fills, h->n_fills, sizeof *h->fills);
  k->equity = s->equity = copied(s->equity, marks, sizeof *s->equity);
  k->traded = s->account.traded =
    copied(s->account.traded, s->account.n_traded, sizeof *s->account.traded);
  h->cap_trades = trades + 1;
  h->cap_fills = h->n_fills + 1;
  s->account.cap_traded = s->account.n_traded + 1;
  s->scratch = k;
  return h->trades && h->fills && s->equity && s->account.traded;
}

static int measure(const tide_replay *r, tide__scratch *k, tide_result *made, tide_error *error) {
  const bool again = goes_on(r);
  tide__sim s = again ? before_last(r) : r->sim;
  if (again) s.last = r->bar;
  if (!own_rows(&s, &r->sim, k)) return tide__error(error, TIDE_ENOMEM, "out of memory");
  disown_fills(&s.history);
  if (again) go_through_last(&s, r->bar);
  return tide__sim_end(&s, made, error);
}

int tide_replay_result(const tide_replay *r, tide_result **out, tide_error *error) {
  *out = NULL;
  if (r->failed)
    return tide__error(error, TIDE_ENOMEM, "memory was out before: a new replay is needed");
  if (r->reached < 0) return tide__error(error, TIDE_ESHORT, "no bar lies between the given dates");
  tide_result *made = malloc(sizeof *made);
  if (!made) return tide__error(error, TIDE_ENOMEM, "out of memory");
  tide__scratch k = {0};
  const int status = measure(r, &k, made, error);
  if (status == TIDE_OK) {
    *out = made;
    tide__scratch_release(&k);
  } else {
    free(made);
  }
  tide__scratch_free(&k);
  return status;
}

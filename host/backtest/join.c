/* join.c -- results of ranges that follow one another, as one: each begins with what the
 * one before ended with, and is flat at its ends. */
#include "backtest/metrics.h"
#include "backtest/scratch.h"
#include "core/error.h"

#include <stdlib.h>
#include <string.h>

static int check_parts(const tide_result *const *parts, int32_t n, const tide_signals *signals,
                       tide_error *error) {
  if (n < 1) return tide__error(error, TIDE_EINVAL, "there are no results to be joined");
  for (int32_t k = 0; k < n; k++) {
    if (parts[k]->first < 0 || parts[k]->last >= signals->candles->n)
      return tide__error(error, TIDE_EINVAL, "result %d is not of these candles", (int)k + 1);
    if (k > 0 && parts[k]->first != parts[k - 1]->last + 1)
      return tide__error(error, TIDE_EINVAL, "result %d does not begin where the one before ends",
                         (int)k + 1);
  }
  return TIDE_OK;
}

/* Money and quantities of a trade, as if more or less had been there to begin with. */
static tide_trade scaled(const tide_trade *trade, double by) {
  tide_trade t = *trade;
  t.quantity *= by;
  t.pnl *= by;
  t.fees *= by;
  t.funding *= by;
  t.equity *= by;
  t.wanted *= by;
  return t;
}

static void add_part(tide_result *r, const tide_result *part, double by) {
  double *equity = (double *)(uintptr_t)r->equity + (part->first - r->first);
  tide_trade *trades = (tide_trade *)(uintptr_t)r->trades + r->n_trades;
  for (int32_t t = 0; t <= part->last - part->first; t++) equity[t] = by * part->equity[t];
  for (int32_t i = 0; i < part->n_trades; i++) trades[i] = scaled(&part->trades[i], by);
  r->n_trades += part->n_trades;
  r->fees += by * part->fees;
  r->turnover += by * part->turnover;
  r->funding += by * part->funding;
  r->ruined = r->ruined || part->ruined;
}

static bool make_room(tide_result *r, const tide_result *const *parts, int32_t n) {
  size_t trades = 0;
  for (int32_t k = 0; k < n; k++) trades += (size_t)parts[k]->n_trades;
  r->equity = malloc(((size_t)(r->last - r->first) + 1) * sizeof *r->equity);
  r->trades = malloc((trades + 1) * sizeof *r->trades);
  return r->equity && r->trades;
}

int tide_result_join(const tide_join *join, tide_result **out, tide_error *error) {
  *out = NULL;
  const int rc = check_parts(join->parts, join->n, join->signals, error);
  if (rc != TIDE_OK) return rc;
  tide_result *r = malloc(sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  *r = (tide_result){.first = join->parts[0]->first,
                     .last = join->parts[join->n - 1]->last,
                     .start = join->parts[0]->start};
  if (!make_room(r, join->parts, join->n)) {
    tide_result_free(r);
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  const double cash = join->settings->cash;
  double held = 0.0, equity = cash;
  for (int32_t k = 0; k < join->n; k++) {
    const tide_result *part = join->parts[k];
    add_part(r, part, equity / cash);
    equity = r->equity[part->last - r->first];
    held += part->metric[TIDE__M_exposure] * (part->last - part->first + 1);
  }
  r->final_equity = equity;
  tide__metrics_for(r, join->signals, join->settings, (int32_t)(held + 0.5));
  *out = r;
  return TIDE_OK;
}

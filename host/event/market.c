/* market.c -- desks made, levels and delays looked up. */
#include "event/market.h"

#include "core/nan.h"
#include "ticks/book.h"

#include <stdlib.h>

void tide__market_free(tide__market *m) {
  if (!m) return;
  for (int32_t i = 0; i < m->desks; i++) tide__desk_free(m->desk[i]);
  tide__scratch_free(&m->costs);
  free(m);
}

tide__desk *tide__market_desk(tide__market *m, int32_t strategy) {
  if (m->of[strategy]) return m->of[strategy];
  tide__desk *d = calloc(1, sizeof *d);
  if (!d) return NULL;
  d->strategy = strategy;
  d->low = -TIDE__INF;
  d->high = TIDE__INF;
  d->sent = d->told = INT64_MIN;
  m->desk[m->desks++] = m->of[strategy] = d;
  return d;
}

double tide__market_best(const tide__market *m, int32_t side) {
  const tide__ladder *l = tide__book_side(m->book, side);
  tide__place at = tide__ladder_first(l);
  tide__rung level;
  if (!tide__ladder_next(l, &at, &level)) return TIDE__NAN;
  return (double)(side == TIDE_BID ? level.key : -level.key) * m->depth_price;
}

double tide__market_level(const tide__market *m, int32_t side, double price) {
  const double units = price / m->depth_price;
  if (units != floor(units) || fabs(units) > 0x1p53) return 0.0;
  const int64_t key = (int64_t)(side == TIDE_BID ? units : -units);
  return (double)tide__ladder_get(tide__book_side(m->book, side), key) * m->depth_quantity;
}

/* The last row that is not later than now; the first when all are. */
static int32_t find(const tide_venue *v, int64_t now) {
  int32_t low = 0, high = v->delays;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (v->delay_time[middle] <= now)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? low - 1 : 0;
}

int64_t tide__market_delay(const tide__market *m, int32_t which, int64_t now) {
  const tide_venue *v = &m->venue;
  const int64_t constant[] = {v->entry, v->cancel, v->response};
  const int64_t *const recorded[] = {v->delay_entry, v->delay_cancel, v->delay_response};
  if (v->delays == 0 || !recorded[which]) return constant[which];
  return recorded[which][find(v, now)];
}

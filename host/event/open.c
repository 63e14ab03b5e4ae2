/* open.c -- markets opened to orders: what they fill against, and in which units. */
#include "core/error.h"
#include "core/nan.h"
#include "core/timeframe.h"
#include "event/queue.h"
#include "event/run.h"

#include <stdlib.h>

static const double limit = 0x1p53;

static bool is_delay(int64_t us) { return us >= 0 && us < INT64_C(1) << 50; }

static bool are_delays(const int64_t *us, int32_t n) {
  for (int32_t i = 0; us && i < n; i++)
    if (!is_delay(us[i])) return false;
  return true;
}

static bool are_times(const tide_venue *v) {
  if (v->delays > 0 && !v->delay_time) return false;
  for (int32_t i = 1; i < v->delays; i++)
    if (v->delay_time[i] < v->delay_time[i - 1]) return false;
  return true;
}

static int check(const tide_venue *v, tide_error *error) {
  if (!tide__queue_known(v->queue, v->power))
    return tide__error(error, TIDE_EINVAL,
                       "there is no queue model %d with power %d; powers are 1 to 16", v->queue,
                       v->power);
  const bool fixed = v->slippage_kind == TIDE_SLIP_FIXED;
  if (v->slippage_kind < TIDE_SLIP_FIXED || v->slippage_kind > TIDE_SLIP_VOLUME)
    return tide__error(error, TIDE_EINVAL, "there is no slippage of kind %d", v->slippage_kind);
  if (!(v->slippage >= 0.0 && v->slippage < (fixed ? 1.0 : TIDE__INF)))
    return tide__error(error, TIDE_EINVAL, "slippage is a fraction from 0 to below 1, not %g",
                       v->slippage);
  if (!(v->spread >= 0.0 && v->spread < 1.0))
    return tide__error(error, TIDE_EINVAL, "half a spread is a fraction below 1, not %g",
                       v->spread);
  if (!(v->ahead >= 0.0))
    return tide__error(error, TIDE_EINVAL, "the quantity ahead is 0 or more, not %g", v->ahead);
  const bool delays = is_delay(v->entry) && is_delay(v->cancel) && is_delay(v->response) &&
                      are_delays(v->delay_entry, v->delays) &&
                      are_delays(v->delay_cancel, v->delays) &&
                      are_delays(v->delay_response, v->delays);
  if (!delays || v->delays < 0)
    return tide__error(error, TIDE_EINVAL, "a delay is below 0 or longer than 35 years");
  if (!are_times(v))
    return tide__error(error, TIDE_EINVAL, "the times of recorded delays are missing or fall");
  return TIDE_OK;
}

/* The sources that orders may fill against. */
typedef struct {
  const tide_tape *tape;
  const tide_depth *depth;
  const tide_candles *candles, *funding;
} sources;

static sources sources_of(const tide_events *e, int32_t market) {
  sources s = {0};
  for (int32_t i = 0; i < e->clock.n; i++) {
    const tide__track *t = &e->clock.track[i];
    if (t->market != market) continue;
    if (t->kind == TIDE_EVENT_TRADE && !s.tape) s.tape = t->columns.tape;
    if (t->kind == TIDE_EVENT_BOOK) s.depth = t->columns.depth;
    if (t->kind != TIDE_EVENT_CANDLE) continue;
    const tide_candles *c = t->columns.candles;
    if (c->funding && !s.funding) s.funding = c;
    if (!s.candles ||
        tide__timeframe_seconds(c->timeframe) < tide__timeframe_seconds(s.candles->timeframe))
      s.candles = c;
  }
  return s;
}

/* Columns that count in coarser units: whether each value is one below 2^53 of the finer ones. */
static bool fits(const int64_t *values, int32_t n, double by) {
  for (int32_t i = 0; by > 1.0 && i < n; i++)
    if (fabs((double)values[i]) * by > limit) return false;
  return true;
}

static int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

static int find_units(tide__market *m, const sources *s, tide_error *error) {
  const tide_tape *t = s->tape;
  const tide_depth *d = s->depth;
  const int32_t price = larger(t ? t->price_digits : 0, d ? d->price_digits : 0);
  const int32_t quantity = larger(t ? t->quantity_digits : 0, d ? d->quantity_digits : 0);
  bool fit = true;
  m->price_digits = price;
  m->quantity_digits = quantity;
  if (t) {
    m->tape_price = tide__units_power(price - t->price_digits);
    m->tape_quantity = tide__units_power(quantity - t->quantity_digits);
    fit = fits(t->price, t->n, m->tape_price) && fits(t->quantity, t->n, m->tape_quantity);
  }
  if (d) {
    m->depth_price = tide__units_power(price - d->price_digits);
    m->depth_quantity = tide__units_power(quantity - d->quantity_digits);
    fit = fit && fits(d->price, d->rows, m->depth_price) &&
          fits(d->quantity, d->rows, m->depth_quantity);
  }
  if (fit) return TIDE_OK;
  return tide__error(error, TIDE_EDATA,
                     "trades and depth of market %d have no common unit: a price or quantity "
                     "would need more than 2^53",
                     m->number);
}

static void watch(tide_events *e, const tide__market *m) {
  static const int32_t kinds[] = {TIDE__TRACK_INSIDE, TIDE__TRACK_OPEN};
  for (int32_t i = 0; i < 2; i++)
    tide__clock_add(&e->clock, &(tide__track){.kind = kinds[i],
                                              .market = m->number,
                                              .source = -1,
                                              .n = m->candles->n,
                                              .time = m->candles->time,
                                              .columns.candles = m->candles});
}

static void watch_funding(tide_events *e, const tide__market *m, const tide_candles *c) {
  const bool bars = m->by == TIDE__BY_CANDLES;
  tide__clock_add(&e->clock,
                  &(tide__track){.kind = bars ? TIDE__TRACK_FUNDING_OPEN : TIDE__TRACK_FUNDING,
                                 .market = m->number,
                                 .source = -1,
                                 .n = c->n,
                                 .time = c->time,
                                 .columns.candles = c});
}

static int open_market(tide_events *e, tide__market *m, const sources *s, tide_error *error) {
  m->by = s->depth ? TIDE__BY_BOOK : s->tape ? TIDE__BY_TRADES : TIDE__BY_CANDLES;
  m->traded = s->tape != NULL;
  m->book = e->book[m->number];
  m->last = TIDE__NAN;
  m->price_digits = m->quantity_digits = TIDE__UNITS_NONE;
  if (m->by != TIDE__BY_CANDLES) {
    const int status = find_units(m, s, error);
    if (status != TIDE_OK) return status;
  }
  m->candles = s->candles;
  const int status = tide__slip_open(m, error);
  if (status != TIDE_OK) return status;
  m->ahead = tide__units_of(m->venue.ahead, m->quantity_digits, true);
  if (m->by == TIDE__BY_CANDLES) watch(e, m);
  if (s->funding) watch_funding(e, m, s->funding);
  e->market[m->number] = m;
  return TIDE_OK;
}

int tide_events_open(tide_events *e, int32_t market, const tide_venue *venue, tide_error *error) {
  if (market < 0 || market >= TIDE_EVENTS_MARKETS || e->started || e->market[market])
    return tide__error(error, TIDE_EINVAL,
                       "market %d is not there, or open already, or events have begun", market);
  const int status = check(venue, error);
  if (status != TIDE_OK) return status;
  const sources s = sources_of(e, market);
  if (!s.tape && !s.depth && !s.candles)
    return tide__error(error, TIDE_EINVAL,
                       "market %d has no candles, trades or depth for orders to fill against",
                       market);
  tide__market *m = calloc(1, sizeof *m);
  if (!m) return tide__error(error, TIDE_ENOMEM, "out of memory");
  m->venue = *venue;
  m->number = market;
  const int opened = open_market(e, m, &s, error);
  if (opened != TIDE_OK) tide__market_free(m);
  return opened;
}

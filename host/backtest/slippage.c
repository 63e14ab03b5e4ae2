/* slippage.c -- what a market order pays beyond the price.
 *
 *   fixed      slip = x + spread / 2
 *   dynamic k  slip = k * ATR(14) / close, of the last completed bar
 *   volume k   slip = k * sigma * sqrt(quantity / volume), sigma the standard
 *              deviation of daily returns and volume the mean daily volume of
 *              the last 30 completed days (bars of a day or longer: bars)
 *
 * What is not defined yet costs nothing. */
#include "backtest/slippage.h"
#include "core/error.h"
#include "core/timeframe.h"

#include <math.h>
#include <stdlib.h>

enum { WINDOW = TIDE__SLIP_DAYS };

static void measure_days(tide__days *w) {
  w->sigma = w->mean_volume = 0.0;
  if (w->days <= WINDOW) return;
  double mean = 0.0, squares = 0.0;
  for (int32_t i = 0; i < WINDOW; i++) mean += w->close[i + 1] / w->close[i] - 1.0;
  mean /= WINDOW;
  for (int32_t i = 0; i < WINDOW; i++) {
    const double r = w->close[i + 1] / w->close[i] - 1.0 - mean;
    squares += r * r;
    w->mean_volume += w->volume[i];
  }
  w->sigma = sqrt(squares / (WINDOW - 1));
  w->mean_volume /= WINDOW;
}

static void push_day(tide__days *w, double close, double volume) {
  for (int32_t i = 0; i < WINDOW; i++) w->close[i] = w->close[i + 1];
  for (int32_t i = 0; i + 1 < WINDOW; i++) w->volume[i] = w->volume[i + 1];
  w->close[WINDOW] = close;
  w->volume[WINDOW - 1] = volume;
  w->days++;
  measure_days(w);
}

/* A day is complete when its last bar is: the one that closes at midnight, or
 * the one before the first bar of a later day. */
static void add_bar(tide__days *w, const tide_candles *c, int32_t t) {
  const bool by_bar = tide__timeframe_seconds(c->timeframe) >= 86400.0;
  const int64_t day = tide__timeframe_floor(TIDE__DAY_US, c->time[t]);
  if (!by_bar && t > 0 && w->traded >= 0.0 &&
      day != tide__timeframe_floor(TIDE__DAY_US, c->time[t - 1])) {
    push_day(w, c->close[t - 1], w->traded);
    w->traded = 0.0;
  }
  w->traded = (w->traded < 0.0 ? 0.0 : w->traded) + c->volume[t];
  const int64_t close = tide__timeframe_close(c->timeframe, c->time[t]);
  if (by_bar || close >= day + TIDE__DAY_US) {
    push_day(w, c->close[t], w->traded);
    w->traded = -1.0; /* pushed: the next bar begins a day */
  }
}

static bool make_room(double **column, size_t size) {
  free(*column);
  *column = malloc(size);
  return *column != NULL;
}

static int make_columns(const tide_signals *signals, const tide_settings *set, tide__scratch *k,
                        tide_error *error) {
  const tide_candles *c = signals->candles;
  const size_t size = (size_t)(c->n > 0 ? c->n : 1) * sizeof(double);
  if (set->slippage_kind == TIDE_SLIP_VOLUME && !c->volume)
    return tide__error(error, TIDE_EDATA, "slippage by volume needs a volume column in the data");
  if (set->slippage_kind == TIDE_SLIP_FIXED || k->costs_of == c) return TIDE_OK;
  const bool volume = set->slippage_kind == TIDE_SLIP_VOLUME;
  k->costs_of = NULL;
  const bool room = volume ? make_room(&k->daily_sigma, size) && make_room(&k->daily_volume, size)
                           : make_room(&k->slip, size);
  return room ? TIDE_OK : tide__error(error, TIDE_ENOMEM, "out of memory");
}

tide__slippage tide__slippage_of(const tide_settings *set) {
  return (tide__slippage){.kind = set->slippage_kind,
                          .factor = set->slippage,
                          .spread = set->spread * tide__profile_of(set)->spread_share};
}

int tide__slippage_prepare(tide__slippage *slip, const tide_signals *signals,
                           const tide_settings *set, tide__scratch *k, tide_error *error) {
  const int status = make_columns(signals, set, k, error);
  *slip = tide__slippage_of(set);
  slip->by_bar = k->slip;
  slip->daily_volume = k->daily_volume;
  slip->daily_sigma = k->daily_sigma;
  return status;
}

void tide__slippage_bar(tide__scratch *k, tide__days *days, const tide_signals *signals,
                        const tide_settings *set, int32_t t) {
  const tide_candles *c = signals->candles;
  if (set->slippage_kind == TIDE_SLIP_DYNAMIC) {
    const double slip = set->slippage * signals->atr[t] / c->close[t];
    k->slip[t] = slip > 0.0 ? slip : 0.0;
  } else if (set->slippage_kind == TIDE_SLIP_VOLUME) {
    add_bar(days, c, t);
    k->daily_sigma[t] = days->sigma;
    k->daily_volume[t] = days->mean_volume;
  }
}

void tide__slippage_bars(tide__scratch *k, const tide_signals *signals, const tide_settings *set) {
  if (set->slippage_kind == TIDE_SLIP_FIXED || k->costs_of == signals->candles) return;
  tide__days days = {.days = 0};
  for (int32_t t = 0; t < signals->candles->n; t++) tide__slippage_bar(k, &days, signals, set, t);
  k->costs_of = signals->candles;
}

double tide__slip(const tide__slippage *slip, int32_t t, double quantity) {
  switch (slip->kind) {
  case TIDE_SLIP_DYNAMIC:
    return slip->by_bar[t] + slip->spread;
  case TIDE_SLIP_VOLUME:
    if (!(slip->daily_volume[t] > 0.0)) return slip->spread;
    return fmin(slip->factor * slip->daily_sigma[t] * sqrt(quantity / slip->daily_volume[t]), 1.0) +
           slip->spread;
  default:
    return slip->factor + slip->spread;
  }
}

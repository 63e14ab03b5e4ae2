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

enum { WINDOW = 30 };

/* Closes and volumes of the last WINDOW closed days, oldest first. */
typedef struct {
  double close[WINDOW + 1], volume[WINDOW];
  int32_t days;
} day_window;

static void push_day(day_window *w, double close, double volume) {
  for (int32_t i = 0; i < WINDOW; i++) w->close[i] = w->close[i + 1];
  for (int32_t i = 0; i + 1 < WINDOW; i++) w->volume[i] = w->volume[i + 1];
  w->close[WINDOW] = close;
  w->volume[WINDOW - 1] = volume;
  w->days++;
}

static void measure_days(const day_window *w, double *sigma, double *volume) {
  *sigma = *volume = 0.0;
  if (w->days <= WINDOW) return;
  double mean = 0.0, squares = 0.0;
  for (int32_t i = 0; i < WINDOW; i++) mean += w->close[i + 1] / w->close[i] - 1.0;
  mean /= WINDOW;
  for (int32_t i = 0; i < WINDOW; i++) {
    const double r = w->close[i + 1] / w->close[i] - 1.0 - mean;
    squares += r * r;
    *volume += w->volume[i];
  }
  *sigma = sqrt(squares / (WINDOW - 1));
  *volume /= WINDOW;
}

/* A day is complete when its last bar is: the one that closes at midnight, or
 * the one before the first bar of a later day. */
static void fill_daily(tide__scratch *k, const tide_candles *c) {
  const bool by_bar = tide__timeframe_seconds(c->timeframe) >= 86400.0;
  day_window w = {.days = 0};
  double sigma = 0.0, mean = 0.0, volume = 0.0;
  for (int32_t t = 0; t < c->n; t++) {
    const int64_t day = tide__timeframe_floor(TIDE__DAY_US, c->time[t]);
    if (!by_bar && t > 0 && volume >= 0.0 &&
        day != tide__timeframe_floor(TIDE__DAY_US, c->time[t - 1])) {
      push_day(&w, c->close[t - 1], volume);
      volume = 0.0;
    }
    volume = (volume < 0.0 ? 0.0 : volume) + c->volume[t];
    const int64_t close = tide__timeframe_close(c->timeframe, c->time[t]);
    if (by_bar || close >= day + TIDE__DAY_US) {
      push_day(&w, c->close[t], volume);
      volume = -1.0; /* pushed: the next bar begins a day */
    }
    measure_days(&w, &sigma, &mean);
    k->daily_sigma[t] = sigma;
    k->daily_volume[t] = mean;
  }
}

static bool make_room(double **column, size_t size) {
  free(*column);
  *column = malloc(size);
  return *column != NULL;
}

/* The columns that slippage is read from. A scratch keeps those of the bars it
 * served last. */
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
  if (!room) return tide__error(error, TIDE_ENOMEM, "out of memory");
  if (volume) fill_daily(k, c);
  for (int32_t t = 0; !volume && t < c->n; t++) {
    const double slip = set->slippage * signals->atr[t] / c->close[t];
    k->slip[t] = slip > 0.0 ? slip : 0.0;
  }
  k->costs_of = c;
  return TIDE_OK;
}

int tide__slippage_prepare(tide__slippage *slip, const tide_signals *signals,
                           const tide_settings *set, tide__scratch *k, tide_error *error) {
  const int status = make_columns(signals, set, k, error);
  *slip = (tide__slippage){.kind = set->slippage_kind,
                           .factor = set->slippage,
                           .spread = set->spread * tide__profile_of(set)->spread_share,
                           .by_bar = k->slip,
                           .daily_volume = k->daily_volume,
                           .daily_sigma = k->daily_sigma};
  return status;
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

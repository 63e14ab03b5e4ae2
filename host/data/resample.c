/* resample.c -- coarser candles from finer ones (docs/reference/semantics.md). */
#include "core/error.h"
#include "core/timeframe.h"
#include "data/candles.h"

#include <math.h>

static double *mutable(const double *column) { return (double *)(uintptr_t)column; }

void tide__bar_start(tide_candles *to, int32_t k, const tide_candles *from, int32_t i) {
  ((int64_t *)(uintptr_t)to->time)[k] = tide__timeframe_floor(to->timeframe, from->time[i]);
  mutable(to->open)[k] = from->open[i];
  mutable(to->high)[k] = from->high[i];
  mutable(to->low)[k] = from->low[i];
  mutable(to->close)[k] = from->close[i];
  if (to->volume) mutable(to->volume)[k] = from->volume[i];
  if (to->funding) mutable(to->funding)[k] = from->funding[i];
  if (to->mark) mutable(to->mark)[k] = from->mark[i];
  if (to->open_interest) mutable(to->open_interest)[k] = from->open_interest[i];
}

void tide__bar_extend(tide_candles *to, int32_t k, const tide_candles *from, int32_t i) {
  if (from->high[i] > to->high[k]) mutable(to->high)[k] = from->high[i];
  if (from->low[i] < to->low[k]) mutable(to->low)[k] = from->low[i];
  mutable(to->close)[k] = from->close[i];
  if (to->volume) mutable(to->volume)[k] += from->volume[i];
  if (to->funding && !isnan(from->funding[i]))
    mutable(to->funding)[k] =
      isnan(to->funding[k]) ? from->funding[i] : to->funding[k] + from->funding[i];
  if (to->mark && isnan(to->mark[k])) mutable(to->mark)[k] = from->mark[i];
  if (to->open_interest && !isnan(from->open_interest[i]))
    mutable(to->open_interest)[k] = from->open_interest[i];
}

/* Months are whole numbers of days and hours, but not of weeks. */
static bool is_multiple(int64_t coarse, int64_t fine) {
  if (coarse < 0 && fine < 0) return coarse % fine == 0;
  if (coarse < 0) return TIDE__DAY_US % fine == 0;
  return fine > 0 && coarse % fine == 0;
}

static int check(const tide_candles *c, int64_t timeframe, tide_error *error) {
  char wanted[16] = "?", own[16] = "?";
  tide_timeframe_name(timeframe, wanted, sizeof wanted);
  tide_timeframe_name(c->timeframe, own, sizeof own);
  if (timeframe == 0) return tide__error(error, TIDE_EINVAL, "a time frame of 0 is none");
  if (tide__timeframe_seconds(timeframe) < tide__timeframe_seconds(c->timeframe))
    return tide__error(error, TIDE_EINVAL,
                       "time frame %s is finer than the data, which has candles of %s", wanted,
                       own);
  if (!is_multiple(timeframe, c->timeframe))
    return tide__error(error, TIDE_EINVAL,
                       "time frame %s is no whole number of the data's candles of %s", wanted, own);
  return TIDE_OK;
}

static int32_t count_bars(const tide_candles *c, int64_t timeframe) {
  int32_t bars = 0;
  int64_t close = INT64_MIN;
  for (int32_t i = 0; i < c->n; i++) {
    if (c->time[i] < close) continue;
    close = tide__timeframe_close(timeframe, tide__timeframe_floor(timeframe, c->time[i]));
    bars++;
  }
  return bars;
}

int tide__candles_resample(const tide_candles *c, int64_t timeframe, int64_t reached,
                           tide_candles **out, tide_error *error) {
  *out = NULL;
  const int status = check(c, timeframe, error);
  if (status != TIDE_OK) return status;
  if (timeframe == c->timeframe) {
    *out = tide_candles_copy(c);
    return *out ? TIDE_OK : tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  tide_candles *to = tide__candles_like(c, count_bars(c, timeframe), timeframe);
  if (!to) return tide__error(error, TIDE_ENOMEM, "out of memory");
  int32_t k = -1;
  int64_t close = INT64_MIN;
  for (int32_t i = 0; i < c->n; i++) {
    if (c->time[i] < close) {
      tide__bar_extend(to, k, c, i);
      continue;
    }
    tide__bar_start(to, ++k, c, i);
    close = tide__timeframe_close(timeframe, to->time[k]);
  }
  if (c->n > 0) {
    const int64_t end = tide__timeframe_close(c->timeframe, c->time[c->n - 1]);
    if ((end > reached ? end : reached) < close) to->n--;
  }
  *out = to;
  return TIDE_OK;
}

int tide_candles_resample(const tide_candles *c, int64_t timeframe, tide_candles **out,
                          tide_error *error) {
  return tide__candles_resample(c, timeframe, INT64_MIN, out, error);
}

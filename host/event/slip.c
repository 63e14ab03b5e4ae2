/* slip.c -- what market fills pay beyond the price in markets without a book: as the kernel has it,
 * by the market's candles where it follows their range or volume. */
#include "core/error.h"
#include "core/nan.h"
#include "core/timeframe.h"
#include "data/candles.h"
#include "event/market.h"

#include <stdlib.h>

/* ATR(14) of candles, NaN before it is defined. */
static int measure_range(const tide_candles *c, double **out, tide_error *error) {
  static const double params[] = {14.0};
  const tide_indicator *atr = tide_indicator_find("atr");
  const double *const in[] = {c->high, c->low, c->close};
  if (!atr) return tide__error(error, TIDE_EMISSING, "the indicator atr is missing");
  *out = malloc(((size_t)c->n + 1) * sizeof **out);
  if (!*out) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int32_t first = tide_indicator_run(atr, c->n, in, params, out);
  return first < 0 ? tide__error(error, first, "atr: %s", tide_strerror(first)) : TIDE_OK;
}

int tide__slip_open(tide__market *m, tide_error *error) {
  const tide_venue *v = &m->venue;
  const tide_settings set = {
    .slippage_kind = v->slippage_kind, .slippage = v->slippage, .spread = 2.0 * v->spread};
  tide_signals bars = {.candles = m->candles};
  if (v->slippage_kind != TIDE_SLIP_FIXED && m->by != TIDE__BY_BOOK && !m->candles)
    return tide__error(error, TIDE_EINVAL,
                       "market %d has no candles, which its slippage is measured by", m->number);
  /* where there is a book, only what a trade fills while it is not known slips, by a fraction */
  const bool fixed = v->slippage_kind == TIDE_SLIP_FIXED;
  m->slippage = (tide__slippage){.factor = fixed ? v->slippage : 0.0, .spread = v->spread};
  if (v->slippage_kind == TIDE_SLIP_FIXED || m->by == TIDE__BY_BOOK) return TIDE_OK;
  double *range = NULL;
  int status = TIDE_OK;
  if (v->slippage_kind == TIDE_SLIP_DYNAMIC) status = measure_range(m->candles, &range, error);
  bars.atr = range;
  if (status == TIDE_OK)
    status = tide__slippage_prepare(&m->slippage, &bars, &set, &m->costs, error);
  if (status == TIDE_OK) tide__slippage_bars(&m->costs, &bars, &set);
  free(range);
  m->measured = m->candles->n;
  return status;
}

int tide__slip_grow(tide__market *m) {
  if (m->slippage.kind == TIDE_SLIP_FIXED || m->measured == m->candles->n) return TIDE_OK;
  tide__scratch_free(&m->costs);
  m->costs = (tide__scratch){0};
  return tide__slip_open(m, NULL);
}

/* The last candle that has closed by a time; -1: none. */
static int32_t closed_by(const tide_candles *c, int64_t time) {
  const int32_t last = tide__candles_at(c, time);
  const bool closed = last >= 0 && tide__timeframe_close(c->timeframe, c->time[last]) <= time;
  return closed || last < 0 ? last : last - 1;
}

static double slip_at(const tide__market *m, int32_t bar, double quantity) {
  if (m->slippage.kind != TIDE_SLIP_FIXED && bar < 0) return m->slippage.spread;
  return tide__slip(&m->slippage, bar, quantity);
}

double tide__slip_filling(const tide__market *m, int64_t now, double quantity) {
  if (m->slippage.kind == TIDE_SLIP_FIXED) return slip_at(m, 0, quantity);
  const bool bars = m->by == TIDE__BY_CANDLES;
  return slip_at(m, bars ? m->opens - 2 : closed_by(m->candles, now), quantity);
}

double tide__slip_deciding(const tide__market *m, int64_t now, double quantity) {
  if (m->by == TIDE__BY_BOOK) return 0.0;
  if (m->slippage.kind == TIDE_SLIP_FIXED) return slip_at(m, 0, quantity);
  const bool bars = m->by == TIDE__BY_CANDLES;
  return slip_at(m, bars ? m->closed - 1 : closed_by(m->candles, now), quantity);
}

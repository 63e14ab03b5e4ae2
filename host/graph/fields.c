/* fields.c -- columns that come straight from candles. */
#include "core/error.h"
#include "core/nan.h"
#include "core/timeframe.h"
#include "data/days.h"
#include "graph/evaluate.h"

static void mean_of(const tide_candles *c, int32_t field, double *y) {
  for (int32_t t = 0; t < c->n; t++) {
    const double o = c->open[t], h = c->high[t], l = c->low[t], x = c->close[t];
    y[t] = field == TIDE__FIELD_HL2    ? (h + l) / 2.0
           : field == TIDE__FIELD_HLC3 ? (h + l + x) / 3.0
                                       : (o + h + l + x) / 4.0;
  }
}

/* Seconds since 1970, hour 0..23 and weekday Monday = 1 of the open, UTC. */
static void calendar(const tide_candles *c, int32_t field, double *y) {
  const int64_t hour = 3600 * TIDE__US;
  if (field == TIDE__FIELD_TIME) {
    for (int32_t t = 0; t < c->n; t++) y[t] = (double)c->time[t] / (double)TIDE__US;
    return;
  }
  for (int32_t t = 0; t < c->n; t++) {
    const tide_day day = tide__day_of(c, t);
    y[t] = (double)(field == TIDE__FIELD_HOUR ? (c->time[t] - day.day * TIDE__DAY_US) / hour
                                              : day.weekday + 1);
  }
}

const double *tide__field_given(const tide_candles *c, int32_t field) {
  switch (field) {
  case TIDE__FIELD_OPEN:
    return c->open;
  case TIDE__FIELD_HIGH:
    return c->high;
  case TIDE__FIELD_LOW:
    return c->low;
  case TIDE__FIELD_CLOSE:
    return c->close;
  case TIDE__FIELD_VOLUME:
    return c->volume;
  case TIDE__FIELD_FUNDING:
    return c->funding;
  case TIDE__FIELD_MARK:
    return c->mark;
  case TIDE__FIELD_OPEN_INTEREST:
    return c->open_interest;
  default:
    return NULL;
  }
}

bool tide__field_is_made(int32_t field) {
  return field == TIDE__FIELD_TIME || field == TIDE__FIELD_HOUR || field == TIDE__FIELD_WEEKDAY ||
         field == TIDE__FIELD_HL2 || field == TIDE__FIELD_HLC3 || field == TIDE__FIELD_OHLC4;
}

void tide__field_make(const tide_candles *c, int32_t field, double *y) {
  if (field == TIDE__FIELD_HL2 || field == TIDE__FIELD_HLC3 || field == TIDE__FIELD_OHLC4)
    mean_of(c, field, y);
  else
    calendar(c, field, y);
}

int tide__field_lacks(const char *symbol, int32_t field, tide_error *error) {
  return tide__error(error, TIDE_EMISSING,
                     "the strategy uses %s, which the data of %s does not have",
                     tide__field_name(field), symbol);
}

int tide__field_column(tide__evaluation *e, const tide__node *x, const tide__domain *d,
                       const double **out, tide_error *error) {
  const tide_candles *c = d->candles;
  if (!tide__field_is_made(x->what) && !tide__field_is_position(x->what)) {
    *out = tide__field_given(c, x->what);
    if (*out || c->n == 0) return TIDE_OK;
    return tide__field_lacks(tide__market_symbol(e->market, d->symbol), x->what, error);
  }
  double *y = tide__evaluation_take(e, (size_t)c->n * sizeof *y);
  if (!y) return tide__error(error, TIDE_ENOMEM, "out of memory");
  if (tide__field_is_position(x->what))
    tide__nan_fill(y, c->n); /* known only while bars are simulated */
  else
    tide__field_make(c, x->what, y);
  *out = y;
  return TIDE_OK;
}

/* gaps.c -- counts, refuses or fills missing candles. */
#include "data/gaps.h"

#include "core/error.h"
#include "core/timeframe.h"
#include "data/candles.h"
#include "data/stamp.h"
#include "data/step.h"

#include <math.h>

/* More than this many flat bars for each real one is a wrong time frame, not a gap. */
enum { MAX_FILLED_EACH = 1000, MAX_FILLED = 10000000 };

static int32_t clamp(int64_t x) { return x > INT32_MAX ? INT32_MAX : (int32_t)x; }

/* Does a Saturday noon lie between the last close and the next open? 1970-01-03 was a
 * Saturday, weeks are counted from Mondays. */
static bool spans_weekend(int64_t from, int64_t to) {
  const int64_t noon = 2 * TIDE__DAY_US + TIDE__DAY_US / 2;
  return tide__timeframe_floor(7 * TIDE__DAY_US, to - noon - 3 * TIDE__DAY_US) !=
         tide__timeframe_floor(7 * TIDE__DAY_US, from - noon - 3 * TIDE__DAY_US);
}

void tide__gaps_count(const tide_candles *c, tide_load_report *report) {
  int64_t total = 0;
  report->gaps = report->weekend_gaps = report->short_steps = 0;
  for (int32_t i = 1; i < c->n; i++) {
    if (c->time[i] - c->time[i - 1] == c->timeframe) continue;
    const int64_t missing = tide__step_missing(c->timeframe, c->time[i - 1], c->time[i]);
    report->short_steps += missing < 0;
    if (missing <= 0) continue;
    report->gaps++;
    report->weekend_gaps +=
      spans_weekend(tide__timeframe_close(c->timeframe, c->time[i - 1]), c->time[i]);
    total += missing;
  }
  report->missing = clamp(total);
}

int tide__gaps_fail(const tide_candles *c, const char *name, tide_error *error) {
  for (int32_t i = 1; i < c->n; i++) {
    const int64_t missing = tide__step_missing(c->timeframe, c->time[i - 1], c->time[i]);
    if (missing <= 0) continue;
    char from[40];
    tide__stamp_text(c->time[i - 1], from);
    return tide__error(
      error, TIDE_EDATA,
      "%s: %lld candle%s missing after %s; --gaps keep or --gaps fill accepts that", name,
      (long long)missing, missing == 1 ? " is" : "s are", from);
  }
  return TIDE_OK;
}

/* The writable columns of candles, NULL when absent. */
typedef struct {
  int64_t *time;
  double *price[4], *extra[4];
} columns;

static columns writable(const tide_candles *c) {
  return (columns){(int64_t *)(uintptr_t)c->time,
                   {(double *)(uintptr_t)c->open, (double *)(uintptr_t)c->high,
                    (double *)(uintptr_t)c->low, (double *)(uintptr_t)c->close},
                   {(double *)(uintptr_t)c->volume, (double *)(uintptr_t)c->funding,
                    (double *)(uintptr_t)c->mark, (double *)(uintptr_t)c->open_interest}};
}

static void copy_row(const columns *to, int32_t t, const columns *from, int32_t i) {
  to->time[t] = from->time[i];
  for (int32_t k = 0; k < 4; k++) {
    to->price[k][t] = from->price[k][i];
    if (to->extra[k]) to->extra[k][t] = from->extra[k][i];
  }
}

static void put_flat(const columns *to, int32_t t, int64_t time, double close) {
  to->time[t] = time;
  for (int32_t k = 0; k < 4; k++) {
    to->price[k][t] = close;
    if (to->extra[k]) to->extra[k][t] = k == 0 ? 0 : NAN;
  }
}

int tide__gaps_fill(tide_candles **c, const char *name, int32_t *filled, tide_error *error) {
  const tide_candles *old = *c;
  int64_t missing = 0;
  for (int32_t i = 1; i < old->n; i++) {
    const int64_t m = tide__step_missing(old->timeframe, old->time[i - 1], old->time[i]);
    if (m > 0) missing += m;
  }
  *filled = clamp(missing);
  if (missing == 0) return TIDE_OK;
  if (missing > MAX_FILLED || missing > (int64_t)MAX_FILLED_EACH * old->n)
    return tide__error(error, TIDE_EDATA,
                       "%s: filling the gaps would add %lld candles to %d; "
                       "is the time frame right?",
                       name, (long long)missing, old->n);
  tide_candles *new = tide__candles_like(old, old->n + (int32_t)missing, old->timeframe);
  if (!new) return tide__error(error, TIDE_ENOMEM, "%s: out of memory", name);
  const columns from = writable(old), to = writable(new);
  int32_t t = 0;
  for (int32_t i = 0; i < old->n; i++) {
    int64_t m = i ? tide__step_missing(old->timeframe, old->time[i - 1], old->time[i]) : 0;
    for (; m > 0; m--, t++)
      put_flat(&to, t, tide__timeframe_close(old->timeframe, to.time[t - 1]), to.price[3][t - 1]);
    copy_row(&to, t++, &from, i);
  }
  tide_candles_free(*c);
  *c = new;
  return TIDE_OK;
}

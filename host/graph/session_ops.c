/* session_ops.c -- hours of the local day, wherever the clock stands.
 *
 * A session is the bars whose local open lies in [from, to); one that wraps
 * midnight belongs to the day it began. Two bars are of one session when that
 * day is the same: there need not be a bar between two sessions. */
#include "core/bits.h"
#include "core/nan.h"
#include "core/timeframe.h"
#include "graph/work.h"
#include "graph/zone.h"

#include <string.h>

static const int64_t minute = 60 * TIDE__US;

typedef struct {
  bool inside;
  int64_t day;
} place;

static int64_t floor_day(int64_t t) {
  const int64_t day = t / TIDE__DAY_US;
  return day - (t % TIDE__DAY_US < 0);
}

static place place_of(const tide__work *w, int64_t local) {
  const int64_t from = (int64_t)w->numbers[0] * minute, to = (int64_t)w->numbers[1] * minute;
  const int64_t length = to > from ? to - from : to - from + TIDE__DAY_US;
  const int64_t since = local - from;
  const int64_t day = floor_day(since);
  return (place){since - day * TIDE__DAY_US < length, day};
}

void tide__run_session_inside(const tide__work *w) {
  memset(w->out, 0, (size_t)tide__bits_words(w->n) * sizeof *w->out);
  int32_t cursor = 0;
  for (int32_t t = 0; t < w->n; t++) {
    const int64_t local = tide__zone_local(w->zone, &cursor, w->candles->time[t]);
    if (place_of(w, local).inside) tide__bits_set(w->out, t);
  }
}

void tide__run_session_after(const tide__work *w) {
  memset(w->out, 0, (size_t)tide__bits_words(w->n) * sizeof *w->out);
  const int64_t at = (int64_t)w->numbers[2] * minute;
  int32_t cursor = 0;
  for (int32_t t = 0; t < w->n; t++) {
    const int64_t local = tide__zone_local(w->zone, &cursor, w->candles->time[t]);
    if (local - floor_day(local) * TIDE__DAY_US >= at) tide__bits_set(w->out, t);
  }
}

/* The running extreme of the current session; between sessions that of the last. */
static void extreme(const tide__work *w, const double *x, bool highest) {
  int32_t cursor = 0;
  int64_t day = INT64_MIN;
  double best = NAN;
  for (int32_t t = 0; t < w->n; t++) {
    const place p = place_of(w, tide__zone_local(w->zone, &cursor, w->candles->time[t]));
    if (p.inside && p.day != day) {
      day = p.day;
      best = x[t];
    } else if (p.inside && (highest ? x[t] > best : x[t] < best)) {
      best = x[t];
    }
    w->y[t] = best;
  }
}

void tide__run_session_high(const tide__work *w) { extreme(w, w->candles->high, true); }
void tide__run_session_low(const tide__work *w) { extreme(w, w->candles->low, false); }

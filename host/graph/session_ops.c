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

/* Local open of bar t; m->at is where its zone was found last. */
static int64_t local_open(const tide__work *w, tide__memory *m, int32_t t) {
  return tide__zone_local(w->zone, &m->at, w->candles->time[t]);
}

static bool is_inside(const tide__work *w, tide__memory *m, int32_t t) {
  return place_of(w, local_open(w, m, t)).inside;
}

static bool is_after(const tide__work *w, tide__memory *m, int32_t t) {
  const int64_t local = local_open(w, m, t);
  return local - floor_day(local) * TIDE__DAY_US >= (int64_t)w->numbers[2] * minute;
}

/* The running extreme of the current session; between sessions that of the last.
 * m->last: the extreme of the session that began on m->day, once m->on. */
static double extreme(const tide__work *w, tide__memory *m, int32_t t, bool highest) {
  const double x = highest ? w->candles->high[t] : w->candles->low[t];
  const place p = place_of(w, local_open(w, m, t));
  if (p.inside && (!m->on || p.day != m->day)) {
    m->on = true;
    m->day = p.day;
    m->last = x;
  } else if (p.inside && (highest ? x > m->last : x < m->last)) {
    m->last = x;
  }
  return m->on ? m->last : TIDE__NAN;
}

#define CONDITION(name, expr)                                                                      \
  void tide__run_##name(const tide__work *w) {                                                     \
    tide__memory memory = {0}, *m = &memory;                                                       \
    memset(w->out, 0, (size_t)tide__bits_words(w->n) * sizeof *w->out);                            \
    for (int32_t t = 0; t < w->n; t++)                                                             \
      if (expr) tide__bits_set(w->out, t);                                                         \
  }                                                                                                \
  void tide__step_##name(const tide__work *w, tide__memory *m) {                                   \
    const int32_t t = 0;                                                                           \
    w->out[0] = (expr);                                                                            \
  }

#define COLUMN(name, expr)                                                                         \
  void tide__run_##name(const tide__work *w) {                                                     \
    tide__memory memory = {0}, *m = &memory;                                                       \
    for (int32_t t = 0; t < w->n; t++) w->y[t] = (expr);                                           \
  }                                                                                                \
  void tide__step_##name(const tide__work *w, tide__memory *m) {                                   \
    const int32_t t = 0;                                                                           \
    w->y[0] = (expr);                                                                              \
  }

CONDITION(session_inside, is_inside(w, m, t))
CONDITION(session_after, is_after(w, m, t))
COLUMN(session_high, extreme(w, m, t, true))
COLUMN(session_low, extreme(w, m, t, false))

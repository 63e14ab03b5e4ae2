/* periods.c -- the returns that risk is measured on: of days below a day, of
 * bars from a day on (semantics.md, 4).
 *
 * A mark belongs to the UTC day of its bar's open. Where Saturdays are rare a
 * year has 252 days and Sunday's marks belong to Monday. */
#include "backtest/metrics.h"
#include "core/timeframe.h"

#include <stdlib.h>

/* The end of a day: its number since 1970-01-01, 0 Monday .. 6 Sunday, its last mark. */
typedef struct {
  int32_t day, weekday, end;
} day_end;

static int32_t day_of(int64_t t) {
  return (int32_t)(t >= 0 ? t / TIDE__DAY_US : -((TIDE__DAY_US - 1 - t) / TIDE__DAY_US));
}

/* 1970-01-01 was a Thursday. */
static int32_t weekday_of(int32_t day) { return ((day + 3) % 7 + 7) % 7; }

/* First index after t whose time is at or past `until`. Days have nearly equal
 * numbers of bars, so `guess` is nearly always right; else doubling steps, then
 * halving. */
static int32_t find_time(const int64_t *time, int32_t t, int32_t last, int64_t until,
                         int32_t guess) {
  if (guess > t && guess <= last && time[guess] >= until && time[guess - 1] < until) return guess;
  int32_t step = 1;
  while (t + step <= last && time[t + step] < until) step *= 2;
  int32_t low = t + step / 2, high = t + step <= last ? t + step : last + 1;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (time[middle] < until)
      low = middle + 1;
    else
      high = middle;
  }
  return low > t ? low : t + 1;
}

/* Days mostly follow each other, so most divisions can be spared. */
static int32_t find_days(const tide_candles *c, int32_t first, int32_t last, day_end *days) {
  int32_t n = 0, length = 1, day = day_of(c->time[first]), weekday = weekday_of(day);
  for (int32_t t = first; t <= last;) {
    const int64_t midnight = (day + 1) * TIDE__DAY_US;
    const int32_t next = find_time(c->time, t, last, midnight, t + length);
    days[n++] = (day_end){day, weekday, next - 1};
    length = next - t;
    t = next;
    if (t > last) break;
    if (c->time[t] < midnight + TIDE__DAY_US) {
      day++;
      weekday = weekday < 6 ? weekday + 1 : 0;
    } else {
      day = day_of(c->time[t]);
      weekday = weekday_of(day);
    }
  }
  return n;
}

static bool has_saturdays(const day_end *days, int32_t n) {
  int32_t weeks = 0, with = 0, week = INT32_MIN, counted = INT32_MIN;
  for (int32_t i = 0; i < n; i++) {
    const int32_t monday = days[i].day - days[i].weekday;
    weeks += monday != week;
    week = monday;
    if (days[i].weekday != 5 || counted == monday) continue;
    counted = monday;
    with++;
  }
  return 2 * with >= weeks;
}

/* Drops the end of a Sunday that Monday follows. */
static int32_t fold_sundays(day_end *days, int32_t n) {
  int32_t kept = 0;
  for (int32_t i = 0; i < n; i++) {
    if (days[i].weekday == 6 && i + 1 < n && days[i + 1].day == days[i].day + 1) continue;
    days[kept++] = days[i];
  }
  return kept;
}

static int32_t find_ends(const tide__sim *s, const tide_result *r, day_end *ends,
                         double *per_year) {
  const tide_candles *c = s->c;
  const double days = tide__timeframe_seconds(c->timeframe) / 86400.0;
  int32_t n = 0;
  if (days < 1.0) {
    n = find_days(c, r->first, r->last, ends);
  } else {
    for (int32_t t = r->first; t <= r->last; t++) {
      const int32_t day = day_of(c->time[t]);
      ends[n++] = (day_end){day, weekday_of(day), t};
    }
  }
  if (c->timeframe < 0) {
    *per_year = 12.0 / (double)-c->timeframe;
  } else if (days >= 7.0) {
    *per_year = 52.0 * 7.0 / days;
  } else {
    const bool all_week = has_saturdays(ends, n);
    if (!all_week && days <= 1.0 && s->profile->folds_sundays) n = fold_sundays(ends, n);
    *per_year = (all_week ? 365.0 : 252.0) / (days > 1.0 ? days : 1.0);
  }
  return n;
}

bool tide__periods_make(const tide__sim *s, const tide_result *r, tide__periods *p) {
  const int32_t bars = r->last - r->first + 1;
  *p = (tide__periods){.n = 0};
  day_end *ends = malloc((size_t)bars * sizeof *ends);
  if (!ends) return false;
  p->n = find_ends(s, r, ends, &p->per_year);
  p->r = malloc(2 * (size_t)p->n * sizeof *p->r);
  if (p->r) {
    p->market = p->r + p->n;
    double equity = s->set->cash, price = s->c->open[r->first];
    for (int32_t i = 0; i < p->n; i++) {
      if (!(equity > 0.0)) p->n = i; /* nothing grows from nothing */
      if (i == p->n) break;
      const double e = r->equity[ends[i].end - r->first], x = s->c->close[ends[i].end];
      p->r[i] = e / equity - 1.0;
      p->market[i] = x / price - 1.0;
      equity = e;
      price = x;
    }
  }
  free(ends);
  return p->r != NULL;
}

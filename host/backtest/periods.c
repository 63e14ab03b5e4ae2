/* periods.c -- the returns that risk is measured on: of days below a day, of
 * bars from a day on (semantics.md, 4).
 *
 * A mark belongs to the UTC day of its bar's open. Where Saturdays are rare a
 * year has 252 days and Sunday's marks belong to Monday. */
#include "backtest/metrics.h"
#include "core/timeframe.h"
#include "data/days.h"

#include <stdlib.h>

/* The rows whose last marks end the periods. */
typedef struct {
  int32_t n;
  const tide_day *row;
  tide_day *owned; /* to be freed */
} rows;

static bool has_saturdays(const rows *days) {
  int32_t weeks = 0, with = 0, week = INT32_MIN, counted = INT32_MIN;
  for (int32_t i = 0; i < days->n; i++) {
    const tide_day *d = &days->row[i];
    const int32_t monday = d->day - d->weekday;
    weeks += monday != week;
    week = monday;
    if (d->weekday != 5 || counted == monday) continue;
    counted = monday;
    with++;
  }
  return 2 * with >= weeks;
}

/* A Sunday that Monday follows ends no period of its own. */
static bool folds(const rows *days, int32_t i) {
  const tide_day *d = &days->row[i];
  return d->weekday == 6 && i + 1 < days->n && d[1].day == d->day + 1;
}

/* The days of the marked bars; the last may go beyond them. */
static void clip(rows *days, const tide_result *r) {
  int32_t from = 0;
  while (from < days->n && days->row[from].last < r->first) from++;
  int32_t end = from;
  while (end < days->n && days->row[end].last < r->last) end++;
  days->row += from;
  days->n = end - from + (end < days->n);
}

static bool find_rows(const tide__sim *s, const tide_result *r, bool by_bar, rows *out) {
  const tide_candles *c = s->c;
  *out = (rows){.n = s->signals->n_days, .row = s->signals->days};
  if (by_bar || !out->row) {
    out->row = out->owned = malloc((size_t)c->n * sizeof *out->row);
    if (!out->owned) return false;
    out->n = by_bar ? c->n : tide__days_find(c, out->owned);
    for (int32_t t = 0; by_bar && t < c->n; t++) out->owned[t] = tide__day_of(c, t);
  }
  clip(out, r);
  return true;
}

static double periods_per_year(const tide_candles *c, double days, bool all_week) {
  if (c->timeframe < 0) return 12.0 / (double)-c->timeframe;
  if (days >= 7.0) return 52.0 * 7.0 / days;
  return (all_week ? 365.0 : 252.0) / (days > 1.0 ? days : 1.0);
}

/* Fills in `end` and `market`, of which there is room for every row. */
static void fill_calendar(tide__calendar *k, const tide_candles *c, const rows *ends, bool fold) {
  double price = c->open[k->first];
  k->n = 0;
  for (int32_t i = 0; i < ends->n; i++) {
    if (fold && folds(ends, i)) continue;
    const int32_t t = ends->row[i].last < k->last ? ends->row[i].last : k->last;
    k->end[k->n] = t;
    k->market[k->n++] = c->close[t] / price - 1.0;
    price = c->close[t];
  }
  k->mean = tide__mean(k->market, k->n);
  k->squares = tide__sum_products(k->market, k->mean, k->market, k->mean, k->n);
}

static bool make_calendar(const tide__sim *s, const tide_result *r) {
  const double days = tide__timeframe_seconds(s->c->timeframe) / 86400.0;
  tide__calendar *k = &s->scratch->calendar;
  if (k->c == s->c && k->first == r->first && k->last == r->last) return true;
  rows ends;
  if (!find_rows(s, r, days >= 1.0, &ends)) return false;
  const bool all_week = has_saturdays(&ends);
  const bool fold = !all_week && days <= 1.0 && s->profile->folds_sundays;
  free(k->end);
  free(k->market);
  *k = (tide__calendar){.first = r->first, .last = r->last};
  k->end = malloc(((size_t)ends.n + 1) * sizeof *k->end);
  k->market = malloc(((size_t)ends.n + 1) * sizeof *k->market);
  k->per_year = periods_per_year(s->c, days, all_week);
  const bool room = k->end && k->market;
  if (room) {
    fill_calendar(k, s->c, &ends, fold);
    k->c = s->c;
  }
  free(ends.owned);
  return room;
}

bool tide__periods_make(const tide__sim *s, const tide_result *r, tide__periods *p) {
  *p = (tide__periods){.n = 0};
  if (!make_calendar(s, r)) return false;
  tide__scratch *k = s->scratch;
  const tide__calendar *days = &k->calendar;
  p->r = tide__scratch_doubles(&k->periods, &k->cap_periods, (size_t)days->n + 1);
  if (!p->r) return false;
  double equity = s->set->cash;
  /* Nothing grows from nothing. */
  for (; p->n < days->n && equity > 0.0; p->n++) {
    const double e = r->equity[days->end[p->n] - r->first];
    p->r[p->n] = e / equity - 1.0;
    equity = e;
  }
  p->market = days->market;
  p->per_year = days->per_year;
  p->mean = tide__mean(p->r, p->n);
  p->deviation = sqrt(tide__variance(p->r, p->n, p->mean));
  return true;
}

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

bool tide__periods_make(const tide__sim *s, const tide_result *r, tide__periods *p) {
  const double days = tide__timeframe_seconds(s->c->timeframe) / 86400.0;
  rows ends;
  *p = (tide__periods){.n = 0};
  if (!find_rows(s, r, days >= 1.0, &ends)) return false;
  const bool all_week = has_saturdays(&ends);
  const bool fold = !all_week && days <= 1.0 && s->profile->folds_sundays;
  p->per_year = periods_per_year(s->c, days, all_week);
  tide__scratch *k = s->scratch;
  p->r = tide__scratch_doubles(&k->periods, &k->cap_periods, 2 * (size_t)ends.n + 1);
  if (p->r) {
    p->market = p->r + ends.n;
    double equity = s->set->cash, price = s->c->open[r->first];
    /* Nothing grows from nothing. */
    for (int32_t i = 0; i < ends.n && equity > 0.0; i++) {
      if (fold && folds(&ends, i)) continue;
      const int32_t t = ends.row[i].last < r->last ? ends.row[i].last : r->last;
      const double e = r->equity[t - r->first], x = s->c->close[t];
      p->r[p->n] = e / equity - 1.0;
      p->market[p->n++] = x / price - 1.0;
      equity = e;
      price = x;
    }
  }
  free(ends.owned);
  if (!p->r) return false;
  p->mean = tide__mean(p->r, p->n);
  p->deviation = sqrt(tide__variance(p->r, p->n, p->mean));
  return true;
}

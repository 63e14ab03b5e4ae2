/* metrics.c -- the list of metrics and the order in which they are made. */
#include "backtest/metrics.h"

#include "core/timeframe.h"

static const struct {
  const char *key, *unit;
} table[] = {
#define X(key, unit) {#key, #unit},
  TIDE__METRICS(X)
#undef X
};
_Static_assert((int)TIDE__METRICS_COUNT <= (int)TIDE_METRIC_MAX, "tide_result has too few metrics");

int32_t tide_metric_count(void) { return TIDE__METRICS_COUNT; }

const char *tide_metric_name(int32_t i) {
  return i >= 0 && i < TIDE__METRICS_COUNT ? table[i].key : NULL;
}

const char *tide_metric_unit(int32_t i) {
  return i >= 0 && i < TIDE__METRICS_COUNT ? table[i].unit : NULL;
}

static void measure_totals(const tide__sim *s, tide_result *r) {
  const tide_candles *c = s->c;
  double *m = r->metric;
  const double growth = r->final_equity / s->set->cash;
  const int64_t end = tide__timeframe_close(c->timeframe, c->time[r->last]);
  const double years = (double)(end - c->time[r->first]) / (365.25 * (double)TIDE__DAY_US);
  const int32_t n = r->last - r->first + 1;
  m[TIDE__M_total_return] = growth - 1.0;
  m[TIDE__M_final_equity] = r->final_equity;
  m[TIDE__M_cagr] = growth >= 0.0 ? pow(growth, 1.0 / years) - 1.0 : TIDE__NAN;
  m[TIDE__M_exposure] = (double)s->held / n;
  m[TIDE__M_fees_paid] = r->fees;
  m[TIDE__M_turnover] = tide__ratio(r->turnover / years, tide__mean(r->equity, n));
  m[TIDE__M_break_even_bps] =
    1e4 * tide__ratio(r->final_equity - s->set->cash + r->fees, r->turnover);
  if (r->start <= r->last)
    m[TIDE__M_buy_hold_return] = c->close[r->last] / c->close[r->start] - 1.0;
}

void tide__metrics(const tide__sim *s, tide_result *r) {
  double *m = r->metric;
  for (int32_t i = 0; i < TIDE_METRIC_MAX; i++) m[i] = TIDE__NAN;
  measure_totals(s, r);
  tide__measure_drawdown(s, r);
  m[TIDE__M_calmar_ratio] = tide__ratio(m[TIDE__M_cagr], m[TIDE__M_max_drawdown]);
  tide__measure_trades(s, r);
  tide__periods p;
  if (tide__periods_make(s, r, &p)) {
    tide__measure_ratios(s, r, &p);
    tide__measure_profile(s, r, &p);
    tide__measure_distribution(s, r, &p);
  }
}

void tide__metrics_for(tide_result *r, const tide_signals *signals, const tide_settings *settings,
                       int32_t held) {
  tide__scratch k = {0};
  const tide__sim s = {.signals = signals,
                       .set = settings,
                       .profile = tide__profile_of(settings),
                       .c = signals->candles,
                       .scratch = &k,
                       .held = held};
  tide__metrics(&s, r);
  tide__scratch_free(&k);
}

/* profile_metrics.c -- the metrics that other tools define in their own way
 * (semantics.md, 5). What a tool does not define keeps tide's definition. */
#include "backtest/metrics.h"
#include "core/timeframe.h"

static double seconds_between(const tide_candles *c, int32_t a, int32_t b) {
  return (double)(c->time[b] - c->time[a]) / 1e6;
}

/* Returns of bars, the first against the initial cash, a year of 365 days. */
static void vectorbt(const tide__sim *s, tide_result *r) {
  if (tide__idle(s, r)) return;
  double *m = r->metric;
  const int32_t n = r->last - r->first + 1;
  const double a = 365.0 * 86400.0 / tide__timeframe_seconds(s->c->timeframe);
  double sum = 0.0, squares = 0.0, downside = 0.0, before = s->set->cash;
  for (int32_t i = 0; i < n; i++) {
    const double x = r->equity[i] / before - 1.0;
    sum += x;
    squares += x * x;
    if (x < 0.0) downside += x * x;
    before = r->equity[i];
  }
  const double mean = sum / n;
  const double deviation = n > 1 ? sqrt((squares - sum * mean) / (n - 1)) : TIDE__NAN;
  const double growth = r->final_equity / s->set->cash;
  if (growth > 0.0) m[TIDE__M_annual_return] = pow(growth, a / n) - 1.0;
  m[TIDE__M_volatility] = deviation * sqrt(a);
  m[TIDE__M_sharpe_ratio] = tide__ratio(mean, deviation) * sqrt(a);
  m[TIDE__M_sortino_ratio] = tide__ratio(mean, sqrt(downside / n)) * sqrt(a);
  m[TIDE__M_calmar_ratio] = tide__ratio(m[TIDE__M_annual_return], m[TIDE__M_max_drawdown]);
}

/* Profits of closed trades against the starting balance, per day of the run. */
static void freqtrade(const tide__sim *s, tide_result *r) {
  double *m = r->metric;
  const int32_t n = r->n_trades;
  if (n == 0) return;
  const double days = floor(seconds_between(s->c, r->first, r->last) / 86400.0);
  double sum = 0.0, squares = 0.0;
  for (int32_t i = 0; i < n; i++) sum += r->trades[i].pnl / s->set->cash;
  for (int32_t i = 0; i < n; i++) {
    const double x = r->trades[i].pnl / s->set->cash - sum / n;
    squares += x * x;
  }
  m[TIDE__M_sharpe_ratio] =
    tide__ratio(sum / (days > 1.0 ? days : 1.0), sqrt(squares / n)) * sqrt(365.0);
}

void tide__measure_profile(const tide__sim *s, tide_result *r, const tide__periods *p) {
  switch (s->set->profile) {
  case TIDE__PROFILE_BACKTESTING_PY:
    tide__measure_backtesting_py(s, r, p);
    break;
  case TIDE__PROFILE_VECTORBT:
    vectorbt(s, r);
    break;
  case TIDE__PROFILE_FREQTRADE:
    freqtrade(s, r);
    break;
  default:
    break;
  }
}

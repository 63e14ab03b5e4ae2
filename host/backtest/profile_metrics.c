/* profile_metrics.c -- the metrics that other tools define in their own way
 * (semantics.md, 5). What a tool does not define keeps tide's definition. */
#include "backtest/metrics.h"
#include "core/timeframe.h"

static double seconds_between(const tide_candles *c, int32_t a, int32_t b) {
  return (double)(c->time[b] - c->time[a]) / 1e6;
}

/* 365 when Saturday and Sunday rows exceed 2/7 x 0.6 of all. */
static double backtesting_py_year(const tide_candles *c, const tide_result *r) {
  int32_t weekend = 0;
  for (int32_t t = r->first; t <= r->last; t++) {
    const int64_t day = tide__timeframe_floor(TIDE__DAY_US, c->time[t]) / TIDE__DAY_US;
    weekend += ((day + 3) % 7 + 7) % 7 >= 5;
  }
  return (double)weekend / (r->last - r->first + 1) > 2.0 / 7.0 * 0.6 ? 365.0 : 252.0;
}

static void backtesting_py_trades(const tide_result *r, double *m) {
  double wins = 0.0, losses = 0.0, logs = 0.0;
  int32_t bars = 0, covered = -1;
  for (int32_t i = 0; i < r->n_trades; i++) {
    const tide_trade *t = &r->trades[i];
    if (t->ret > 0.0) wins += t->ret;
    if (t->ret < 0.0) losses += t->ret;
    logs += log1p(t->ret);
    const int32_t from = t->entry_bar > covered ? t->entry_bar : covered + 1;
    if (t->exit_bar >= from) bars += t->exit_bar - from + 1;
    covered = t->exit_bar;
  }
  m[TIDE__M_exposure] = (double)bars / (r->last - r->first + 1);
  if (r->n_trades == 0) return;
  m[TIDE__M_profit_factor] = tide__ratio(wins, -losses);
  m[TIDE__M_avg_trade_pct] = exp(logs / r->n_trades) - 1.0;
}

/* Slope of the per-bar log returns of equity on those of the close. */
static double backtesting_py_beta(const tide_candles *c, const tide_result *r) {
  const int32_t n = r->last - r->first;
  const double *e = r->equity, *x = c->close + r->first;
  const double mean_e = log(e[n] / e[0]) / n, mean_x = log(x[n] / x[0]) / n;
  double covariance = 0.0, variance = 0.0;
  for (int32_t i = 1; i <= n; i++) {
    const double dx = log(x[i] / x[i - 1]) - mean_x;
    covariance += (log(e[i] / e[i - 1]) - mean_e) * dx;
    variance += dx * dx;
  }
  return tide__ratio(covariance, variance);
}

static void backtesting_py(const tide__sim *s, tide_result *r, const tide__periods *p) {
  double *m = r->metric;
  const tide_candles *c = s->c;
  backtesting_py_trades(r, m);
  if (r->start <= r->last) {
    const int32_t w = r->start - s->profile->signal_delay;
    m[TIDE__M_buy_hold_return] = c->close[r->last] / c->close[w < r->first ? r->first : w] - 1.0;
  }
  const double growth = r->final_equity / r->equity[0];
  const double years = seconds_between(c, r->first, r->last) / (365.25 * 86400.0);
  if (growth > 0.0 && years > 0.0) m[TIDE__M_cagr] = pow(growth, 1.0 / years) - 1.0;
  if (p->n < 3 || !(growth > 0.0) || r->n_trades == 0) return;
  const double *returns = p->r + 1; /* the first day is dropped */
  const int32_t n = p->n - 1;
  const double a = backtesting_py_year(c, r);
  double logs = 0.0, downside = 0.0;
  for (int32_t i = 0; i < n; i++) {
    logs += log1p(returns[i]);
    if (returns[i] < 0.0) downside += returns[i] * returns[i];
  }
  const double g = exp(logs / n) - 1.0;
  const double variance = tide__variance(returns, n, tide__mean(returns, n));
  const double square = (1.0 + g) * (1.0 + g);
  m[TIDE__M_annual_return] = pow(1.0 + g, a) - 1.0;
  m[TIDE__M_volatility] = sqrt(pow(variance + square, a) - pow(square, a));
  m[TIDE__M_sharpe_ratio] = tide__ratio(m[TIDE__M_annual_return], m[TIDE__M_volatility]);
  m[TIDE__M_sortino_ratio] = tide__ratio(m[TIDE__M_annual_return], sqrt(downside / n) * sqrt(a));
  m[TIDE__M_calmar_ratio] = tide__ratio(m[TIDE__M_annual_return], m[TIDE__M_max_drawdown]);
  m[TIDE__M_beta] = backtesting_py_beta(c, r);
  m[TIDE__M_alpha] = m[TIDE__M_total_return] - m[TIDE__M_beta] * m[TIDE__M_buy_hold_return];
}

/* Returns of bars, the first against the initial cash, a year of 365 days. */
static void vectorbt(const tide__sim *s, tide_result *r) {
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
    backtesting_py(s, r, p);
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

/* profile_backtesting_py.c -- metrics as backtesting.py defines them
 * (semantics.md, 5). What it leaves undefined stays so. */
#include "backtest/metrics.h"
#include "core/timeframe.h"
#include "data/days.h"

enum { STEPS = 99 }; /* the tool looks at the last hundred stamps */

/* The tool adds profits to cash, we take prices out and put them back: back at
 * the peak can look this far below it. */
static const double ROUNDING = 1e-14;

static int64_t time_between(const tide_candles *c, int32_t a, int32_t b) {
  return c->time[b] - c->time[a];
}

/* Median step of the last stamps, microseconds; 0 for a single bar. */
static int64_t median_step(const tide_candles *c, const tide_result *r) {
  int64_t step[STEPS];
  int32_t n = 0;
  for (int32_t t = r->last; t > r->first && n < STEPS; t--) {
    const int64_t x = time_between(c, t - 1, t);
    int32_t i = n++;
    for (; i > 0 && step[i - 1] > x; i--) step[i] = step[i - 1];
    step[i] = x;
  }
  if (n == 0) return 0;
  return n % 2 ? step[n / 2] : (step[n / 2 - 1] + step[n / 2]) / 2;
}

/* Periods a year: by the step of weeks, months and years; below, 365 when
 * Saturday and Sunday rows exceed 2/7 x 0.6 of all, else 252. */
static double periods_a_year(const tide_candles *c, const tide_result *r) {
  const int64_t days = median_step(c, r) / TIDE__DAY_US;
  if (days == 7) return 52.0;
  if (days == 31) return 12.0;
  if (days == 365) return 1.0;
  int32_t weekend = 0;
  for (int32_t t = r->first; t <= r->last; t++) weekend += tide__day_of(c, t).weekday >= 5;
  return (double)weekend / (r->last - r->first + 1) > 2.0 / 7.0 * 0.6 ? 365.0 : 252.0;
}

/* Hours of total / count, rounded up to the unit the bars are stamped in. */
static double rounded_hours(int64_t total, int64_t count, int64_t step) {
  const int64_t units[] = {TIDE__DAY_US, TIDE__DAY_US / 24, TIDE__DAY_US / 1440,
                           TIDE__DAY_US / 86400, 1};
  int32_t i = 0;
  while (step % units[i] != 0) i++;
  const int64_t unit = units[i] * count;
  const int64_t whole = (total + unit - 1) / unit * units[i];
  return (double)whole / 3.6e9;
}

/* The average is geometric, and 0 when a trade lost everything. */
static void measure_returns_of_trades(const tide_result *r, double *m) {
  double wins = 0.0, losses = 0.0, logs = 0.0;
  bool lost_all = false;
  for (int32_t i = 0; i < r->n_trades; i++) {
    const double x = r->trades[i].ret;
    if (x > 0.0) wins += x;
    if (x < 0.0) losses += x;
    if (x <= -1.0) lost_all = true;
    logs += log1p(x);
  }
  m[TIDE__M_profit_factor] = tide__ratio(wins, -losses);
  m[TIDE__M_avg_trade_pct] = lost_all ? 0.0 : expm1(logs / r->n_trades);
}

/* Durations are differences of stamps; exposure counts bars entry .. exit; the
 * fees are those of closed trades. */
static void measure_times_of_trades(const tide_candles *c, const tide_result *r, int64_t step,
                                    double *m) {
  int32_t bars = 0, covered = -1;
  int64_t total = 0, longest = 0;
  double fees = 0.0;
  for (int32_t i = 0; i < r->n_trades; i++) {
    const tide_trade *t = &r->trades[i];
    const int32_t from = t->entry_bar > covered ? t->entry_bar : covered + 1;
    if (t->exit_bar >= from) bars += t->exit_bar - from + 1;
    if (t->exit_bar > covered) covered = t->exit_bar;
    const int64_t time = time_between(c, t->entry_bar, t->exit_bar);
    total += time;
    if (time > longest) longest = time;
    fees += t->fees;
  }
  m[TIDE__M_fees_paid] = fees;
  m[TIDE__M_exposure] = (double)bars / (r->last - r->first + 1);
  if (r->n_trades == 0) return;
  m[TIDE__M_avg_duration] = rounded_hours(total, r->n_trades, step);
  m[TIDE__M_max_duration] = rounded_hours(longest, 1, step);
}

/* An episode reaches from a mark at the peak to the next one, or to the last
 * mark; one that is a step long does not count. */
static void measure_drawdowns(const tide_candles *c, const tide_result *r, int64_t step,
                              double *m) {
  const int32_t n = r->last - r->first + 1;
  double peak = r->equity[0], depth = 0.0, depths = 0.0;
  int32_t top = 0, episodes = 0;
  int64_t longest = 0;
  for (int32_t i = 1; i < n; i++) {
    if (r->equity[i] > peak) peak = r->equity[i];
    const double down = 1.0 - r->equity[i] / peak;
    if (down > depth) depth = down;
    if (down > ROUNDING && i < n - 1) continue;
    if (i > top + 1) {
      const int64_t time = time_between(c, r->first + top, r->first + i);
      if (time > longest) longest = time;
      depths += depth;
      episodes++;
    }
    top = i;
    if (i < n - 1) depth = 0.0;
  }
  m[TIDE__M_max_drawdown_duration] = episodes ? rounded_hours(longest, 1, step) : TIDE__NAN;
  m[TIDE__M_avg_drawdown] = episodes ? depths / episodes : depth > ROUNDING ? depth : TIDE__NAN;
}

/* Slope of the per-bar log returns of equity on those of the close. */
static double slope(const tide_candles *c, const tide_result *r) {
  const int32_t n = r->last - r->first;
  if (n < 2) return TIDE__NAN;
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

/* Geometric growth of a period, 0 when everything was lost in one. */
static double mean_growth(const double *returns, int32_t n) {
  double logs = 0.0;
  for (int32_t i = 0; i < n; i++) {
    if (returns[i] <= -1.0) return 0.0;
    logs += log1p(returns[i]);
  }
  return expm1(logs / n); /* undefined for n = 0 */
}

static void measure_ratios(const tide_candles *c, const tide_result *r, const tide__periods *p,
                           double *m) {
  const double *returns = p->r + 1; /* the first period is dropped */
  const int32_t n = p->n - 1;
  const double a = periods_a_year(c, r);
  double downside = 0.0;
  for (int32_t i = 0; i < n; i++)
    if (returns[i] < 0.0) downside += returns[i] * returns[i];
  const double g = mean_growth(returns, n);
  const double variance = tide__variance(returns, n, tide__mean(returns, n));
  const double square = (1.0 + g) * (1.0 + g);
  m[TIDE__M_annual_return] = pow(1.0 + g, a) - 1.0;
  m[TIDE__M_volatility] = sqrt(pow(variance + square, a) - pow(1.0 + g, 2.0 * a));
  m[TIDE__M_sharpe_ratio] = tide__ratio(m[TIDE__M_annual_return], m[TIDE__M_volatility]);
  m[TIDE__M_sortino_ratio] = tide__ratio(m[TIDE__M_annual_return], sqrt(downside / n) * sqrt(a));
  m[TIDE__M_calmar_ratio] = tide__ratio(m[TIDE__M_annual_return], m[TIDE__M_max_drawdown]);
  m[TIDE__M_beta] = slope(c, r);
  m[TIDE__M_alpha] = m[TIDE__M_total_return] - m[TIDE__M_beta] * m[TIDE__M_buy_hold_return];
}

void tide__measure_backtesting_py(const tide__sim *s, tide_result *r, const tide__periods *p) {
  double *m = r->metric;
  const tide_candles *c = s->c;
  const int64_t step = median_step(c, r);
  if (r->start <= r->last)
    m[TIDE__M_buy_hold_return] =
      c->close[r->last] / c->close[r->start - s->profile->signal_delay] - 1.0;
  const double growth = r->final_equity / r->equity[0];
  const double years = (double)time_between(c, r->first, r->last) / (365.25 * (double)TIDE__DAY_US);
  m[TIDE__M_cagr] = growth >= 0.0 && years > 0.0 ? pow(growth, 1.0 / years) - 1.0 : TIDE__NAN;
  measure_times_of_trades(c, r, step, m);
  measure_drawdowns(c, r, step, m);
  if (r->n_trades > 0) measure_returns_of_trades(r, m);
  if (!tide__idle(s, r)) measure_ratios(c, r, p, m);
}

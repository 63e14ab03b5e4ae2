/* metrics.h -- what the files that measure share. */
#pragma once
#include "backtest/sim.h"
#include "stats/moments.h"

/* JSON key and how to print it; the order is the order of the result. */
#define TIDE__METRICS(X)                                                                           \
  X(total_return, fraction)                                                                        \
  X(final_equity, cash)                                                                            \
  X(cagr, fraction)                                                                                \
  X(annual_return, fraction)                                                                       \
  X(volatility, fraction)                                                                          \
  X(sharpe_ratio, ratio)                                                                           \
  X(sortino_ratio, ratio)                                                                          \
  X(calmar_ratio, ratio)                                                                           \
  X(max_drawdown, fraction)                                                                        \
  X(max_drawdown_duration, hours)                                                                  \
  X(recovery_time, hours)                                                                          \
  X(avg_drawdown, fraction)                                                                        \
  X(underwater, fraction)                                                                          \
  X(buy_hold_return, fraction)                                                                     \
  X(alpha, fraction)                                                                               \
  X(beta, ratio)                                                                                   \
  X(num_trades, count)                                                                             \
  X(win_rate, fraction)                                                                            \
  X(profit_factor, ratio)                                                                          \
  X(expectancy, fraction)                                                                          \
  X(payoff_ratio, ratio)                                                                           \
  X(kelly, fraction)                                                                               \
  X(sqn, ratio)                                                                                    \
  X(avg_trade, cash)                                                                               \
  X(avg_win, cash)                                                                                 \
  X(avg_loss, cash)                                                                                \
  X(best_trade, cash)                                                                              \
  X(worst_trade, cash)                                                                             \
  X(avg_trade_pct, fraction)                                                                       \
  X(avg_win_pct, fraction)                                                                         \
  X(avg_loss_pct, fraction)                                                                        \
  X(best_trade_pct, fraction)                                                                      \
  X(worst_trade_pct, fraction)                                                                     \
  X(mae, fraction)                                                                                 \
  X(mfe, fraction)                                                                                 \
  X(win_streak, count)                                                                             \
  X(loss_streak, count)                                                                            \
  X(avg_duration, hours)                                                                           \
  X(max_duration, hours)                                                                           \
  X(exposure, fraction)                                                                            \
  X(turnover, ratio)                                                                               \
  X(fees_paid, cash)                                                                               \
  X(break_even_bps, bps)                                                                           \
  X(var_95, fraction)                                                                              \
  X(var_99, fraction)                                                                              \
  X(cvar_95, fraction)                                                                             \
  X(skew, ratio)                                                                                   \
  X(kurtosis, ratio)                                                                               \
  X(psr, fraction)

enum {
#define X(key, unit) TIDE__M_##key,
  TIDE__METRICS(X)
#undef X
    TIDE__METRICS_COUNT
};

/* Returns of the periods that Sharpe and its kin are made of. */
typedef struct {
  int32_t n;
  double *r;              /* [n] */
  const double *market;   /* [n] */
  double per_year;        /* A */
  double mean, deviation; /* of r; NaN where there are too few */
} tide__periods;

/* periods.c -- false when out of memory. The columns lie in the scratch. */
bool tide__periods_make(const tide__sim *s, const tide_result *r, tide__periods *p);

/* Measures marks and trades that no sim has made; held: marks with a position. */
void tide__metrics_for(tide_result *r, const tide_signals *signals, const tide_settings *settings,
                       int32_t held);

/* Each fills its rows of r->metric. */
void tide__measure_ratios(const tide__sim *s, tide_result *r, const tide__periods *p);
void tide__measure_distribution(const tide__sim *s, tide_result *r,
                                tide__periods *p); /* reorders p->r */
void tide__measure_drawdown(const tide__sim *s, tide_result *r);
void tide__measure_trades(const tide__sim *s, tide_result *r);
/* profile_metrics.c -- rows that another tool defines differently. */
void tide__measure_profile(const tide__sim *s, tide_result *r, const tide__periods *p);
/* profile_backtesting_py.c */
void tide__measure_backtesting_py(const tide__sim *s, tide_result *r, const tide__periods *p);

/* True when nothing was ever at risk: returns have no metrics. */
static inline bool tide__idle(const tide__sim *s, const tide_result *r) {
  return r->n_trades == 0 && r->final_equity == s->set->cash;
}

/* a / b, undefined when b is 0. */
static inline double tide__ratio(double a, double b) { return b != 0.0 ? a / b : TIDE__NAN; }

/* trade_stats.c -- metrics of the trade rows. */
#include "backtest/metrics.h"
#include "core/timeframe.h"

typedef struct {
  int32_t won, lost;
  double pnl, wins, losses; /* cash */
  double ret, win_ret, lose_ret;
  double best, worst, best_ret, worst_ret;
  int32_t streak, win_streak, lose_streak; /* streak: > 0 winning, < 0 losing */
  double mae, mfe;
  int64_t bars;
  int32_t longest;
} tally;

static void count_streak(tally *y, double pnl) {
  if (pnl > 0.0)
    y->streak = y->streak > 0 ? y->streak + 1 : 1;
  else if (pnl < 0.0)
    y->streak = y->streak < 0 ? y->streak - 1 : -1;
  else
    y->streak = 0;
  if (y->streak > y->win_streak) y->win_streak = y->streak;
  if (-y->streak > y->lose_streak) y->lose_streak = -y->streak;
}

static void count_trade(tally *y, const tide_trade *t) {
  y->pnl += t->pnl;
  y->ret += t->ret;
  if (t->pnl > 0.0) {
    y->won++;
    y->wins += t->pnl;
    y->win_ret += t->ret;
  } else if (t->pnl < 0.0) {
    y->lost++;
    y->losses += t->pnl;
    y->lose_ret += t->ret;
  }
  if (t->pnl > y->best) y->best = t->pnl;
  if (t->pnl < y->worst) y->worst = t->pnl;
  if (t->ret > y->best_ret) y->best_ret = t->ret;
  if (t->ret < y->worst_ret) y->worst_ret = t->ret;
  count_streak(y, t->pnl);
  y->mae += t->mae;
  y->mfe += t->mfe;
  y->bars += t->bars;
  if (t->bars > y->longest) y->longest = t->bars;
}

static double pnl_deviation(const tide_result *r, double mean) {
  double sum = 0.0;
  for (int32_t i = 0; i < r->n_trades; i++)
    sum += (r->trades[i].pnl - mean) * (r->trades[i].pnl - mean);
  return r->n_trades > 1 ? sqrt(sum / (r->n_trades - 1)) : TIDE__NAN;
}

void tide__measure_trades(const tide__sim *s, tide_result *r) {
  double *m = r->metric;
  const int32_t n = r->n_trades;
  m[TIDE__M_num_trades] = n;
  if (n == 0) return;
  tally y = {
    .best = -TIDE__INF, .worst = TIDE__INF, .best_ret = -TIDE__INF, .worst_ret = TIDE__INF};
  for (int32_t i = 0; i < n; i++) count_trade(&y, &r->trades[i]);
  const double hours = tide__timeframe_seconds(s->c->timeframe) / 3600.0;
  const double won = (double)y.won / n;
  m[TIDE__M_win_rate] = won;
  m[TIDE__M_profit_factor] = tide__ratio(y.wins, -y.losses);
  m[TIDE__M_expectancy] = m[TIDE__M_avg_trade_pct] = y.ret / n;
  m[TIDE__M_avg_trade] = y.pnl / n;
  m[TIDE__M_avg_win] = tide__ratio(y.wins, y.won);
  m[TIDE__M_avg_loss] = tide__ratio(y.losses, y.lost);
  m[TIDE__M_avg_win_pct] = tide__ratio(y.win_ret, y.won);
  m[TIDE__M_avg_loss_pct] = tide__ratio(y.lose_ret, y.lost);
  m[TIDE__M_best_trade] = y.best;
  m[TIDE__M_worst_trade] = y.worst;
  m[TIDE__M_best_trade_pct] = y.best_ret;
  m[TIDE__M_worst_trade_pct] = y.worst_ret;
  m[TIDE__M_payoff_ratio] = m[TIDE__M_avg_win] / fabs(m[TIDE__M_avg_loss]);
  m[TIDE__M_kelly] = won - (1.0 - won) / m[TIDE__M_payoff_ratio];
  m[TIDE__M_sqn] = sqrt(n) * tide__ratio(y.pnl / n, pnl_deviation(r, y.pnl / n));
  m[TIDE__M_mae] = y.mae / n;
  m[TIDE__M_mfe] = y.mfe / n;
  m[TIDE__M_win_streak] = y.win_streak;
  m[TIDE__M_loss_streak] = y.lose_streak;
  m[TIDE__M_avg_duration] = (double)y.bars / n * hours;
  m[TIDE__M_max_duration] = y.longest * hours;
}

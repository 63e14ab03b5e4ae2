/* luck.c -- the best of many tries is lucky: what luck alone would reach.
 *
 *   E[max of N] = sqrt(V) * ((1 - g) * Z(1 - 1/N) + g * Z(1 - 1/(N e)))
 *
 * for N independent normal numbers of mean 0 and variance V; g is Euler's constant, Z the
 * inverse of the normal distribution. References: D. H. Bailey, M. Lopez de Prado, The
 * Deflated Sharpe Ratio, Journal of Portfolio Management 40 (2014); D. H. Bailey, J. M.
 * Borwein, M. Lopez de Prado, Q. J. Zhu, Pseudo-Mathematics and Financial Charlatanism,
 * Notices of the AMS 61 (2014). */
#include "core/nan.h"
#include "tide.h"

/* Of variance 1. Both Z are taken in the lower tail, where N may be as large as it likes;
 * where few tries are no whole number the formula dips below what one of them reaches. */
static double best_of(double trials) {
  const double euler = 0.57721566490153286061, e = 2.71828182845904523536;
  if (!(trials >= 1.0)) return TIDE__NAN;
  if (trials == 1.0) return 0.0;
  const double best = -(1.0 - euler) * tide_normal_quantile(1.0 / trials) -
                      euler * tide_normal_quantile(1.0 / (trials * e));
  return best > 0.0 ? best : 0.0;
}

double tide_luck_best(double trials, double variance) {
  return variance >= 0.0 ? sqrt(variance) * best_of(trials) : TIDE__NAN;
}

double tide_luck_variance(double days, double variance) {
  const double least = days > 1.0 ? 1.0 / (days - 1.0) : TIDE__NAN;
  return variance > least ? variance : least;
}

double tide_noise_hurdle(double trials, double days, double per_year) {
  return tide_luck_best(trials, tide_luck_variance(days, 0.0)) * sqrt(per_year);
}

double tide_dsr(const tide_moments *m, double trials, double variance) {
  return tide_psr(m, tide_luck_best(trials, variance));
}

double tide_min_backtest(double trials, double sharpe) {
  if (!(sharpe > 0.0)) return TIDE__NAN;
  const double ratio = best_of(trials) / sharpe;
  return ratio * ratio;
}

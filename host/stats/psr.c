/* psr.c -- how sure one track record is of its Sharpe ratio.
 *
 * The deviation of an estimated Sharpe ratio, for returns of any shape, is about
 * sqrt(spread / (n - 1)) with
 *
 *   spread = 1 - skew * SR + (kurtosis - 1) / 4 * SR^2
 *
 * Reference: D. H. Bailey, M. Lopez de Prado, The Sharpe Ratio Efficient Frontier,
 * Journal of Risk 15 (2012). */
#include "core/nan.h"
#include "tide.h"

static double spread(const tide_moments *m) {
  const double s = 1.0 - m->skew * m->sharpe + (m->kurtosis - 1.0) / 4.0 * m->sharpe * m->sharpe;
  return s > 0.0 ? s : TIDE__NAN;
}

double tide_psr(const tide_moments *m, double benchmark) {
  if (m->n < 2) return TIDE__NAN;
  return tide_normal_cdf((m->sharpe - benchmark) * sqrt(m->n - 1.0) / sqrt(spread(m)));
}

double tide_min_track_record(const tide_moments *m, double benchmark, double confidence) {
  if (!(m->sharpe > benchmark) || !(confidence > 0.5 && confidence < 1.0)) return TIDE__NAN;
  const double z = tide_normal_quantile(confidence) / (m->sharpe - benchmark);
  return 1.0 + spread(m) * z * z;
}

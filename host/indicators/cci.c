/* cci.c -- Commodity Channel Index.
 *
 *   tp     = (high + low + close) / 3
 *   md[t]  = mean(|tp[i] - sma(tp, n)[t]|, i = t-n+1 .. t)
 *   cci[t] = (tp[t] - sma(tp, n)[t]) / (0.015 * md[t]); 0 where md is 0
 *
 * The mean deviation visits the whole window of every bar.
 */
#include "core/cpu.h"
#include "indicators/deviation.h"
#include "indicators/steps.h"

static int32_t cci_lookback(const double *p) { return (int32_t)p[0] - 1; }

static inline double cci_value(double tp, double mean, double deviation) {
  const double scaled = (tp - mean) / (0.015 * deviation);
  return deviation == 0.0 ? 0.0 : scaled;
}

TIDE__CLONES static int cci_run(int32_t n, const double *const *in, const double *p,
                                double *const *out) {
  const int32_t period = (int32_t)p[0];
  const int32_t step = tide__blocks_step(period);
  if (!tide__begin(out[0], n, period - 1)) return TIDE_ESHORT;
  double tp[2 * TIDE__PERIOD_MAX];
  double mean[2 * TIDE__PERIOD_MAX];
  double deviation[2 * TIDE__PERIOD_MAX];
  for (int32_t b = 0; b < n; b += step) {
    const int32_t from = b ? b - period : 0;
    const int32_t len = (n - b < step ? n : b + step) - from;
    const double *high = in[0] + from;
    const double *low = in[1] + from;
    const double *close = in[2] + from;
    double *y = out[0] + from;
    for (int32_t i = 0; i < len; i++) tp[i] = (high[i] + low[i] + close[i]) / 3.0;
    tide__rolling_mean(len, tp, period, mean);
    tide__deviations(len, tp, mean, period, deviation);
    for (int32_t i = b ? period : period - 1; i < len; i++)
      y[i] = cci_value(tp[i], mean[i], deviation[i]);
  }
  return TIDE_OK;
}

struct cci {
  tide__deviation deviation;
};

static int32_t cci_memory(const double *p) {
  return (int32_t)sizeof(struct cci) + tide__deviation_bytes(p[0]);
}

static void cci_begin(struct cci *s, const double *p, void *memory) {
  tide__deviation_begin(&s->deviation, p[0], memory);
}

static inline void cci_step(struct cci *s, const double *x, double *y) {
  const double tp = (x[0] + x[1] + x[2]) / 3.0;
  double mean;
  const double deviation = tide__deviation_of(&s->deviation, tp, &mean);
  y[0] = cci_value(tp, mean, deviation);
}

TIDE__WINDOW_STEPS(cci, 3, 1)

const tide_indicator tide_ind_cci = {
  .name = "cci",
  .title = "Commodity Channel Index",
  .group = "momentum",
  .source = "D. Lambert (1980); TA-Lib CCI",
  .inputs = {"high", "low", "close"},
  .outputs = {"cci"},
  .units = {"index"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 20, .step = 1, .integer = true}},
  .lookback = cci_lookback,
  .warmup = cci_lookback,
  TIDE__STREAM(cci),
  .run = cci_run,
};

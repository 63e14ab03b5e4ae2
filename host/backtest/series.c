/* series.c -- the returns of the periods of a run, for those who compare runs. */
#include "backtest/metrics.h"
#include "backtest/scratch.h"

#include <string.h>

static tide__sim sim_of(const tide_signals *signals, const tide_settings *settings,
                        tide__scratch *scratch) {
  return (tide__sim){.signals = signals,
                     .set = settings,
                     .profile = tide__profile_of(settings),
                     .c = signals->candles,
                     .scratch = scratch};
}

int32_t tide_result_returns(const tide_result *r, const tide_signals *signals,
                            const tide_settings *settings, double *out, double *per_year) {
  tide__scratch k = {0};
  const tide__sim s = sim_of(signals, settings, &k);
  tide__periods p;
  int32_t n = TIDE_ENOMEM;
  if (tide__periods_make(&s, r, &p)) {
    n = p.n;
    *per_year = p.per_year;
    if (out && n > 0) memcpy(out, p.r, (size_t)n * sizeof *out);
  }
  tide__scratch_free(&k);
  return n;
}

int32_t tide_result_period_ends(const tide_result *r, const tide_signals *signals,
                                const tide_settings *settings, int32_t *out) {
  tide__scratch k = {0};
  const tide__sim s = sim_of(signals, settings, &k);
  tide__periods p;
  int32_t n = TIDE_ENOMEM;
  if (tide__periods_make(&s, r, &p)) {
    n = p.n;
    if (n > 0) memcpy(out, k.calendar.end, (size_t)n * sizeof *out);
  }
  tide__scratch_free(&k);
  return n;
}

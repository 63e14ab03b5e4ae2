/* series.c -- the returns of the periods of a run, for those who compare runs. */
#include "backtest/metrics.h"
#include "backtest/scratch.h"

#include <string.h>

int32_t tide_result_returns(const tide_result *r, const tide_signals *signals,
                            const tide_settings *settings, double *out, double *per_year) {
  tide__scratch k = {0};
  const tide__sim s = {.signals = signals,
                       .set = settings,
                       .profile = tide__profile_of(settings),
                       .c = signals->candles,
                       .scratch = &k};
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

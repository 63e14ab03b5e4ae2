/* remade.c -- what candles made from others by ratios of prices need, and may come to. */
#include "data/remade.h"

#include "core/error.h"
#include "data/stamp.h"

#include <math.h>

static bool usable(double x) { return isnormal(x) && x > 0.0; }

int tide__remade_seed(double seed, tide_error *error) {
  if (seed >= 0.0 && seed <= 0x1p53 && !(floor(seed) < seed)) return TIDE_OK;
  return tide__error(error, TIDE_EINVAL, "a seed is a whole number from 0 to 2^53, found %.16g",
                     seed);
}

int tide__remade_from(const tide_candles *c, const char *how, tide_error *error) {
  for (int32_t t = 0; t < c->n; t++) {
    if (usable(c->open[t]) && usable(c->high[t]) && usable(c->low[t]) && usable(c->close[t]))
      continue;
    char stamp[40];
    tide__stamp_text(c->time[t], stamp);
    return tide__error(error, TIDE_EDATA,
                       "the candle of %s has a price of zero or below (low %.10g): %s prices "
                       "are made of ratios, which need prices above zero; leave such candles out",
                       stamp, c->low[t], how);
  }
  return TIDE_OK;
}

int tide__remade_check(const tide_candles *made, const char *what, tide_error *error) {
  for (int32_t t = 0; t < made->n; t++)
    if (!usable(made->high[t]) || !usable(made->low[t]))
      return tide__error(error, TIDE_EDATA,
                         "%s lead to prices beyond what a number can say; are the prices right?",
                         what);
  return TIDE_OK;
}

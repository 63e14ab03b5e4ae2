/* noise.c -- a market seen through a little noise: every price is moved by a random share of
 * the range of its own candle.
 *
 *   z         nearly normal, mean 0, deviation 1, for each of the four prices
 *   x         level * z * (high - low) / high
 *   price     times 1 + x where x is above 0, else divided by 1 - x
 *   high, low then taken so that open and close lie between them
 *
 * Quiet times stay quiet and a candle without a range stays as it is. Sums, products and
 * quotients only: the same bytes on every machine. */
#include "core/error.h"
#include "core/random.h"
#include "data/candles.h"
#include "data/remade.h"

#include <math.h>
#include <string.h>

static double *mutable(const double *column) { return (double *)(uintptr_t)column; }

static int check(const tide_candles *c, double level, double seed, tide_error *error) {
  if (!(level >= 0.0 && level <= 1.0))
    return tide__error(error, TIDE_EINVAL,
                       "noise of %.10g: expected a share of each candle's range, from 0 to 1",
                       level);
  const int status = tide__remade_seed(seed, error);
  return status < 0 ? status : tide__remade_from(c, "noisy", error);
}

static double moved(double price, double most, uint64_t *random) {
  const double x = most * tide__random_normal(random);
  return x > 0.0 ? price * (1.0 + x) : price / (1.0 - x);
}

static void blur(const tide_candles *to, const tide_candles *c, int32_t t, double level,
                 uint64_t *random) {
  const double most = level * (c->high[t] - c->low[t]) / c->high[t];
  const double open = moved(c->open[t], most, random), high = moved(c->high[t], most, random);
  const double low = moved(c->low[t], most, random), close = moved(c->close[t], most, random);
  mutable(to->open)[t] = open;
  mutable(to->high)[t] = fmax(high, fmax(open, close));
  mutable(to->low)[t] = fmin(low, fmin(open, close));
  mutable(to->close)[t] = close;
  if (c->mark) mutable(to->mark)[t] = open * (c->mark[t] / c->open[t]);
}

static void take(const double *to, const double *from, int32_t n) {
  if (from) memcpy(mutable(to), from, (size_t)n * sizeof *from);
}

int tide_candles_noise(const tide_candles *c, double level, double seed, tide_candles **out,
                       tide_error *error) {
  *out = NULL;
  int status = check(c, level, seed, error);
  if (status < 0) return status;
  tide_candles *to = tide__candles_like(c, c->n, c->timeframe);
  if (!to) return tide__error(error, TIDE_ENOMEM, "out of memory");
  uint64_t random = (uint64_t)seed;
  for (int32_t t = 0; t < c->n; t++) blur(to, c, t, level, &random);
  memcpy((int64_t *)(uintptr_t)to->time, c->time, (size_t)c->n * sizeof *c->time);
  take(to->volume, c->volume, c->n);
  take(to->funding, c->funding, c->n);
  take(to->open_interest, c->open_interest, c->n);
  status = tide__remade_check(to, "the noise on these candles", error);
  if (status < 0)
    tide_candles_free(to);
  else
    *out = to;
  return status;
}

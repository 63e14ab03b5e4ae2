/* position_test.c -- levels of a position that sees prices one at a time, without
 * candles: against what all prices since its entry say together. */
#include "backtest/position.h"
#include "core/random.h"

#include <math.h>
#include <stdio.h>

enum { ROUNDS = 3000, PRICES = 60 };

typedef struct {
  double price[PRICES], now[PRICES]; /* what was seen; the column of the trailing stop */
  int32_t n;
} path;

static double uniform(uint64_t *random, double low, double high) {
  return low + (high - low) * tide__random_uniform(random);
}

static double most(const path *seen, int32_t n, double d) {
  double best = seen->price[0];
  for (int32_t i = 1; i < n; i++)
    if (d * seen->price[i] > d * best) best = seen->price[i];
  return best;
}

/* The tightest that the trailing stop has ever been: it never loosens. */
static double naive_trail(const path *seen, const tide_level *level, double first, double d) {
  double tightest = level->kind == TIDE_LEVEL_NONE ? -d * INFINITY : first;
  for (int32_t n = 2; n <= seen->n; n++) {
    const double best = most(seen, n, d), now = seen->now[n - 1];
    double stop = -d * INFINITY;
    if (level->kind == TIDE_LEVEL_FRACTION) stop = best * (1.0 - d * level->fraction);
    if (level->kind == TIDE_LEVEL_DISTANCE && !isnan(now)) stop = best - d * now;
    if (level->kind == TIDE_LEVEL_PRICE && !isnan(now)) stop = now;
    if (d * stop > d * tightest) tightest = stop;
  }
  return tightest;
}

static double naive_stop(const path *seen, const tide_side *spec, double first, double d) {
  const double entry = seen->price[0];
  const bool moved = spec->breakeven_at > 0.0 &&
                     d * most(seen, seen->n, d) >= d * (entry * (1.0 + d * spec->breakeven_at));
  return moved && d * entry > d * first ? entry : first;
}

static tide_level random_level(uint64_t *random) {
  return (tide_level){.kind = (int32_t)tide__random_below(random, 4),
                      .fraction = uniform(random, 0.005, 0.2)};
}

static double value_of(uint64_t *random, const tide_level *level, double price, double d) {
  return level->kind == TIDE_LEVEL_PRICE ? price * (1.0 + d * uniform(random, -0.02, 0.1))
                                         : price * uniform(random, 0.01, 0.1);
}

static int same(const char *what, double got, double want) {
  if (got == want || (isnan(got) && isnan(want))) return 0; /* the same bits, or no number */
  fprintf(stderr, "%s: got %.17g, expected %.17g\n", what, got, want);
  return 1;
}

static double naive_level(const tide_level *level, double value, double entry, double d) {
  if (level->kind == TIDE_LEVEL_FRACTION) return entry * (1.0 + d * level->fraction);
  if (level->kind == TIDE_LEVEL_DISTANCE) return entry + d * value;
  return level->kind == TIDE_LEVEL_PRICE ? value : d * INFINITY;
}

/* Excursions of the trade: whatever was seen, and the exit. */
static int check_trade(const path *seen, const tide_trade *t, double exit, double d) {
  const double entry = seen->price[0];
  double worst = d * (exit / entry - 1.0), best = worst;
  for (int32_t i = 0; i < seen->n; i++) {
    const double x = d * (seen->price[i] / entry - 1.0);
    worst = x < worst ? x : worst;
    best = x > best ? x : best;
  }
  return fabs(t->mae + worst) > 1e-12 || fabs(t->mfe - best) > 1e-12;
}

static int try_round(uint64_t *random) {
  tide_settings set;
  tide__account account = {0};
  if (tide_settings_init(&set, "tide") != TIDE_OK) return 1;
  tide__account_begin(&account, &set);
  const int32_t side = (int32_t)tide__random_below(random, 2);
  const double d = tide__dir(side), entry = uniform(random, 20.0, 200.0);
  const tide_side spec = {.stop_loss = random_level(random),
                          .take_profit = random_level(random),
                          .trailing_stop = random_level(random),
                          .breakeven_at =
                            tide__random_below(random, 2) ? uniform(random, 0.005, 0.1) : 0.0};
  const tide__intent intent = {.bar = -1,
                               .stop = value_of(random, &spec.stop_loss, entry, -d),
                               .target = value_of(random, &spec.take_profit, entry, d),
                               .trail = value_of(random, &spec.trailing_stop, entry, -d)};
  tide__fill fill = {
    .bar = -1, .side = side, .price = entry, .base = entry, .anchor = entry, .quantity = 1.0};
  tide__position p;
  tide__position_open(&p, &account, &spec, &intent, &fill);
  const double first = naive_level(&spec.stop_loss, intent.stop, entry, -d);
  const double trail = naive_level(&spec.trailing_stop, intent.trail, entry, -d);
  int failed = same("target", p.target, naive_level(&spec.take_profit, intent.target, entry, d));

  path seen = {.price = {entry}, .now = {NAN}, .n = 1};
  while (seen.n < PRICES && !failed) {
    const double price = seen.price[seen.n - 1] * exp(0.01 * tide__random_normal(random));
    const bool known = tide__random_below(random, 4) > 0;
    seen.price[seen.n] = price;
    seen.now[seen.n] = known ? value_of(random, &spec.trailing_stop, price, -d) : NAN;
    seen.n++;
    tide__position_saw(&p, price, price);
    tide__position_follow(&p, &spec, d, price, seen.now[seen.n - 1]);
    const double stop = naive_stop(&seen, &spec, first, d);
    const double tightest = naive_trail(&seen, &spec.trailing_stop, trail, d);
    failed |= same("stop", p.stop, stop) | same("trailing stop", p.trail, tightest);
    failed |=
      same("tighter", tide__position_stop(&p, d), d * stop > d * tightest ? stop : tightest);
  }
  fill.price = seen.price[seen.n - 1] * 1.01;
  fill.kind = TIDE_FILLED_STOP_LOSS;
  tide__position_close(&p, &account, &fill);
  tide_trade trade;
  tide__position_trade(&p, &fill, &trade);
  return failed | check_trade(&seen, &trade, fill.price, d);
}

int main(void) {
  uint64_t random = 5;
  for (int32_t i = 0; i < ROUNDS; i++)
    if (try_round(&random)) {
      fprintf(stderr, "round %d\n", (int)i);
      return 1;
    }
  return 0;
}

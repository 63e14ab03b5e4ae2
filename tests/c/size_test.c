/* size_test.c -- every way of sizing against its formula, and what can be paid for. */
#include "backtest/size.h"
#include "core/random.h"

#include <math.h>
#include <stdio.h>

enum { ROUNDS = 40000, KINDS = TIDE_SIZE_KELLY + 1 };

/* All that a size is made of. */
typedef struct {
  tide_settings set;
  tide__account account;
  tide__history history;
  tide_side spec;
  tide__intent intent;
  double d;
} decision;

static double uniform(uint64_t *random, double low, double high) {
  return low + (high - low) * tide__random_uniform(random);
}

static void make_decision(decision *x, uint64_t *random) {
  *x = (decision){.d = tide__random_below(random, 2) ? 1.0 : -1.0};
  tide_settings_init(&x->set, "tide");
  x->set.cash = uniform(random, 100.0, 1e5);
  x->set.commission = uniform(random, 0.0, 0.002);
  x->set.fee_fixed = tide__random_below(random, 2) ? uniform(random, 0.0, 2.0) : 0.0;
  x->set.leverage = 1.0 + (double)tide__random_below(random, 5);
  x->set.lot = tide__random_below(random, 2) ? 0.0 : 1e-4;
  tide__account_begin(&x->account, &x->set);
  x->spec.size.kind = (int32_t)tide__random_below(random, KINDS);
  x->spec.size.value = x->spec.size.kind == TIDE_SIZE_CASH    ? uniform(random, 10.0, 1e5)
                       : x->spec.size.kind == TIDE_SIZE_UNITS ? uniform(random, 0.01, 100.0)
                                                              : uniform(random, 0.001, 1.2);
  x->spec.stop_loss = (tide_level){.kind = TIDE_LEVEL_FRACTION, .fraction = 0.05};
  if (tide__random_below(random, 2)) x->spec.trailing_stop.kind = TIDE_LEVEL_DISTANCE;
  x->intent = (tide__intent){.equity = uniform(random, 50.0, 1e5),
                             .ref = uniform(random, 5.0, 500.0),
                             .scale = uniform(random, 0.0, 1.0),
                             .slip = uniform(random, 0.0, 0.002)};
  x->intent.trail = x->intent.ref * uniform(random, 0.01, 0.2);
  x->intent.atr = x->intent.ref * uniform(random, 0.001, 0.1);
  const int32_t closed = (int32_t)tide__random_below(random, 120);
  const double bias = uniform(random, -3.0, 3.0);
  for (int32_t i = 0; i < closed; i++)
    x->history.closed_pnl[x->history.closed++ % TIDE__KELLY_TRADES] =
      bias + 5.0 * tide__random_normal(random);
}

/* W - (1 - W) / payoff of the last 50 trades. */
static double naive_kelly(const decision *x) {
  if (x->history.closed < TIDE__KELLY_TRADES) return 0.01;
  double won = 0.0, wins = 0.0, losses = 0.0;
  for (int32_t i = 0; i < TIDE__KELLY_TRADES; i++) {
    const double pnl = x->history.closed_pnl[i];
    won += pnl > 0.0;
    wins += fmax(pnl, 0.0);
    losses += fmax(-pnl, 0.0);
  }
  const double w = won / TIDE__KELLY_TRADES;
  const double payoff = (wins / won) / (losses / (TIDE__KELLY_TRADES - won));
  const double kelly = isfinite(payoff) ? w - (1.0 - w) / payoff : w;
  return kelly > 0.0 ? fmin(x->spec.size.value * kelly, 1.0) : 0.01;
}

/* docs/reference/semantics.md, "Sizing". */
static double naive_units(const decision *x) {
  const tide__intent *o = &x->intent;
  const double f = x->spec.size.value, rate = x->set.commission, fixed = x->set.fee_fixed;
  const double budget = o->equity * x->set.leverage;
  const double unit = o->ref * (1.0 + rate);
  double stop = o->ref * (1.0 - x->d * 0.05);
  if (x->spec.trailing_stop.kind == TIDE_LEVEL_DISTANCE) {
    const double trail = o->ref - x->d * o->trail;
    if (x->d * trail > x->d * stop) stop = trail;
  }
  const double out = stop * (1.0 - x->d * o->slip);
  const double loss = x->d * (o->ref - out) + rate * (o->ref + out);
  const double want[KINDS] = {
    [TIDE_SIZE_DEFAULT] = (budget - fixed) / unit,
    [TIDE_SIZE_FIXED] = (budget * f - fixed) / unit,
    [TIDE_SIZE_CASH] = (f - fixed) / unit,
    [TIDE_SIZE_UNITS] = f,
    [TIDE_SIZE_RISK] = (o->equity * f - 2.0 * fixed) / loss,
    [TIDE_SIZE_VOLATILITY] = o->equity * f / o->atr,
    [TIDE_SIZE_KELLY] = (budget * naive_kelly(x) - fixed) / unit,
  };
  return fmin(want[x->spec.size.kind], (budget - fixed) / unit) * o->scale;
}

static int check_decide(const decision *x) {
  const double got = tide__size_decide(&x->account, &x->history, &x->spec, &x->intent, x->d);
  const double want = naive_units(x), lots = got / x->set.lot;
  const double least = want - x->set.lot - 1e-9 * fabs(want), most = want + 1e-9 * fabs(want);
  const bool whole = x->set.lot == 0.0 || fabs(lots - round(lots)) < 1e-6;
  if (got >= least && got <= most + 1e-8 * x->set.lot && whole) return 0;
  fprintf(stderr, "size %d: got %.17g, expected %.17g\n", (int)x->spec.size.kind, got, want);
  return 1;
}

/* What is cut can be paid for, and nothing more of it could be. */
static int check_cut(const decision *x, uint64_t *random) {
  tide__position pair[2] = {{.quantity = 0.0}, {.quantity = 0.0}};
  const double price = x->intent.ref, leverage = x->set.leverage;
  if (tide__random_below(random, 2))
    pair[tide__random_below(random, 2)].quantity = uniform(random, 0.0, 50.0);
  const double longs = pair[TIDE_LONG].quantity, shorts = pair[TIDE_SHORT].quantity;
  const double free = tide__size_free(x->account.cash, pair, price, leverage);
  const double margin = (longs + shorts) * price / leverage;
  const double left = x->account.cash + (longs - shorts) * price - margin;
  const double wanted = uniform(random, 0.0, 1000.0), filled = price * uniform(random, 0.9, 1.1);
  const double got = tide__size_cut(&x->account, wanted, free, filled, false);
  const double unit = filled * (1.0 + x->set.commission),
               money = left * leverage - x->set.fee_fixed;
  const double tiny = 1e-9 * (fabs(money) + unit);
  const bool paid = got <= 0.0 || got * unit <= money + tiny + x->set.lot * unit * 1e-8;
  const bool all = got == wanted || (got + x->set.lot) * unit >= money - tiny;
  if (got <= wanted && paid && all) return 0;
  fprintf(stderr, "cut: %.17g of %.17g for %.17g\n", got, wanted, money);
  return 1;
}

static int check_volume(const decision *x, uint64_t *random) {
  tide_settings set = x->set;
  const double volume = uniform(random, 0.0, 100.0), wanted = uniform(random, 0.0, 20.0);
  if (tide__size_participation(&set, wanted, volume) != wanted) return 1;
  set.max_participation = 0.1;
  const double got = tide__size_participation(&set, wanted, volume);
  const double most = fmin(wanted, 0.1 * volume);
  return got > most * (1.0 + 1e-9) + 1e-8 * set.lot || got < most - set.lot - 1e-9 ||
         tide__size_participation(&set, wanted, INFINITY) != wanted;
}

int main(void) {
  static decision x;
  uint64_t random = 11;
  for (int32_t i = 0; i < ROUNDS; i++) {
    make_decision(&x, &random);
    if (check_decide(&x) || check_cut(&x, &random) || check_volume(&x, &random)) {
      fprintf(stderr, "round %d\n", (int)i);
      return 1;
    }
  }
  return 0;
}

/* size.c -- how much to buy or sell (semantics.md, "Sizing").
 *
 *   E       equity marked at the close of the signal bar
 *   ref     close with slippage, or the bare limit price
 *   fixed f (E * f * L - fee) / (ref * (1 + rate)); every other way is capped
 *           by what fixed 1.0 would give */
#include "backtest/size.h"

static double affordable(const tide__account *a, double budget, double price, double rate) {
  return (budget - a->set->fee_fixed) / (price * (1.0 + rate));
}

static double budget_units(const tide__account *a, double budget, double price) {
  return affordable(a, budget, price, a->rate);
}

double tide__size_guess(const tide_settings *set, const tide_side *spec, double equity,
                        double close) {
  const tide_size *size = tide__size_of(set, spec);
  const double share = size->kind == TIDE_SIZE_FIXED ? size->value : 1.0;
  return equity * share * set->leverage / close;
}

static double risk_units(const tide__account *a, const tide_side *spec, const tide__intent *o,
                         double d) {
  const double fraction = tide__size_of(a->set, spec)->value;
  const double stop = tide__further(d, tide__level_price(&spec->stop_loss, o->stop, o->ref, -d),
                                    tide__level_price(&spec->trailing_stop, o->trail, o->ref, -d));
  const double out = stop * (1.0 - d * o->slip);
  const double loss = d * (o->ref - out) + a->rate * (o->ref + out);
  return (o->equity * fraction - 2.0 * a->set->fee_fixed) / loss;
}

double tide__size_decide(const tide__account *a, const tide__history *h, const tide_side *spec,
                         const tide__intent *o, double d) {
  const tide_size *size = tide__size_of(a->set, spec);
  const double f = size->value;
  const double budget = o->equity * a->set->leverage;
  double want;
  switch (size->kind) {
  case TIDE_SIZE_CASH:
    want = budget_units(a, f, o->ref);
    break;
  case TIDE_SIZE_UNITS:
    want = f;
    break;
  case TIDE_SIZE_RISK:
    want = risk_units(a, spec, o, d);
    break;
  case TIDE_SIZE_VOLATILITY:
    want = o->equity * f / o->atr;
    break;
  case TIDE_SIZE_KELLY:
    want = budget_units(a, budget * tide__history_kelly(h, f), o->ref);
    break;
  default:
    want = budget_units(a, budget * f, o->ref);
    break;
  }
  const double most = budget_units(a, budget, o->ref);
  return tide__units((want > most ? most : want) * o->scale, a->set->lot);
}

double tide__size_free(double money, const tide__position pair[2], double price, double leverage) {
  const double held = pair[TIDE_LONG].quantity + pair[TIDE_SHORT].quantity;
  return held > 0.0 ? money + tide__worth(pair, price) - held * price / leverage : money;
}

double tide__size_cut(const tide__account *a, double quantity, double free, double price,
                      bool maker) {
  const double rate = tide__account_rate(a, maker);
  const double most = tide__units(affordable(a, free * a->set->leverage, price, rate), a->set->lot);
  return quantity < most ? quantity : most;
}

/* Floor division as Python does it on floats. */
static double floor_divide(double a, double b) {
  const double mod = fmod(a, b);
  const double div = (a - mod) / b;
  const double low = floor(div);
  return div - low > 0.5 ? low + 1.0 : low;
}

/* The fee of one unit as backtesting.py counts it: commission(size, price) / size,
 * size being the share of the margin or the units that were asked for. */
static double unit_fee(const tide__account *a, double size, double price) {
  return (a->set->fee_fixed + size * price * a->rate) / size;
}

/* Units that the margin does not cover are refused, not cut. Other ways of sizing are
 * tide's own. */
double tide__size_whole_units(const tide__account *a, const tide__history *h, const tide_side *spec,
                              const tide__intent *o, double d, double price) {
  const tide_size *size = tide__size_of(a->set, spec);
  const double margin = o->equity * a->set->leverage;
  if (size->kind == TIDE_SIZE_UNITS) {
    const double units = floor(size->value * o->scale);
    return units * (o->ref + unit_fee(a, units, price)) > margin ? 0.0 : units;
  }
  if (size->kind != TIDE_SIZE_FIXED) return tide__size_decide(a, h, spec, o, d);
  const double share = (size->value < 1.0 ? size->value : 1.0 - 0x1p-52) * o->scale;
  return floor_divide(margin * share, o->ref + unit_fee(a, share, price));
}

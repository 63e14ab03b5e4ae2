/* size.c -- how much to buy or sell (semantics.md, "Sizing").
 *
 *   E       equity marked at the close of the signal bar
 *   ref     close with slippage, or the bare limit price
 *   fixed f (E * f * L - fee) / (ref * (1 + rate)); every other way is capped
 *           by what fixed 1.0 would give */
#include "backtest/sim.h"

static double affordable(const tide__sim *s, double budget, double price, double rate) {
  return (budget - s->set->fee_fixed) / (price * (1.0 + rate));
}

static double budget_units(const tide__sim *s, double budget, double price) {
  return affordable(s, budget, price, s->account.rate);
}

static double level_from(const tide_level *level, double value, double ref, double d) {
  switch (level->kind) {
  case TIDE_LEVEL_FRACTION:
    return ref * (1.0 - d * level->fraction);
  case TIDE_LEVEL_DISTANCE:
    return ref - d * value;
  case TIDE_LEVEL_PRICE:
    return value;
  default:
    return -d * TIDE__INF;
  }
}

static const tide_size *size_of(const tide__sim *s, int32_t side) {
  const tide_size *size = &s->side[side].size;
  return size->kind == TIDE_SIZE_DEFAULT ? &s->set->size : size;
}

double tide__size_guess(const tide__sim *s, int32_t side, int32_t t, double equity) {
  const tide_size *size = size_of(s, side);
  const double share = size->kind == TIDE_SIZE_FIXED ? size->value : 1.0;
  return equity * share * s->set->leverage / s->c->close[t];
}

static double risk_units(const tide__sim *s, int32_t side, const tide__intent *o, double fraction) {
  const tide_side *spec = &s->side[side];
  const double d = tide__dir(side);
  const double stop = tide__further(d, level_from(&spec->stop_loss, o->stop, o->ref, d),
                                    level_from(&spec->trailing_stop, o->trail, o->ref, d));
  const double guess = tide__size_guess(s, side, o->bar, o->equity);
  const double out = stop * (1.0 - d * tide__slip(&s->slippage, o->bar, guess));
  const double loss = d * (o->ref - out) + s->account.rate * (o->ref + out);
  return (o->equity * fraction - 2.0 * s->set->fee_fixed) / loss;
}

double tide__size_decide(const tide__sim *s, int32_t side, const tide__intent *o) {
  const tide_size *size = size_of(s, side);
  const double f = size->value;
  const double budget = o->equity * s->set->leverage;
  double want;
  switch (size->kind) {
  case TIDE_SIZE_CASH:
    want = budget_units(s, f, o->ref);
    break;
  case TIDE_SIZE_UNITS:
    want = f;
    break;
  case TIDE_SIZE_RISK:
    want = risk_units(s, side, o, f);
    break;
  case TIDE_SIZE_VOLATILITY:
    want = o->equity * f / s->signals->atr[o->bar];
    break;
  case TIDE_SIZE_KELLY:
    want = budget_units(s, budget * tide__history_kelly(&s->history, f), o->ref);
    break;
  default:
    want = budget_units(s, budget * f, o->ref);
    break;
  }
  const double most = budget_units(s, budget, o->ref);
  return tide__units((want > most ? most : want) * o->scale, s->set->lot);
}

/* What can be paid for at the fill. With another position open (hedging) its
 * initial margin, at the bar's price, is taken. */
double tide__size_cut(const tide__sim *s, int32_t side, double quantity, const tide__fill *fill) {
  const tide__position *other = &s->position[1 - side];
  double equity = s->account.cash;
  if (tide__open(other))
    equity = tide__mark(s, fill->base) - other->quantity * fill->base / s->set->leverage;
  const double rate = fill->maker ? s->account.maker_rate : s->account.rate;
  const double most =
    tide__units(affordable(s, equity * s->set->leverage, fill->price, rate), s->set->lot);
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
static double unit_fee(const tide__sim *s, double size, double price) {
  return (s->set->fee_fixed + size * price * s->account.rate) / size;
}

/* backtesting.py: whole units for a share of the margin; units that the margin
 * does not cover are refused, not cut. Other ways of sizing are tide's own. */
double tide__size_whole_units(const tide__sim *s, int32_t side, const tide__intent *o,
                              double price) {
  const tide_size *size = size_of(s, side);
  const double margin = o->equity * s->set->leverage;
  if (size->kind == TIDE_SIZE_UNITS) {
    const double units = floor(size->value * o->scale);
    return units * (o->ref + unit_fee(s, units, price)) > margin ? 0.0 : units;
  }
  if (size->kind != TIDE_SIZE_FIXED) return tide__size_decide(s, side, o);
  const double share = (size->value < 1.0 ? size->value : 1.0 - 0x1p-52) * o->scale;
  return floor_divide(margin * share, o->ref + unit_fee(s, share, price));
}

double tide__size_participation(const tide__sim *s, double quantity, int32_t t) {
  if (s->set->max_participation <= 0.0 || !s->c->volume) return quantity;
  const double most = tide__units(s->set->max_participation * s->c->volume[t], s->set->lot);
  return quantity < most ? quantity : most;
}

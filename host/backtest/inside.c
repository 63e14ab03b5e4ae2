/* inside.c -- what works inside a bar: stop or liquidation, partial targets,
 * target (semantics.md, "order inside a bar"). */
#include "backtest/sim.h"

void tide__market_exit(tide__sim *s, int32_t side, int32_t t, int32_t at, double price,
                       int32_t kind) {
  const double quantity = s->position[side].quantity;
  const bool slips =
    s->profile->costs_on_exit && kind != TIDE_FILLED_END_OF_DATA && kind != TIDE_FILLED_RUINED;
  const double filled = tide__let_through(s, quantity, t);
  const double slip = slips ? tide__slip(&s->slippage, tide__completed(t, at), filled) : 0.0;
  tide__fill fill = {.bar = t,
                     .side = side,
                     .kind = kind,
                     .at = at,
                     .price = price * (1.0 - tide__dir(side) * slip),
                     .base = price,
                     .slip = slip,
                     .quantity = quantity};
  tide__fill_exit(s, &fill);
}

static int32_t found_at(double price, double level) {
  return price == level ? TIDE_AT_LEVEL : TIDE_AT_GAP; /* copied, not computed */
}

static void take_profit(tide__sim *s, int32_t side, int32_t t, double price) {
  const tide__position *p = &s->position[side];
  tide__fill fill = {.bar = t,
                     .side = side,
                     .kind = TIDE_FILLED_TARGET,
                     .at = found_at(price, p->target),
                     .price = price,
                     .base = price,
                     .quantity = p->quantity,
                     .maker = true};
  tide__fill_exit(s, &fill);
}

/* Partial targets that `reached` has come to; they fill at the level, or at the
 * open when that is better. */
static void take_partials(tide__sim *s, int32_t side, int32_t t, double reached, double open) {
  const tide_side *spec = &s->side[side];
  tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  while (p->next_partial < spec->partials && tide__open(p) && !s->leave[side].live) {
    const int32_t i = p->next_partial;
    if (!tide__reached(d, reached, p->partial[i])) return;
    p->next_partial++;
    const double price = tide__further(d, open, p->partial[i]);
    tide__fill fill = {.bar = t,
                       .side = side,
                       .kind = TIDE_FILLED_PARTIAL,
                       .at = found_at(price, p->partial[i]),
                       .price = price,
                       .base = price,
                       .quantity = tide__units(p->initial * spec->partial[i].close, s->set->lot),
                       .maker = true};
    tide__fill_exit(s, &fill);
  }
}

static bool still_working(const tide__sim *s, int32_t side) {
  return tide__open(&s->position[side]) && !s->leave[side].live;
}

/* The tightest stop; of equal ones the fixed. */
static int32_t which_stop(const tide__sim *s, int32_t side) {
  const tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  if (!tide__reached(d, p->stop, p->trail)) return TIDE_FILLED_TRAILING;
  const bool moved = s->side[side].breakeven_at > 0.0 && isinf(p->breakeven);
  return moved && tide__reached(-d, p->stop, p->entry) ? TIDE_FILLED_BREAKEVEN
                                                       : TIDE_FILLED_STOP_LOSS;
}

/* The stop or the liquidation price, whichever the price meets first. A stop
 * fills no better than `open`; so does a liquidation, at the bar's own open. */
static void try_stop(tide__sim *s, int32_t side, int32_t t, double open) {
  const tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  const double adverse = d > 0.0 ? s->c->low[t] : s->c->high[t];
  const double stop = tide__position_stop(p, d);
  const double liquidation = s->profile->liquidates ? tide__sim_liquidation(s, d) : -d * TIDE__INF;
  const double line = tide__further(d, stop, liquidation);
  if (!tide__reached(-d, adverse, line) || isinf(line)) return;
  const bool stopped = tide__reached(d, stop, liquidation);
  const double price = tide__further(-d, stopped ? open : s->c->open[t], line);
  tide__market_exit(s, side, t, found_at(price, line), price,
                    stopped ? which_stop(s, side) : TIDE_FILLED_LIQUIDATION);
}

void tide__inside(tide__sim *s, int32_t side, int32_t t) {
  tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  const double open = s->c->open[t];
  const double favourable = d > 0.0 ? s->c->high[t] : s->c->low[t];
  const bool entry_bar = p->bar == t;
  if (!entry_bar && s->profile->open_first) {
    if (tide__reached(d, open, p->target)) take_profit(s, side, t, open);
    if (!still_working(s, side)) return;
    take_partials(s, side, t, open, open);
    if (!still_working(s, side)) return;
  }
  try_stop(s, side, t, open);
  if (!still_working(s, side)) return;
  take_partials(s, side, t, favourable, open);
  if (!still_working(s, side)) return;
  if (tide__reached(d, favourable, p->target))
    take_profit(s, side, t, tide__further(d, open, p->target));
}

/* The path after a limit filled inside the bar is unknown: the stop is assumed
 * to come after it, a profit only when the close shows it. */
void tide__inside_after_limit(tide__sim *s, int32_t side, int32_t t) {
  tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  const double close = s->c->close[t];
  try_stop(s, side, t, d * TIDE__INF);
  if (!still_working(s, side)) return;
  take_partials(s, side, t, close, -d * TIDE__INF);
  if (!still_working(s, side)) return;
  if (tide__reached(d, close, p->target)) take_profit(s, side, t, p->target);
}

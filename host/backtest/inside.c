/* inside.c -- what works inside a bar: stop or liquidation, partial targets,
 * target (semantics.md, "order inside a bar"). */
#include "backtest/sim.h"

void tide__market_exit(tide__sim *s, int32_t side, int32_t t, double price, int32_t completed,
                       int32_t reason) {
  const double quantity = s->position[side].quantity;
  const bool slips =
    s->profile->costs_on_exit && reason != TIDE_EXIT_END_OF_DATA && reason != TIDE_EXIT_RUINED;
  const double filled = tide__size_participation(s, quantity, t);
  const double slip = slips ? tide__slip(s, completed, filled) : 0.0;
  const tide__fill fill = {
    .t = t, .price = price * (1.0 - tide__dir(side) * slip), .base = price, .quantity = quantity};
  tide__position_close(s, side, &fill, reason);
}

static void take_profit(tide__sim *s, int32_t side, int32_t t, double price) {
  const tide__fill fill = {
    .t = t, .price = price, .base = price, .quantity = s->position[side].quantity, .maker = true};
  tide__position_close(s, side, &fill, TIDE_EXIT_TAKE_PROFIT);
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
    const tide__fill fill = {.t = t,
                             .price = price,
                             .base = price,
                             .quantity =
                               tide__units(p->initial * spec->partial[i].close, s->set->lot),
                             .maker = true,
                             .partial = true};
    tide__position_close(s, side, &fill, TIDE_EXIT_TAKE_PROFIT);
  }
}

static bool still_working(const tide__sim *s, int32_t side) {
  return tide__open(&s->position[side]) && !s->leave[side].live;
}

/* The stop or the liquidation price, whichever the price meets first. A stop
 * fills no better than `open`; so does a liquidation, at the bar's own open. */
static void try_stop(tide__sim *s, int32_t side, int32_t t, double open) {
  const tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  const double adverse = d > 0.0 ? s->c->low[t] : s->c->high[t];
  const double stop = tide__position_stop(p, d);
  const double liquidation =
    s->profile->liquidates ? tide__position_liquidation(s, d) : -d * TIDE__INF;
  const double line = tide__further(d, stop, liquidation);
  if (!tide__reached(-d, adverse, line) || isinf(line)) return;
  if (tide__reached(d, stop, liquidation))
    tide__market_exit(s, side, t, tide__further(-d, open, line), t - 1, TIDE_EXIT_STOP_LOSS);
  else
    tide__market_exit(s, side, t, tide__further(-d, s->c->open[t], line), t - 1,
                      TIDE_EXIT_LIQUIDATION);
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

/* jump.c -- from event to event. Flat, only an entry signal matters; in a
 * position, only a signal or a bar that touches a level. What lies between is
 * marked in blocks without looking at anything else.
 *
 * Skipping changes nothing: settings->no_jump visits every bar and must give
 * the same bits. */
#include "backtest/sim.h"
#include "core/cpu.h"
#include "core/lanes.h"
#include "core/reduce.h"

enum { VECTORS = 4, BLOCK = VECTORS * TIDE__LANES };

typedef struct {
  const double *adverse, *favourable, *close;
  double *equity;
  double stop, target, cash, net;
} path;

/* First bar in [t, end) that touches stop or target, else end; bars before it
 * are marked. Always inlined, so that each instruction set gets its own. */
static inline __attribute__((always_inline)) int32_t walk(const path *p, int32_t t, int32_t end,
                                                          double d) {
  const double *adverse = p->adverse, *favourable = p->favourable;
  double *equity = p->equity;
  const double stop = p->stop, target = p->target, cash = p->cash, net = p->net;
  for (; t + BLOCK <= end; t += BLOCK) {
    tide__lanes a[VECTORS], f[VECTORS], c[VECTORS];
    TIDE__LOAD(a, adverse + t);
    TIDE__LOAD(f, favourable + t);
    tide__choice touched = {0};
    for (int32_t k = 0; k < VECTORS; k++)
      touched |= d > 0.0 ? (a[k] <= stop) | (f[k] >= target) : (a[k] >= stop) | (f[k] <= target);
    if (TIDE__ANY(touched)) break;
    TIDE__LOAD(c, p->close + t);
    for (int32_t k = 0; k < VECTORS; k++) c[k] = cash + net * c[k];
    TIDE__STORE(equity + t, c);
  }
  for (; t < end; t++) {
    if (tide__reached(-d, adverse[t], stop) || tide__reached(d, favourable[t], target)) return t;
    equity[t] = cash + net * p->close[t];
  }
  return end;
}

TIDE__CLONES static int32_t walk_long(const path *p, int32_t t, int32_t end) {
  return walk(p, t, end, 1.0);
}

TIDE__CLONES static int32_t walk_short(const path *p, int32_t t, int32_t end) {
  return walk(p, t, end, -1.0);
}

/* The same with a stop that follows the price: bar by bar. */
static int32_t follow(tide__sim *s, int32_t side, const path *p, int32_t t, int32_t end) {
  tide__position *pos = &s->position[side];
  const double d = tide__dir(side);
  for (; t < end; t++) {
    const double line = tide__further(d, p->stop, pos->trail);
    if (tide__reached(-d, p->adverse[t], line) || tide__reached(d, p->favourable[t], p->target))
      return t;
    p->equity[t] = p->cash + p->net * p->close[t];
    tide__position_follow(s, side, t, p->favourable[t]);
  }
  return end;
}

static double nearest_profit(const tide__sim *s, int32_t side) {
  const tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  double line = tide__further(-d, p->target, p->breakeven);
  if (p->next_partial < s->side[side].partials)
    line = tide__further(-d, line, p->partial[p->next_partial]);
  return line;
}

static int32_t cross_position(tide__sim *s, int32_t side, int32_t t, int32_t end) {
  const tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  const path way = {
    .adverse = d > 0.0 ? s->c->low : s->c->high,
    .favourable = d > 0.0 ? s->c->high : s->c->low,
    .close = s->c->close,
    .equity = s->equity - s->first,
    .stop = tide__further(d, p->stop, tide__position_liquidation(s, d)),
    .target = nearest_profit(s, side),
    .cash = s->cash,
    .net = s->position[TIDE_LONG].quantity - s->position[TIDE_SHORT].quantity,
  };
  if (s->side[side].trailing_stop.kind != TIDE_LEVEL_NONE) return follow(s, side, &way, t, end);
  return d > 0.0 ? walk_long(&way, t, end) : walk_short(&way, t, end);
}

static bool must_visit_all(const tide__sim *s) {
  return s->set->no_jump || s->set->hedging || s->set->drawdown_scale > 0.0 || s->c->funding;
}

static bool something_waits(const tide__sim *s) {
  return s->order[0].live || s->order[1].live || s->leave[0].live || s->leave[1].live;
}

int32_t tide__jump(tide__sim *s, int32_t t) {
  t++;
  if (t >= s->last || must_visit_all(s) || something_waits(s)) return t;
  int32_t end = tide__decide_next(s, t);
  if (end > s->last) end = s->last;
  if (end <= t) return t;
  for (int32_t side = 0; side < 2; side++)
    if (tide__open(&s->position[side])) {
      const int32_t stop = cross_position(s, side, t, end);
      s->held += stop - t;
      return stop;
    }
  tide__repeat(s->equity + (t - s->first), end - t, s->cash);
  return end;
}

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

enum { BLOCK = 4 * TIDE__LANES };

typedef struct {
  const double *low, *high, *close;
  double *equity;
  double floor, ceiling; /* prices that end the walk when touched */
  double cash, net;
  double lowest, highest; /* in: so far; out: of the bars walked over, too */
} path;

#define LEAST(a, b) TIDE__PICK((a) < (b), a, b)
#define MOST(a, b) TIDE__PICK((a) > (b), a, b)

/* First bar in [t, end) that touches floor or ceiling, else end; the bars before
 * it are marked and their extremes taken. */
TIDE__CLONES static int32_t walk(path *p, int32_t t, int32_t end) {
  double *equity = p->equity;
  const double floor = p->floor, ceiling = p->ceiling, cash = p->cash, net = p->net;
  tide__lanes lowest = {p->lowest, p->lowest, p->lowest, p->lowest};
  tide__lanes highest = {p->highest, p->highest, p->highest, p->highest};
  for (; t + BLOCK <= end; t += BLOCK) {
    tide__lanes low = TIDE__LOAD(p->low + t), high = TIDE__LOAD(p->high + t);
    for (int32_t k = TIDE__LANES; k < BLOCK; k += TIDE__LANES) {
      low = LEAST(TIDE__LOAD(p->low + t + k), low);
      high = MOST(TIDE__LOAD(p->high + t + k), high);
    }
    const tide__choice touched = (low <= floor) | (high >= ceiling);
    if (TIDE__ANY(touched)) break;
    lowest = LEAST(low, lowest);
    highest = MOST(high, highest);
    for (int32_t k = 0; k < BLOCK; k += TIDE__LANES)
      TIDE__STORE(equity + t + k, cash + net * TIDE__LOAD(p->close + t + k));
  }
  for (int32_t lane = 0; lane < TIDE__LANES; lane++) {
    if (lowest[lane] < p->lowest) p->lowest = lowest[lane];
    if (highest[lane] > p->highest) p->highest = highest[lane];
  }
  for (; t < end && p->low[t] > floor && p->high[t] < ceiling; t++) {
    if (p->low[t] < p->lowest) p->lowest = p->low[t];
    if (p->high[t] > p->highest) p->highest = p->high[t];
    equity[t] = cash + net * p->close[t];
  }
  return t;
}

/* The same with a stop that follows the price, bar by bar: what
 * tide__position_follow does, with everything at hand. */
static inline __attribute__((always_inline)) int32_t trail(tide__sim *s, int32_t side, path *p,
                                                           int32_t t, int32_t end, double d) {
  tide__position *pos = &s->position[side];
  const double keep = 1.0 - d * s->side[side].trailing_stop.fraction;
  double best = pos->best, stop = pos->trail, low = p->lowest, high = p->highest;
  for (; t < end; t++) {
    const double floor = d > 0.0 ? tide__further(1.0, stop, p->floor) : p->floor;
    const double ceiling = d > 0.0 ? p->ceiling : tide__further(-1.0, stop, p->ceiling);
    if (p->low[t] <= floor || p->high[t] >= ceiling) break;
    p->equity[t] = p->cash + p->net * p->close[t];
    low = p->low[t] < low ? p->low[t] : low;
    high = p->high[t] > high ? p->high[t] : high;
    best = tide__further(d, best, d > 0.0 ? p->high[t] : p->low[t]);
    stop = tide__further(d, stop, best * keep);
  }
  pos->best = best;
  pos->trail = stop;
  p->lowest = low;
  p->highest = high;
  return t;
}

/* Trailing by a column: its values are read bar by bar. */
static int32_t follow(tide__sim *s, int32_t side, path *p, int32_t t, int32_t end) {
  tide__position *pos = &s->position[side];
  const bool is_long = side == TIDE_LONG;
  for (; t < end; t++) {
    const double floor = is_long && pos->trail > p->floor ? pos->trail : p->floor;
    const double ceiling = !is_long && pos->trail < p->ceiling ? pos->trail : p->ceiling;
    if (p->low[t] <= floor || p->high[t] >= ceiling) break;
    p->equity[t] = p->cash + p->net * p->close[t];
    tide__follow(s, side, t, is_long ? p->high[t] : p->low[t]);
  }
  p->lowest = pos->low;
  p->highest = pos->high;
  return t;
}

static int32_t cross(tide__sim *s, int32_t side, path *p, int32_t t, int32_t end) {
  switch (s->side[side].trailing_stop.kind) {
  case TIDE_LEVEL_NONE:
    return walk(p, t, end);
  case TIDE_LEVEL_FRACTION:
    return side == TIDE_LONG ? trail(s, side, p, t, end, 1.0) : trail(s, side, p, t, end, -1.0);
  default:
    return follow(s, side, p, t, end);
  }
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
  tide__position *p = &s->position[side];
  const double d = tide__dir(side);
  const double stop = tide__further(d, p->stop, tide__sim_liquidation(s, d));
  const double profit = nearest_profit(s, side);
  path way = {
    .low = s->c->low,
    .high = s->c->high,
    .close = s->c->close,
    .equity = s->equity - s->first,
    .floor = d > 0.0 ? stop : profit,
    .ceiling = d > 0.0 ? profit : stop,
    .cash = s->account.cash,
    .net = s->position[TIDE_LONG].quantity - s->position[TIDE_SHORT].quantity,
    .lowest = p->low,
    .highest = p->high,
  };
  t = cross(s, side, &way, t, end);
  p->low = way.lowest;
  p->high = way.highest;
  return t;
}

/* Funding, and those who ask for the highest equity so far, want every bar. */
static bool must_visit_all(const tide__sim *s) {
  return s->set->no_jump || s->set->hedging || s->set->drawdown_scale > 0.0 ||
         s->set->record_fills || s->c->funding;
}

static bool something_waits(const tide__sim *s) {
  return s->order[0].live || s->order[1].live || s->leave[0].live || s->leave[1].live;
}

/* Candles of a bar far away are on their way while the bars before it are walked over. */
static void fetch(const tide_candles *c, int32_t t) {
  __builtin_prefetch(c->close + t);
  __builtin_prefetch(c->high + t);
  __builtin_prefetch(c->low + t);
  __builtin_prefetch(c->open + t + 1);
  __builtin_prefetch(c->time + t + 1);
}

int32_t tide__jump(tide__sim *s, int32_t t) {
  t++;
  if (t >= s->last || must_visit_all(s) || something_waits(s)) return t;
  int32_t end = tide__decide_next(s, t);
  if (end > s->last) end = s->last;
  if (end <= t) return t;
  if (end < s->last) fetch(s->c, end);
  for (int32_t side = 0; side < 2; side++)
    if (tide__open(&s->position[side])) {
      const int32_t stop = cross_position(s, side, t, end);
      s->held += stop - t;
      return stop;
    }
  if (!(s->account.cash > 0.0)) return t; /* ruined by the fees of a fill at the last close */
  tide__repeat(s->equity + (t - s->first), end - t, s->account.cash);
  return end;
}

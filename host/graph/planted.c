/* planted.c -- a made-up market in which a rule has an edge.
 *
 * After each hour the rule is stepped over the candles that are there, as a live
 * strategy is, and says whether it would be in a position from the next open on. While
 * it is, price drifts its way; in the other hours it drifts back, by as much an hour as
 * undoes what was given so far, but never faster than it was given. So the rule earns,
 * holding the market does not, and every hour depends on those before it only. */
#include "core/error.h"
#include "data/synthetic.h"
#include "graph/graph.h"

#include <math.h>

/* The position that the rule holds, and what the market gave for it. */
typedef struct {
  const tide_side *side; /* [2] */
  double drift;
  int32_t held, bars; /* -1, TIDE_LONG or TIDE_SHORT; bars of the rule in it */
  double given;       /* sum of the drift of the hours with a position */
  int32_t flat;       /* hours without one */
} planted;

static double drift_of_hour(planted *p) {
  if (p->held >= 0) {
    const double d = p->held == TIDE_LONG ? p->drift : -p->drift;
    p->given += d;
    return d;
  }
  if (p->flat++ == 0) return 0.0;
  const double back = -p->given / p->flat;
  return fmax(-p->drift, fmin(p->drift, back));
}

/* What the simulation decides at a close (docs/reference/semantics.md, Bars). */
static void decide(planted *p, const tide_bar *bar) {
  if (bar->index < bar->first) return;
  bool enter[2];
  for (int32_t i = 0; i < 2; i++)
    enter[i] = p->side[i].used && bar->side[i].enter && !bar->side[i].exit;
  if (p->held < 0) {
    if (enter[0] != enter[1]) p->held = enter[0] ? TIDE_LONG : TIDE_SHORT;
    p->bars = 0;
    return;
  }
  const int32_t most = p->side[p->held].max_bars;
  p->bars++;
  if (enter[1 - p->held]) {
    p->held = 1 - p->held;
    p->bars = 0;
  } else if (bar->side[p->held].exit || (most > 0 && p->bars >= most)) {
    p->held = -1;
  }
}

/* Names what a side has that a made-up position does not follow, or NULL. */
static const char *unfollowed(const tide_side *s) {
  if (s->stop_loss.kind != TIDE_LEVEL_NONE) return "stop_loss";
  if (s->take_profit.kind != TIDE_LEVEL_NONE) return "take_profit";
  if (s->trailing_stop.kind != TIDE_LEVEL_NONE) return "trailing_stop";
  if (s->breakeven_at > 0.0) return "breakeven_at";
  if (s->partials > 0) return "partial";
  if (s->limit >= 0) return "limit";
  if (s->max_entries > 0) return "max_entries";
  if (s->add_max > 0) return "add";
  return NULL;
}

static int check(const tide_planting *p, tide_error *error) {
  if (!p->rule) return tide__error(error, TIDE_EINVAL, "a planted market needs a rule");
  if (p->bars < 1) return tide__error(error, TIDE_EINVAL, "a market has at least one bar");
  if (!(p->drift >= 0.0 && p->drift <= 0.05))
    return tide__error(error, TIDE_EINVAL,
                       "the drift of an hour is a fraction from 0 to 0.05, found %.10g", p->drift);
  const tide_side *side = p->rule->side;
  if (!side[0].used && !side[1].used)
    return tide__error(error, TIDE_EINVAL, "%s trades no side: nothing can be planted",
                       p->rule->name);
  for (int32_t i = 0; i < 2; i++) {
    const char *what = side[i].used ? unfollowed(&side[i]) : NULL;
    if (!what) continue;
    return tide__error(
      error, TIDE_EINVAL,
      "%s has '%s': a planted rule has only enter, exit and max_bars; leave it out", p->rule->name,
      what);
  }
  if (tide_strategy_reads_position(p->rule))
    return tide__error(error, TIDE_EINVAL,
                       "%s reads pos.*: a planted rule has no position of its own; leave it out",
                       p->rule->name);
  tide_custom_call call;
  if (tide_graph_custom(p->rule->graph, 0, &call) == TIDE_OK)
    return tide__error(error, TIDE_EINVAL,
                       "%s uses ta.%s, which Lua computes: a planted rule has indicators of the "
                       "host only",
                       p->rule->name, call.ind->name);
  return TIDE_OK;
}

/* One hour: made, stored, and shown to the rule. */
static int next_hour(planted *p, tide__walk *w, tide_stepper *st, tide_candle *x,
                     tide_error *error) {
  tide__walk_hour(w, drift_of_hour(p), x);
  int status = tide_stepper_push(st, 0, x, error);
  while (status >= 0 && (status = tide_stepper_step(st, 0, error)) == TIDE_STEP_BAR)
    decide(p, tide_stepper_bar(st));
  return status;
}

int tide_synthetic_plant(const tide_planting *p, tide_candles **out, tide_error *error) {
  *out = NULL;
  int status = check(p, error);
  if (status < 0) return status;
  tide__walk w;
  if (!tide__walk_start(&w, p->kind, p->seed))
    return tide__error(error, TIDE_EINVAL, "there is no kind %d of made-up market", (int)p->kind);
  tide_candles *made = tide__walk_candles(p->bars);
  if (!made) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const tide_feed feed = {.symbol = "DEMO", .timeframe = made->timeframe, .volume = true};
  tide_stepper *st;
  status = tide_stepper_new(p->rule, &feed, 1, false, &st, error);
  planted state = {.side = p->rule->side, .drift = p->drift, .held = -1};
  tide_candle x;
  for (int32_t t = 0; t < p->bars && status >= 0; t++) {
    status = next_hour(&state, &w, st, &x, error);
    tide__walk_put(made, t, &x);
  }
  tide_stepper_free(st);
  if (status < 0)
    tide_candles_free(made);
  else
    *out = made;
  return status < 0 ? status : TIDE_OK;
}

/* json_stop.c -- stops and targets among the exit conditions. */
#include "graph/json_reader.h"

#include "core/error.h"
#include "graph/graph.h"

#include <string.h>

enum { STOP_LOSS, TAKE_PROFIT, TRAILING_STOP, BREAKEVEN, PARTIAL, TIME_STOP };
static const char *const types[] = {
  "stop_loss", "take_profit", "trailing_stop", "breakeven", "partial", "time_stop", NULL};
/* What a type may be measured in. */
static const char *const type_name[] = {"type", NULL};
static const char *const level_names[] = {"percent", "fraction", "atr", "period",
                                          "price",   "distance", NULL};
static const char *const profit_names[] = {"percent", "fraction", NULL};
static const char *const partial_names[] = {"close", NULL};
static const char *const bars_names[] = {"bars", NULL};
static const char *const *const allowed[][4] = {
  [STOP_LOSS] = {type_name, level_names},
  [TAKE_PROFIT] = {type_name, level_names},
  [TRAILING_STOP] = {type_name, level_names},
  [BREAKEVEN] = {type_name, profit_names},
  [PARTIAL] = {type_name, profit_names, partial_names},
  [TIME_STOP] = {type_name, bars_names},
};

static const tide__candles_of traded = {"", ""};

/* Exactly one of the members that say how far. */
static int one_measure(tide__reader *r, const json_t *j, const tide__path *at,
                       const char **measure) {
  *measure = NULL;
  for (int32_t i = 0; level_names[i]; i++) {
    if (!json_object_get(j, level_names[i]) || strcmp(level_names[i], "period") == 0) continue;
    if (*measure)
      return tide__json_fail(r, at, "both '%s' and '%s': one of them is enough", *measure,
                             level_names[i]);
    *measure = level_names[i];
  }
  if (*measure) return TIDE_OK;
  return tide__json_fail(r, at,
                         "how far? add 'percent' (2.0 is 2 %%), 'fraction', 'atr', 'price' "
                         "or 'distance'");
}

static int read_fraction(tide__reader *r, const json_t *j, const tide__path *up, const char *name,
                         double *out) {
  const tide__path at = tide__path_member(up, name);
  double x = 0.0;
  const int status = tide__json_number(r, json_object_get(j, name), &at, &x);
  if (status < 0) return status;
  *out = strcmp(name, "percent") == 0 ? x / 100.0 : x;
  if (*out > 0.0) return TIDE_OK;
  return tide__json_fail(r, &at, "%.10g is not greater than 0", x);
}

/* atr(period) * multiple, as a strategy file would write it. */
static int32_t atr_distance(tide__reader *r, const json_t *j, const tide__path *up) {
  const tide__path at = tide__path_member(up, "atr"), period_at = tide__path_member(up, "period");
  double multiple = 0.0;
  int status = tide__json_number(r, json_object_get(j, "atr"), &at, &multiple);
  if (status < 0) return status;
  if (!(multiple > 0.0)) return tide__json_fail(r, &at, "%.10g is not greater than 0", multiple);
  const json_t *period = json_object_get(j, "period");
  tide_graph_call call = {.name = "atr", .n_inputs = 3, .n_params = 1, .params = {14}};
  if (period) status = tide__json_number(r, period, &period_at, &call.params[0]);
  if (status < 0) return status;
  static const char *const prices[] = {"high", "low", "close"};
  for (int32_t i = 0; i < 3; i++) {
    call.inputs[i] = tide_graph_field(r->graph, prices[i], "", "", r->error);
    if (call.inputs[i] < 0) return call.inputs[i];
  }
  const int32_t atr = tide__json_prefix(r, &at, tide_graph_indicator(r->graph, &call, r->error));
  if (atr < 0 || multiple == 1.0) return atr;
  tide_graph_apply apply = {.op = "mul", .n_args = 2, .args = {atr, -1}};
  apply.args[1] = tide_graph_number(r->graph, multiple);
  if (apply.args[1] < 0) return tide__json_fail(r, &at, "not a finite number");
  return tide__json_op(r, &at, &apply);
}

static int read_level(tide__reader *r, const json_t *j, const tide__path *at, tide_level *level) {
  const char *measure = NULL;
  if (level->kind != TIDE_LEVEL_NONE)
    return tide__json_fail(r, at, "the side has one of this type already");
  int status = one_measure(r, j, at, &measure);
  if (status < 0) return status;
  if (json_object_get(j, "period") && strcmp(measure, "atr") != 0)
    return tide__json_fail(r, at, "'period' belongs to 'atr'");
  if (strcmp(measure, "percent") == 0 || strcmp(measure, "fraction") == 0) {
    level->kind = TIDE_LEVEL_FRACTION;
    return read_fraction(r, j, at, measure, &level->fraction);
  }
  const tide__path here = tide__path_member(at, measure);
  level->kind = strcmp(measure, "price") == 0 ? TIDE_LEVEL_PRICE : TIDE_LEVEL_DISTANCE;
  level->node = strcmp(measure, "atr") == 0
                  ? atr_distance(r, j, at)
                  : tide__json_operand(r, json_object_get(j, measure), &here, traded);
  return level->node < 0 ? level->node : TIDE_OK;
}

static int read_profit(tide__reader *r, const json_t *j, const tide__path *at, double *out) {
  const char *measure = NULL;
  const int status = one_measure(r, j, at, &measure);
  return status < 0 ? status : read_fraction(r, j, at, measure, out);
}

static int read_partial(tide__reader *r, const json_t *j, const tide__path *at, tide_side *side) {
  if (side->partials == TIDE_MAX_PARTIALS)
    return tide__json_fail(r, at, "more than %d partial targets", (int)TIDE_MAX_PARTIALS);
  tide_partial *p = &side->partial[side->partials];
  int status = read_profit(r, j, at, &p->at);
  if (status >= 0 && !json_object_get(j, "close"))
    status = tide__json_fail(r, at, "the member 'close' is missing: what part of the quantity?");
  if (status >= 0) status = read_fraction(r, j, at, "close", &p->close);
  if (status < 0) return status;
  if (p->close > 1.0)
    return tide__json_fail(r, at, "close %.10g is a part of the quantity, at most 1", p->close);
  side->partials++;
  return TIDE_OK;
}

static int read_bars(tide__reader *r, const json_t *j, const tide__path *up, int32_t *out) {
  const tide__path at = tide__path_member(up, "bars");
  if (!json_object_get(j, "bars")) return tide__json_fail(r, up, "the member 'bars' is missing");
  if (*out) return tide__json_fail(r, up, "the side has a time_stop already");
  return tide__json_whole(r, json_object_get(j, "bars"), &at, 1, 100000000, out);
}

int tide__json_stop(tide__reader *r, const json_t *j, const tide__path *at, tide_side *side) {
  const tide__path type_at = tide__path_member(at, "type");
  const int32_t type = tide__json_choice(r, json_object_get(j, "type"), &type_at, "type", types);
  if (type < 0) return type;
  tide__path inside = *at;
  inside.depth++;
  const int status = tide__json_object(r, j, &inside, allowed[type]);
  if (status < 0) return status;
  switch (type) {
  case STOP_LOSS:
    return read_level(r, j, at, &side->stop_loss);
  case TAKE_PROFIT:
    return read_level(r, j, at, &side->take_profit);
  case TRAILING_STOP:
    return read_level(r, j, at, &side->trailing_stop);
  case BREAKEVEN:
    if (side->breakeven_at > 0.0) return tide__json_fail(r, at, "the side has a breakeven already");
    return read_profit(r, j, at, &side->breakeven_at);
  case PARTIAL:
    return read_partial(r, j, at, side);
  default:
    return read_bars(r, j, at, &side->max_bars);
  }
}

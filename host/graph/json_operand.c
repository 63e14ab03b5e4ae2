/* json_operand.c -- columns: numbers, prices, indicators, arithmetic, sessions. */
#include "graph/json_reader.h"

#include "graph/graph.h"
#include "indicators/run.h"

#include <stdio.h>
#include <string.h>

const char *const tide__json_operand_names[] = {"indicator", "params",  "inputs", "output",
                                                "timeframe", "symbol",  "op",     "args",
                                                "numbers",   "session", "shift",  NULL};
static const char *const session_names[] = {"from", "to", "tz", "timeframe", "symbol", NULL};

int32_t tide__json_op(tide__reader *r, const tide__path *at, const tide_graph_apply *apply) {
  return tide__json_prefix(r, at, tide_graph_op(r->graph, apply, r->error));
}

static int text_member(tide__reader *r, const json_t *j, const tide__path *up, const char *name,
                       const char **out) {
  const json_t *value = json_object_get(j, name);
  const tide__path at = tide__path_member(up, name);
  return value ? tide__json_text(r, value, &at, out) : TIDE_OK;
}

static int read_candles_of(tide__reader *r, const json_t *j, const tide__path *at,
                           tide__candles_of *of) {
  const int status = text_member(r, j, at, "timeframe", &of->timeframe);
  return status < 0 ? status : text_member(r, j, at, "symbol", &of->symbol);
}

static int32_t field(tide__reader *r, const char *name, const tide__path *at, tide__candles_of of) {
  return tide__json_prefix(r, at,
                           tide_graph_field(r->graph, name, of.timeframe, of.symbol, r->error));
}

static bool is_field(const char *name) {
  for (int32_t i = 0; tide__field_name(i); i++)
    if (strcmp(tide__field_name(i), name) == 0) return true;
  return false;
}

/* Parameters by name. Those left out keep their defaults. */
static int params_by_name(tide__reader *r, const json_t *j, const tide__path *at,
                          const tide_indicator *ind, tide_graph_call *call) {
  const char *known[TIDE_IND_MAX_PARAMS + 1] = {0};
  const int32_t count = tide__indicator_params(ind);
  call->n_params = count;
  for (int32_t i = 0; i < count; i++) {
    known[i] = ind->params[i].name;
    call->params[i] = ind->params[i].def;
  }
  const char *name = NULL;
  json_t *value;
  json_object_foreach((json_t *)(uintptr_t)j, name, value) {
    const tide__path here = tide__path_member(at, name);
    int32_t i = 0;
    while (known[i] && strcmp(known[i], name) != 0) i++;
    if (!known[i]) return tide__json_unknown(r, at, "parameter", name, known);
    const int status = tide__json_number(r, value, &here, &call->params[i]);
    if (status < 0) return status;
  }
  return TIDE_OK;
}

static int read_call_params(tide__reader *r, const json_t *j, const tide__path *up,
                            const tide_indicator *ind, tide_graph_call *call) {
  const tide__path at = tide__path_member(up, "params");
  if (!j) return TIDE_OK;
  if (json_is_object(j)) return params_by_name(r, j, &at, ind, call);
  if (!json_is_array(j)) return tide__json_wrong_type(r, &at, "an object or a list", j);
  if (json_array_size(j) > TIDE_IND_MAX_PARAMS)
    return tide__json_fail(r, &at, "too many parameters for %s", ind->name);
  call->n_params = (int32_t)json_array_size(j);
  for (int32_t i = 0; i < call->n_params; i++) {
    const tide__path here = tide__path_element(&at, i);
    const int status = tide__json_number(r, json_array_get(j, (size_t)i), &here, &call->params[i]);
    if (status < 0) return status;
  }
  return TIDE_OK;
}

/* Inputs left out: the prices an indicator is made of, or the close. */
static int default_inputs(tide__reader *r, const tide__path *at, const tide_indicator *ind,
                          tide__candles_of of, tide_graph_call *call) {
  call->n_inputs = tide__indicator_inputs(ind);
  for (int32_t i = 0; i < call->n_inputs; i++) {
    const bool price = tide__field_find(ind->inputs[i]) >= 0;
    if (tide__indicator_takes_condition(ind, i))
      return tide__json_fail(r, at, "%s needs \"inputs\": a list with a condition", ind->name);
    call->inputs[i] = field(r, price ? ind->inputs[i] : "close", at, of);
    if (call->inputs[i] < 0) return call->inputs[i];
  }
  return TIDE_OK;
}

static int32_t read_input(tide__reader *r, const json_t *j, const tide__path *at,
                          const tide_indicator *ind, int32_t i, tide__candles_of of) {
  if (!tide__indicator_takes_condition(ind, i)) return tide__json_operand(r, j, at, of);
  if (tide__json_is_condition(j)) return tide__json_condition(r, j, at);
  return tide__json_fail(r, at,
                         "%s takes a condition: an object with 'comparison', 'conditions' "
                         "or 'op'",
                         ind->name);
}

static int read_inputs(tide__reader *r, const json_t *j, const tide__path *up,
                       const tide_indicator *ind, tide__candles_of of, tide_graph_call *call) {
  const tide__path at = tide__path_member(up, "inputs");
  if (!j) return default_inputs(r, up, ind, of, call);
  if (!json_is_array(j)) return tide__json_wrong_type(r, &at, "a list", j);
  const int32_t count = tide__indicator_inputs(ind);
  if (json_array_size(j) != (size_t)count)
    return tide__json_fail(r, &at, "%s takes %d input%s, found %d", ind->name, (int)count,
                           count == 1 ? "" : "s", (int)json_array_size(j));
  call->n_inputs = count;
  for (int32_t i = 0; i < count; i++) {
    const tide__path here = tide__path_element(&at, i);
    call->inputs[i] = read_input(r, json_array_get(j, (size_t)i), &here, ind, i, of);
    if (call->inputs[i] < 0) return call->inputs[i];
  }
  return TIDE_OK;
}

static int read_output(tide__reader *r, const json_t *j, const tide__path *up,
                       const tide_indicator *ind, tide_graph_call *call) {
  const tide__path at = tide__path_member(up, "output");
  const char *outputs[TIDE_IND_MAX_IO + 1] = {0};
  for (int32_t i = 0; i < tide__indicator_outputs(ind); i++) outputs[i] = ind->outputs[i];
  if (j) {
    call->output = tide__json_choice(r, j, &at, "output", outputs);
    return call->output < 0 ? call->output : TIDE_OK;
  }
  if (!outputs[1]) return TIDE_OK;
  char list[256] = "";
  size_t used = 0;
  for (int32_t i = 0; outputs[i] && used < sizeof list; i++)
    used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", outputs[i]);
  return tide__json_fail(r, up, "%s has several outputs: add \"output\", one of %s", ind->name,
                         list);
}

static int32_t unknown_indicator(tide__reader *r, const tide__path *at, const char *name) {
  const char *names[512] = {0};
  int32_t n = 0;
  for (const tide__custom *c = tide__graph_customs(r->graph); c && n < 100; c = c->next)
    names[n++] = c->row.name;
  for (int32_t i = 0; i < tide_indicator_count() && n < 490; i++)
    names[n++] = tide_indicator_at(i)->name;
  for (int32_t i = 0; tide__field_name(i); i++) names[n++] = tide__field_name(i);
  names[n++] = "sma_cross";
  names[n] = "ema_cross";
  return tide__json_unknown(r, at, "indicator", name, names);
}

static int32_t read_indicator(tide__reader *r, const json_t *j, const tide__path *up,
                              tide__candles_of of) {
  const tide__path at = tide__path_member(up, "indicator");
  const char *name = NULL;
  int status = tide__json_text(r, json_object_get(j, "indicator"), &at, &name);
  if (status >= 0) status = read_candles_of(r, j, up, &of);
  if (status < 0) return status;
  if (is_field(name)) {
    if (json_object_get(j, "inputs") || json_object_get(j, "output") ||
        json_object_size(json_object_get(j, "params")) ||
        json_array_size(json_object_get(j, "params")))
      return tide__json_fail(r, up,
                             "%s is a column of the candles: it takes no params, inputs or "
                             "output",
                             name);
    return field(r, name, up, of);
  }
  const tide_indicator *ind = tide__graph_find(r->graph, name);
  if (!ind) return unknown_indicator(r, &at, name);
  tide_graph_call call = {.name = ind->name};
  status = read_call_params(r, json_object_get(j, "params"), up, ind, &call);
  if (status >= 0) status = read_inputs(r, json_object_get(j, "inputs"), up, ind, of, &call);
  if (status >= 0) status = read_output(r, json_object_get(j, "output"), up, ind, &call);
  if (status < 0) return status;
  return tide__json_prefix(r, up, tide_graph_indicator(r->graph, &call, r->error));
}

int tide__json_minutes(tide__reader *r, const json_t *j, const tide__path *at, int32_t *minutes) {
  const char *s = NULL;
  const int status = tide__json_text(r, j, at, &s);
  if (status < 0) return status;
  bool ok = strlen(s) == 5 && s[2] == ':';
  for (int32_t i = 0; ok && i < 5; i++) ok = i == 2 || (s[i] >= '0' && s[i] <= '9');
  if (ok) *minutes = ((s[0] - '0') * 10 + s[1] - '0') * 60 + (s[3] - '0') * 10 + s[4] - '0';
  if (ok && s[3] < '6' && *minutes <= 24 * 60) return TIDE_OK;
  return tide__json_fail(r, at, "'%.64s' is not a time of day from 00:00 to 24:00, as 08:30", s);
}

int32_t tide__json_session(tide__reader *r, const json_t *j, const tide__path *up, const char *op,
                           int32_t after) {
  const char *const *const allowed[] = {session_names, NULL};
  tide__path at = tide__path_member(up, "session");
  at.depth++;
  tide__candles_of of = {"", ""};
  const char *zone = "UTC";
  int32_t from = 0, to = 0;
  const tide__path from_at = tide__path_member(&at, "from"), to_at = tide__path_member(&at, "to");
  int status = tide__json_object(r, j, &at, allowed);
  if (status >= 0) status = tide__json_minutes(r, json_object_get(j, "from"), &from_at, &from);
  if (status >= 0) status = tide__json_minutes(r, json_object_get(j, "to"), &to_at, &to);
  if (status >= 0) status = text_member(r, j, &at, "tz", &zone);
  if (status >= 0) status = read_candles_of(r, j, &at, &of);
  if (status >= 0) status = tide__json_prefix(r, &at, tide_timezone_check(zone, r->error));
  if (status < 0) return status;
  tide_graph_apply apply = {.op = op, .n_args = 1, .n_numbers = after < 0 ? 2 : 3, .text = zone};
  apply.args[0] = field(r, "close", &at, of);
  if (apply.args[0] < 0) return apply.args[0];
  apply.numbers[0] = from;
  apply.numbers[1] = to;
  apply.numbers[2] = after;
  return tide__json_op(r, &at, &apply);
}

static int32_t read_session_column(tide__reader *r, const json_t *j, const tide__path *up) {
  static const char *const outputs[] = {"high", "low", NULL};
  const tide__path at = tide__path_member(up, "output");
  const int32_t output = tide__json_choice(r, json_object_get(j, "output"), &at, "output", outputs);
  if (output < 0) return output;
  return tide__json_session(r, json_object_get(j, "session"), up,
                            output == 0 ? "session_high" : "session_low", -1);
}

static int32_t read_shift(tide__reader *r, const json_t *j, const tide__path *up, int32_t node) {
  const json_t *shift = json_object_get(j, "shift");
  const tide__path at = tide__path_member(up, "shift");
  if (node < 0 || !shift) return node;
  tide_graph_apply apply = {.op = "shift", .n_args = 1, .args = {node}, .n_numbers = 1};
  const int status = tide__json_number(r, shift, &at, &apply.numbers[0]);
  return status < 0 ? status : tide__json_op(r, &at, &apply);
}

int32_t tide__json_operand_members(tide__reader *r, const json_t *j, const tide__path *at,
                                   tide__candles_of of) {
  int32_t node;
  if (json_object_get(j, "indicator"))
    node = read_indicator(r, j, at, of);
  else if (json_object_get(j, "op"))
    node = tide__json_apply(r, j, at);
  else if (json_object_get(j, "session"))
    node = read_session_column(r, j, at);
  else
    return tide__json_fail(r, at, "expected a member 'indicator', 'op' or 'session'");
  if (node >= 0 && tide_graph_kind(r->graph, node) != TIDE_KIND_COLUMN)
    return tide__json_fail(r, at, "expected a column of numbers, found a condition");
  return read_shift(r, j, at, node);
}

int32_t tide__json_operand(tide__reader *r, const json_t *j, const tide__path *at,
                           tide__candles_of of) {
  const char *const *const allowed[] = {tide__json_operand_names, NULL};
  if (json_is_string(j) && json_string_value(j)[0] != '$') {
    if (!is_field(json_string_value(j))) return unknown_indicator(r, at, json_string_value(j));
    return field(r, json_string_value(j), at, of);
  }
  if (!json_is_object(j)) {
    double x = 0.0;
    if (!json_is_number(j) && !json_is_string(j))
      return tide__json_wrong_type(r, at, "a number, \"$name\", a price or an object", j);
    const int status = tide__json_number(r, j, at, &x);
    const int32_t node = status < 0 ? status : tide_graph_number(r->graph, x);
    return node < 0 && status >= 0 ? tide__json_fail(r, at, "not a finite number") : node;
  }
  tide__path inside = *at;
  inside.depth++;
  const int status = tide__json_object(r, j, &inside, allowed);
  return status < 0 ? status : tide__json_operand_members(r, j, &inside, of);
}

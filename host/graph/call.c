/* call.c -- makes nodes from what a strategy wrote, and says what is wrong. */
#include "core/error.h"
#include "core/nearest.h"
#include "graph/graph.h"
#include "graph/zone.h"
#include "indicators/run.h"

#include <math.h>
#include <string.h>

static const char *const fields[TIDE__FIELDS] = {
  "open", "high",          "low",       "close",         "volume",   "hl2",
  "hlc3", "ohlc4",         "time",      "hour",          "weekday",  "funding",
  "mark", "open_interest", "pos.entry", "pos.last_fill", "pos.bars",
};

const char *tide__field_name(int32_t field) {
  return field >= 0 && field < TIDE__FIELDS ? fields[field] : NULL;
}

int32_t tide__field_find(const char *name) {
  for (int32_t i = 0; i < TIDE__FIELDS; i++)
    if (strcmp(fields[i], name) == 0) return i;
  return TIDE_EMISSING;
}

int32_t tide_graph_number(tide_graph *g, double x) {
  if (!isfinite(x)) return TIDE_EINVAL;
  x += 0.0; /* -0 and 0 are one number */
  tide__node draft = {.type = TIDE__NODE_NUMBER, .n_numbers = 1, .numbers = &x, .leader = -1};
  return tide__graph_intern(g, &draft, NULL);
}

static int unknown(tide_error *error, const char *what, const char *name, const char *near) {
  return near ? tide__error(error, TIDE_EMISSING, "unknown %s '%s': did you mean '%s'?", what, name,
                            near)
              : tide__error(error, TIDE_EMISSING, "unknown %s '%s'", what, name);
}

int32_t tide_graph_field(tide_graph *g, const char *field, const char *timeframe,
                         const char *symbol, tide_error *error) {
  tide__node draft = {.type = TIDE__NODE_FIELD, .symbol = symbol, .leader = -1};
  draft.what = tide__field_find(field);
  if (draft.what < 0) {
    tide__nearest near = tide__nearest_begin(field);
    for (int32_t i = 0; i < TIDE__FIELDS; i++) tide__nearest_offer(&near, fields[i]);
    return unknown(error, "column", field, near.best);
  }
  if (tide__field_is_position(draft.what) && (*timeframe || *symbol))
    return tide__error(error, TIDE_EINVAL,
                       "%s is about the position: it has no timeframe and no symbol",
                       fields[draft.what]);
  if (*timeframe && tide_timeframe_parse(timeframe, &draft.timeframe) != TIDE_OK)
    return tide__error(error, TIDE_EINVAL,
                       "unknown timeframe '%s': expected a number and s, m, h, d, w or mo, as 4h",
                       timeframe);
  if (strlen(symbol) >= TIDE_NAME_SIZE)
    return tide__error(error, TIDE_EINVAL, "the symbol '%.80s' is too long", symbol);
  return tide__graph_intern(g, &draft, error);
}

static int check_column(const tide_graph *g, int32_t node, const char *who, int32_t i,
                        tide_error *error) {
  const tide__node *x = tide__graph_node(g, node);
  if (!x) return tide__error(error, TIDE_EINVAL, "%s: argument %d does not exist", who, (int)i + 1);
  if (x->kind == TIDE_KIND_COLUMN) return TIDE_OK;
  return tide__error(error, TIDE_EINVAL, "%s: argument %d is a condition, expected a column", who,
                     (int)i + 1);
}

static const tide_indicator *find_indicator(const tide_graph *g, const char *name,
                                            tide_error *error) {
  const tide_indicator *ind = tide__graph_find(g, name);
  if (ind) return ind;
  tide__nearest near = tide__nearest_begin(name);
  for (const tide__custom *c = tide__graph_customs(g); c; c = c->next)
    tide__nearest_offer(&near, c->row.name);
  for (int32_t i = 0; i < tide_indicator_count(); i++)
    tide__nearest_offer(&near, tide_indicator_at(i)->name);
  unknown(error, "indicator", name, near.best);
  return NULL;
}

/* Node of a condition as 1 and 0. */
static int32_t number_of(tide_graph *g, const tide_indicator *ind, int32_t node, int32_t i,
                         tide_error *error) {
  if (tide_graph_kind(g, node) == TIDE_KIND_COLUMN)
    return tide__error(error, TIDE_EINVAL, "%s: argument %d is a column, expected a condition",
                       ind->name, (int)i + 1);
  const tide_graph_apply apply = {.op = "to_number", .n_args = 1, .args = {node}};
  return tide_graph_op(g, &apply, error);
}

static int read_inputs(tide_graph *g, const tide_indicator *ind, const int32_t *given,
                       int32_t *inputs, tide_error *error) {
  for (int32_t i = 0; i < tide__indicator_inputs(ind); i++) {
    inputs[i] = given[i];
    int32_t status;
    if (tide__indicator_takes_condition(ind, i))
      status = inputs[i] = number_of(g, ind, given[i], i, error);
    else
      status = check_column(g, given[i], ind->name, i, error);
    if (status < 0) return status;
  }
  return TIDE_OK;
}

int32_t tide_graph_indicator(tide_graph *g, const tide_graph_call *call, tide_error *error) {
  const tide_indicator *ind = find_indicator(g, call->name, error);
  if (!ind) return TIDE_EMISSING;
  const int32_t inputs = tide__indicator_inputs(ind), outputs = tide__indicator_outputs(ind);
  if (call->n_inputs != inputs)
    return tide__error(error, TIDE_EINVAL, "ta.%s takes %d input%s, got %d", ind->name, (int)inputs,
                       inputs == 1 ? "" : "s", (int)call->n_inputs);
  int32_t nodes[TIDE_IND_MAX_IO];
  int status = read_inputs(g, ind, call->inputs, nodes, error);
  if (status < 0) return status;
  if (call->output < 0 || call->output >= outputs)
    return tide__error(error, TIDE_EINVAL, "ta.%s has %d output%s, not number %d", ind->name,
                       (int)outputs, outputs == 1 ? "" : "s", (int)call->output + 1);
  double params[TIDE_IND_MAX_PARAMS];
  status = tide__params_check(ind, call->params, call->n_params, params, error);
  if (status < 0) return status;
  for (int32_t i = 0; i < TIDE_IND_MAX_PARAMS; i++) params[i] += 0.0;

  tide__node draft = {.type = TIDE__NODE_INDICATOR,
                      .ind = ind,
                      .n_args = inputs,
                      .args = nodes,
                      .n_numbers = tide__indicator_params(ind),
                      .numbers = params,
                      .leader = -1};
  const int32_t leader = tide__graph_intern(g, &draft, error);
  if (leader < 0 || call->output == 0) return leader;
  draft.what = call->output;
  draft.leader = leader;
  return tide__graph_intern(g, &draft, error);
}

/* The letter that argument i must match; 0 when there is no such argument. */
static char expected_letter(const char *args, int32_t i) {
  const size_t length = strlen(args);
  const bool repeats = length && args[length - 1] == '*';
  const size_t letters = repeats ? length - 1 : length;
  if ((size_t)i < letters) return args[i];
  return repeats ? args[letters - 1] : 0;
}

static int check_args(const tide_graph *g, const tide__op *op, const tide_graph_apply *a,
                      tide_error *error) {
  const char *name = op->row.name;
  const bool repeats = strchr(op->row.args, '*') != NULL;
  const int32_t wanted = (int32_t)strlen(op->row.args) - repeats;
  if (a->n_args < (repeats ? 1 : wanted) ||
      a->n_args > (repeats ? (int32_t)TIDE_GRAPH_MAX_ARGS : wanted))
    return tide__error(error, TIDE_EINVAL, "%s takes %s%d argument%s, got %d", name,
                       repeats ? "1 to " : "", (int)(repeats ? (int)TIDE_GRAPH_MAX_ARGS : wanted),
                       wanted == 1 && !repeats ? "" : "s", (int)a->n_args);
  for (int32_t i = 0; i < a->n_args; i++) {
    const int32_t kind = tide_graph_kind(g, a->args[i]);
    if (kind < 0)
      return tide__error(error, TIDE_EINVAL, "%s: argument %d does not exist", name, (int)i + 1);
    const char letter = expected_letter(op->row.args, i);
    const bool column = kind == TIDE_KIND_COLUMN;
    if ((letter == 'c' && !column) || (letter == 'b' && column))
      return tide__error(error, TIDE_EINVAL, "%s: argument %d is a %s, expected a %s", name,
                         (int)i + 1, column ? "column" : "condition",
                         column ? "condition" : "column");
  }
  return TIDE_OK;
}

static int check_numbers(const tide__op *op, const tide_graph_apply *a, tide_error *error) {
  const char *name = op->row.name;
  if (a->n_numbers != op->row.numbers)
    return tide__error(error, TIDE_EINVAL, "%s takes %d number%s, got %d", name,
                       (int)op->row.numbers, op->row.numbers == 1 ? "" : "s", (int)a->n_numbers);
  for (int32_t i = 0; i < a->n_numbers; i++) {
    const double x = a->numbers[i];
    if (strcmp(name, "shift") == 0 && x < 0)
      return tide__error(error, TIDE_EINVAL,
                         "shift(%.10g) would look ahead: the number of bars must be 0 or more", x);
    if (!(x >= op->least[i] && x <= op->most[i]) || x != floor(x))
      return tide__error(error, TIDE_EINVAL, "%s: %.10g is not a whole number from %.10g to %.10g",
                         name, x, op->least[i], op->most[i]);
  }
  return TIDE_OK;
}

static int check_session(const tide_graph *g, const tide_graph_apply *a, const char *zone,
                         tide_error *error) {
  if (tide__graph_node(g, a->args[0])->type != TIDE__NODE_FIELD)
    return tide__error(error, TIDE_EINVAL, "a session needs a column of candles, as m.close");
  if (a->numbers[0] == a->numbers[1])
    return tide__error(error, TIDE_EINVAL, "a session must not end at the minute it begins");
  return tide__zone_check_name(zone, error);
}

int32_t tide_graph_op(tide_graph *g, const tide_graph_apply *a, tide_error *error) {
  const int32_t index = tide__op_find(a->op);
  if (index < 0) {
    tide__nearest near = tide__nearest_begin(a->op);
    for (int32_t i = 0; i < tide_op_count(); i++) tide__nearest_offer(&near, tide_op_at(i)->name);
    return unknown(error, "operator", a->op, near.best);
  }
  const tide__op *op = tide__op_at(index);
  int status = check_args(g, op, a, error);
  if (status == TIDE_OK) status = check_numbers(op, a, error);
  const bool session = op->flags & TIDE__OP_SESSION;
  const char *zone = a->text && *a->text ? a->text : "UTC";
  if (status == TIDE_OK && session) status = check_session(g, a, zone, error);
  if (status < 0) return status;

  const char result = *op->row.result == 'x' ? 'c' : *op->row.result;
  int32_t kind = result == 'c' ? TIDE_KIND_COLUMN : TIDE_KIND_CONDITION;
  if (*op->row.result == 'x') kind = tide_graph_kind(g, a->args[0]);
  double numbers[TIDE_GRAPH_MAX_NUMBERS];
  for (int32_t i = 0; i < a->n_numbers; i++) numbers[i] = a->numbers[i] + 0.0;
  tide__node draft = {.type = TIDE__NODE_OP,
                      .kind = (uint8_t)kind,
                      .what = index,
                      .text = session ? zone : NULL,
                      .n_args = a->n_args,
                      .args = a->args,
                      .n_numbers = a->n_numbers,
                      .numbers = numbers,
                      .leader = -1};
  return tide__graph_intern(g, &draft, error);
}

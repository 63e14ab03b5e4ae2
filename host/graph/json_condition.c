/* json_condition.c -- rules and comparisons. */
#include "graph/json_reader.h"

#include "graph/graph.h"

#include <string.h>

static const char *const rule_names[] = {"operator", "conditions", NULL};
static const char *const compare_names[] = {"comparison", "value", "after", NULL};
static const char *const modifier_names[] = {"held", "within", "fresh", NULL};
static const char *const operators[] = {"AND", "OR", "NOT", NULL};
static const char *const operator_ops[] = {"all", "any", "none"};

/* A comparison of the file and the operator of the graph. */
static const char *const comparisons[] = {
  "crosses_above", "crosses_below", "greater_than", "less_than", "at_least",
  "at_most",       "between",       "rising",       "falling",   NULL};
static const char *const comparison_ops[] = {"crosses_above", "crosses_below", "above",
                                             "below",         "at_least",      "at_most",
                                             "between",       "rising",        "falling"};
enum { BETWEEN = 6, RISING = 7, FALLING = 8 };

static const tide__candles_of traded = {"", ""};

bool tide__json_is_condition(const json_t *j) {
  if (json_object_get(j, "comparison") || json_object_get(j, "conditions")) return true;
  if (json_object_get(j, "session")) return !json_object_get(j, "output");
  const json_t *op = json_object_get(j, "op");
  if (!json_is_string(op)) return false;
  const int32_t index = tide__op_find(json_string_value(op));
  if (index < 0) return false;
  const char result = *tide__op_at(index)->row.result;
  if (result != 'x') return result == 'b';
  return tide__json_is_condition(json_array_get(json_object_get(j, "args"), 0));
}

static int read_args(tide__reader *r, const json_t *args, const tide__path *at, const tide__op *op,
                     tide_graph_apply *apply) {
  if (!json_is_array(args)) return tide__json_wrong_type(r, at, "a list", args);
  const size_t count = json_array_size(args);
  if (count == 0) return tide__json_fail(r, at, "the list is empty");
  if (count > TIDE_GRAPH_MAX_ARGS)
    return tide__json_fail(r, at, "more than %d arguments", (int)TIDE_GRAPH_MAX_ARGS);
  const char kind = op->row.args[0]; /* all arguments of an operator are of one kind */
  apply->n_args = (int32_t)count;
  for (int32_t i = 0; i < apply->n_args; i++) {
    const tide__path here = tide__path_element(at, i);
    const json_t *arg = json_array_get(args, (size_t)i);
    const bool condition = kind == 'b' || (kind == 'x' && tide__json_is_condition(arg));
    const int32_t node =
      condition ? tide__json_condition(r, arg, &here) : tide__json_operand(r, arg, &here, traded);
    if (node < 0) return node;
    apply->args[i] = node;
  }
  return TIDE_OK;
}

static int read_numbers(tide__reader *r, const json_t *numbers, const tide__path *at,
                        tide_graph_apply *apply) {
  if (!numbers) return TIDE_OK;
  if (!json_is_array(numbers)) return tide__json_wrong_type(r, at, "a list", numbers);
  if (json_array_size(numbers) > TIDE_GRAPH_MAX_NUMBERS)
    return tide__json_fail(r, at, "more than %d numbers", (int)TIDE_GRAPH_MAX_NUMBERS);
  apply->n_numbers = (int32_t)json_array_size(numbers);
  for (int32_t i = 0; i < apply->n_numbers; i++) {
    const tide__path here = tide__path_element(at, i);
    const json_t *number = json_array_get(numbers, (size_t)i);
    const int status = tide__json_number(r, number, &here, &apply->numbers[i]);
    if (status < 0) return status;
  }
  return TIDE_OK;
}

int32_t tide__json_apply(tide__reader *r, const json_t *j, const tide__path *up) {
  const tide__path op_at = tide__path_member(up, "op"), args_at = tide__path_member(up, "args"),
                   numbers_at = tide__path_member(up, "numbers");
  const char *names[64] = {0};
  for (int32_t i = 0; i < tide_op_count() && i < 63; i++) names[i] = tide_op_at(i)->name;
  const int32_t index = tide__json_choice(r, json_object_get(j, "op"), &op_at, "operator", names);
  if (index < 0) return index;
  const tide__op *op = tide__op_at(index);
  if (op->flags & TIDE__OP_SESSION)
    return tide__json_fail(r, &op_at, "write a session as {\"session\": {\"from\": ...}}");
  tide_graph_apply apply = {.op = op->row.name};
  int status = read_args(r, json_object_get(j, "args"), &args_at, op, &apply);
  if (status >= 0) status = read_numbers(r, json_object_get(j, "numbers"), &numbers_at, &apply);
  return status < 0 ? status : tide__json_op(r, up, &apply);
}

/* {"indicator": "sma_cross", "params": {"fast": 10, "slow": 30}}: two averages of
 * the close. Returns 1 when the condition is one, with both nodes. */
static int read_cross(tide__reader *r, const json_t *j, const tide__path *up, int32_t *fast,
                      int32_t *slow) {
  static const char *const names[] = {"fast", "slow", NULL};
  static const char *const unfit[] = {"inputs", "output", "shift"};
  const char *name = json_string_value(json_object_get(j, "indicator"));
  if (!name || (strcmp(name, "sma_cross") != 0 && strcmp(name, "ema_cross") != 0)) return 0;
  for (int32_t i = 0; i < 3; i++)
    if (json_object_get(j, unfit[i]))
      return tide__json_fail(r, up, "%s takes no '%s'", name, unfit[i]);
  const json_t *value = json_object_get(j, "value");
  if (value && !json_is_null(value) && !(json_is_number(value) && json_number_value(value) == 0))
    return tide__json_fail(r, up, "%s compares its two averages: leave out 'value'", name);
  const json_t *params = json_object_get(j, "params");
  const tide__path at = tide__path_member(up, "params");
  const char *const *const allowed[] = {names, NULL};
  int status = tide__json_object(r, params, &at, allowed);
  int32_t node[2];
  for (int32_t i = 0; i < 2 && status >= 0; i++) {
    const json_t *period = json_object_get(params, names[i]);
    if (!period) return tide__json_fail(r, &at, "the member '%s' is missing", names[i]);
    json_t *average = json_pack("{s:s*, s:[O]}", "indicator",
                                strcmp(name, "sma_cross") == 0 ? "sma" : "ema", "params", period);
    const char *const copied[] = {"timeframe", "symbol"};
    for (int32_t k = 0; k < 2 && average; k++)
      if (json_object_get(j, copied[k]))
        json_object_set(average, copied[k], json_object_get(j, copied[k]));
    status = average ? tide__json_operand_members(r, average, up, traded)
                     : tide__json_fail(r, up, "out of memory");
    node[i] = status;
    json_decref(average);
  }
  if (status < 0) return status;
  *fast = node[0];
  *slow = node[1];
  return 1;
}

static int read_value(tide__reader *r, const json_t *j, const tide__path *up, int32_t comparison,
                      tide_graph_apply *apply) {
  const json_t *value = json_object_get(j, "value");
  const tide__path at = tide__path_member(up, "value");
  if (comparison == RISING || comparison == FALLING) {
    apply->n_numbers = 1;
    apply->numbers[0] = 1;
    return value ? tide__json_number(r, value, &at, &apply->numbers[0]) : TIDE_OK;
  }
  if (!value) return tide__json_fail(r, up, "the member 'value' is missing: compare with what?");
  const bool between = comparison == BETWEEN;
  if (between && (!json_is_array(value) || json_array_size(value) != 2))
    return tide__json_fail(r, &at, "expected a list of two values, the lower and the upper");
  for (int32_t i = 0; i < (between ? 2 : 1); i++) {
    const tide__path element = tide__path_element(&at, i);
    const json_t *one = between ? json_array_get(value, (size_t)i) : value;
    const int32_t node = tide__json_operand(r, one, between ? &element : &at, traded);
    if (node < 0) return node;
    apply->args[apply->n_args++] = node;
  }
  return TIDE_OK;
}

static int32_t read_comparison(tide__reader *r, const json_t *j, const tide__path *up) {
  const tide__path at = tide__path_member(up, "comparison");
  const int32_t comparison =
    tide__json_choice(r, json_object_get(j, "comparison"), &at, "comparison", comparisons);
  if (comparison < 0) return comparison;
  tide_graph_apply apply = {.op = comparison_ops[comparison], .n_args = 1};
  const int crossing = read_cross(r, j, up, &apply.args[0], &apply.args[1]);
  if (crossing < 0) return crossing;
  if (crossing) {
    if (comparison >= BETWEEN)
      return tide__json_fail(r, &at, "two averages cannot be compared with '%s'",
                             comparisons[comparison]);
    apply.n_args = 2;
    return tide__json_op(r, up, &apply);
  }
  apply.args[0] = tide__json_operand_members(r, j, up, traded);
  if (apply.args[0] < 0) return apply.args[0];
  const int status = read_value(r, j, up, comparison, &apply);
  return status < 0 ? status : tide__json_op(r, up, &apply);
}

static int32_t read_rule(tide__reader *r, const json_t *j, const tide__path *up) {
  const tide__path op_at = tide__path_member(up, "operator"),
                   list_at = tide__path_member(up, "conditions");
  const json_t *op = json_object_get(j, "operator"), *list = json_object_get(j, "conditions");
  const int32_t choice = op ? tide__json_choice(r, op, &op_at, "operator", operators) : 0;
  if (choice < 0) return choice;
  if (!json_is_array(list)) return tide__json_wrong_type(r, &list_at, "a list", list);
  tide_graph_apply apply = {.op = operator_ops[choice]};
  for (size_t i = 0; i < json_array_size(list); i++) {
    const tide__path here = tide__path_element(&list_at, (int32_t)i);
    const json_t *one = json_array_get(list, i);
    if (json_object_get(one, "type")) continue; /* a stop; json_side.c reads it */
    if (apply.n_args == TIDE_GRAPH_MAX_ARGS)
      return tide__json_fail(r, &list_at, "more than %d conditions", (int)TIDE_GRAPH_MAX_ARGS);
    const int32_t node = tide__json_condition(r, one, &here);
    if (node < 0) return node;
    apply.args[apply.n_args++] = node;
  }
  if (apply.n_args == 0) return tide__json_fail(r, &list_at, "the list is empty");
  /* One condition is itself, whatever it stands in; so Lua writes it too. */
  if (apply.n_args == 1 && choice != 2) return apply.args[0];
  return tide__json_op(r, up, &apply);
}

static int32_t modify(tide__reader *r, const json_t *j, const tide__path *up, int32_t node) {
  for (int32_t i = 0; modifier_names[i] && node >= 0; i++) {
    const char *name = modifier_names[i];
    const json_t *value = json_object_get(j, name);
    const tide__path at = tide__path_member(up, name);
    if (!value) continue;
    tide_graph_apply apply = {.op = name, .n_args = 1, .args = {node}};
    if (strcmp(name, "fresh") == 0) {
      if (!json_is_boolean(value)) return tide__json_wrong_type(r, &at, "true or false", value);
      if (json_is_false(value)) continue;
    } else {
      apply.n_numbers = 1;
      const int status = tide__json_number(r, value, &at, &apply.numbers[0]);
      if (status < 0) return status;
    }
    node = tide__json_op(r, &at, &apply);
  }
  return node;
}

static int32_t read_session(tide__reader *r, const json_t *j, const tide__path *up) {
  const json_t *after = json_object_get(j, "after");
  const tide__path at = tide__path_member(up, "after");
  int32_t minutes = -1;
  const int status = after ? tide__json_minutes(r, after, &at, &minutes) : TIDE_OK;
  if (status < 0) return status;
  return tide__json_session(r, json_object_get(j, "session"), up,
                            after ? "session_after" : "session_inside", minutes);
}

int32_t tide__json_condition(tide__reader *r, const json_t *j, const tide__path *at) {
  tide__path inside = *at;
  inside.depth++;
  const bool rule = json_object_get(j, "conditions") || json_object_get(j, "operator");
  const char *const *const of_rule[] = {rule_names, modifier_names, NULL};
  const char *const *const of_comparison[] = {tide__json_operand_names, compare_names,
                                              modifier_names, NULL};
  const int status = tide__json_object(r, j, &inside, rule ? of_rule : of_comparison);
  if (status < 0) return status;
  int32_t node;
  if (rule)
    node = read_rule(r, j, &inside);
  else if (json_object_get(j, "comparison"))
    node = read_comparison(r, j, &inside);
  else if (json_object_get(j, "session"))
    node = read_session(r, j, &inside);
  else if (json_object_get(j, "op"))
    node = tide__json_apply(r, j, &inside);
  else
    return tide__json_fail(r, &inside, "the member 'comparison' is missing");
  if (node >= 0 && tide_graph_kind(r->graph, node) != TIDE_KIND_CONDITION)
    return tide__json_fail(r, &inside, "a column of numbers is no condition: add 'comparison'");
  return modify(r, j, &inside, node);
}

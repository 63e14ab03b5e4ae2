/* json_side.c -- one side: when to enter, when to leave, and how. */
#include "graph/json_reader.h"
#include "graph/roots.h"

static const char *const rule_names[] = {"operator", "conditions", "held", "within", "fresh", NULL};
static const char *const entry_names[] = {"size",        "confidence", "limit", "limit_bars",
                                          "max_entries", "add",        NULL};
static const char *const sizes[] = {"fixed", "cash", "units", "risk", "volatility", "kelly", NULL};
static const char *const max_entries_names[] = {"count", "per", NULL};
static const char *const add_names[] = {"max", NULL};
static const tide__candles_of traded = {"", ""};

/* 0.5, or {"risk": 0.01}. */
static int read_size(tide__reader *r, const json_t *j, const tide__path *at, tide_size *size) {
  *size = (tide_size){.kind = TIDE_SIZE_FIXED};
  int status = TIDE_OK;
  if (json_is_object(j)) {
    const char *const *const allowed[] = {sizes, NULL};
    status = tide__json_object(r, j, at, allowed);
    if (status < 0) return status;
    if (json_object_size(j) != 1)
      return tide__json_fail(r, at,
                             "expected one member: fixed, cash, units, risk, volatility or "
                             "kelly");
    int32_t kind = 0;
    while (!json_object_get(j, sizes[kind])) kind++;
    const tide__path here = tide__path_member(at, sizes[kind]);
    size->kind = TIDE_SIZE_FIXED + kind;
    status = tide__json_number(r, json_object_get(j, sizes[kind]), &here, &size->value);
  } else {
    status = tide__json_number(r, j, at, &size->value);
  }
  if (status >= 0 && !(size->value > 0.0))
    return tide__json_fail(r, at, "%.10g is not greater than 0", size->value);
  return status;
}

/* {"count": 1, "per": "1d"} */
static int read_max_entries(tide__reader *r, const json_t *j, const tide__path *at,
                            tide_side *side) {
  const char *const *const allowed[] = {max_entries_names, NULL};
  const tide__path count_at = tide__path_member(at, "count"), per_at = tide__path_member(at, "per");
  const char *per = NULL;
  int status = tide__json_object(r, j, at, allowed);
  if (status >= 0)
    status =
      tide__json_whole(r, json_object_get(j, "count"), &count_at, 1, 1000000, &side->max_entries);
  if (status >= 0) status = tide__json_text(r, json_object_get(j, "per"), &per_at, &per);
  if (status < 0) return status;
  if (tide_timeframe_parse(per, &side->max_entries_period) == TIDE_OK) return TIDE_OK;
  return tide__json_fail(r, &per_at, "unknown timeframe '%.64s': expected one as 1h or 1d", per);
}

/* The condition of a rule: the object without the members that are its options. */
static int32_t read_rule(tide__reader *r, const json_t *j, const tide__path *at) {
  if (!json_object_get(j, "conditions"))
    return tide__json_fail(r, at, "the member 'conditions' is missing");
  json_t *rule = json_object();
  if (!rule) return tide__json_fail(r, at, "out of memory");
  for (int32_t k = 0; rule_names[k]; k++)
    if (json_object_get(j, rule_names[k]))
      json_object_set(rule, rule_names[k], json_object_get(j, rule_names[k]));
  const int32_t node = tide__json_condition(r, rule, at);
  json_decref(rule);
  return node;
}

/* The rule as one about the position of its side. */
static int32_t own(tide__reader *r, const tide__path *at, const tide_side *side, int32_t node) {
  if (node < 0) return node;
  const int32_t number = (int32_t)(side - r->strategy->side);
  return tide__json_prefix(r, at, tide_graph_of_side(r->graph, node, number, r->error));
}

/* {"operator": "AND", "conditions": [...], "max": 4} */
static int read_add(tide__reader *r, const json_t *j, const tide__path *at, tide_side *side) {
  const char *const *const allowed[] = {rule_names, add_names, NULL};
  const tide__path max_at = tide__path_member(at, "max");
  int status = tide__json_object(r, j, at, allowed);
  if (status >= 0)
    status = tide__json_whole(r, json_object_get(j, "max"), &max_at, 1, 1000000, &side->add_max);
  if (status < 0) return status;
  side->add = own(r, at, side, read_rule(r, j, at));
  return side->add < 0 ? side->add : TIDE_OK;
}

static int32_t column_member(tide__reader *r, const json_t *j, const tide__path *up,
                             const char *name) {
  const tide__path at = tide__path_member(up, name);
  const json_t *value = json_object_get(j, name);
  return value ? tide__json_operand(r, value, &at, traded) : -1;
}

static int read_entry_options(tide__reader *r, const json_t *j, const tide__path *at,
                              tide_side *side) {
  const json_t *size = json_object_get(j, "size"), *most = json_object_get(j, "max_entries"),
               *bars = json_object_get(j, "limit_bars"), *add = json_object_get(j, "add");
  const tide__path size_at = tide__path_member(at, "size"),
                   most_at = tide__path_member(at, "max_entries"),
                   bars_at = tide__path_member(at, "limit_bars"),
                   add_at = tide__path_member(at, "add");
  int status = size ? read_size(r, size, &size_at, &side->size) : TIDE_OK;
  if (status >= 0 && most) status = read_max_entries(r, most, &most_at, side);
  if (status >= 0 && add) status = read_add(r, add, &add_at, side);
  if (status >= 0 && bars) {
    if (!json_object_get(j, "limit")) return tide__json_fail(r, &bars_at, "there is no 'limit'");
    status = tide__json_whole(r, bars, &bars_at, 1, 100000000, &side->limit_bars);
  }
  if (status >= 0 && json_object_get(j, "limit"))
    status = side->limit = column_member(r, j, at, "limit");
  if (status >= 0 && json_object_get(j, "confidence"))
    status = side->confidence = column_member(r, j, at, "confidence");
  return status < 0 ? status : TIDE_OK;
}

/* The stops among the conditions; how many conditions are left is `rules`. */
static int read_stops(tide__reader *r, const json_t *j, const tide__path *up, tide_side *side,
                      int32_t *rules) {
  const json_t *list = json_object_get(j, "conditions");
  const tide__path at = tide__path_member(up, "conditions");
  *rules = 0;
  if (!json_is_array(list)) return tide__json_wrong_type(r, &at, "a list", list);
  for (size_t i = 0; i < json_array_size(list); i++) {
    const json_t *one = json_array_get(list, i);
    const tide__path here = tide__path_element(&at, (int32_t)i);
    if (!json_object_get(one, "type")) {
      ++*rules;
      continue;
    }
    const int status = tide__json_stop(r, one, &here, side);
    if (status < 0) return status;
  }
  return TIDE_OK;
}

/* Nearest first, as a strategy file has them: the order of the text says nothing. */
static void sort_partials(tide_side *side) {
  for (int32_t i = 1; i < side->partials; i++) {
    const tide_partial one = side->partial[i];
    int32_t at = i;
    for (; at > 0 && one.at < side->partial[at - 1].at; at--)
      side->partial[at] = side->partial[at - 1];
    side->partial[at] = one;
  }
}

static int read_exit(tide__reader *r, const json_t *j, const tide__path *at, tide_side *side) {
  const char *const *const allowed[] = {rule_names, NULL};
  int32_t rules = 0;
  int status = tide__json_object(r, j, at, allowed);
  if (status >= 0) status = read_stops(r, j, at, side, &rules);
  sort_partials(side);
  if (status < 0 || rules == 0) return status;
  side->exit = own(r, at, side, tide__json_condition(r, j, at));
  return side->exit < 0 ? side->exit : TIDE_OK;
}

static int read_enter(tide__reader *r, const json_t *j, const tide__path *at, tide_side *side) {
  const char *const *const allowed[] = {rule_names, entry_names, NULL};
  int status = tide__json_object(r, j, at, allowed);
  if (status < 0) return status;
  const json_t *one;
  size_t i;
  json_array_foreach(json_object_get(j, "conditions"), i, one) {
    const tide__path list_at = tide__path_member(at, "conditions");
    const tide__path here = tide__path_element(&list_at, (int32_t)i);
    if (json_object_get(one, "type"))
      return tide__json_fail(r, &here, "a stop or target belongs among the exit_rules");
  }
  side->enter = read_rule(r, j, at);
  return side->enter < 0 ? side->enter : read_entry_options(r, j, at, side);
}

int tide__json_side(tide__reader *r, const json_t *entry, const tide__path *entry_at,
                    const json_t *exit, const tide__path *exit_at, tide_side *side) {
  side->used = true;
  int status = read_enter(r, entry, entry_at, side);
  if (status >= 0 && exit) status = read_exit(r, exit, exit_at, side);
  if (status < 0) return status;
  tide_side_signals unused[2];
  tide__root root[2][TIDE__ROOTS];
  tide__roots_list(r->strategy->side, unused, root);
  return tide__json_prefix(r, entry_at, tide__roots_check(r->graph, root, r->error));
}

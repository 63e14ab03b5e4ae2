/* json_strategy.c -- a strategy from its JSON form; see
 * docs/reference/strategy-json.md. The document is walked once, from the top;
 * the first thing that is wrong is reported with its place. */
#include "core/error.h"
#include "graph/json_reader.h"
#include "graph/roots.h"

#include <stdlib.h>
#include <string.h>

static const char *const top_names[] = {"name",       "version", "hash",    "description",
                                        "timeframes", "params",  "regimes", "entry_rules",
                                        "exit_rules", NULL};
static const char *const timeframe_names[] = {"primary", "secondary", NULL};

static int read_name(tide__reader *r, const json_t *j, const tide__path *root) {
  const tide__path at = tide__path_member(root, "name");
  const char *name = NULL;
  if (!json_object_get(j, "name")) return tide__json_fail(r, root, "the member 'name' is missing");
  const int status = tide__json_text(r, json_object_get(j, "name"), &at, &name);
  if (status < 0) return status;
  if (!*name || strlen(name) >= TIDE_NAME_SIZE)
    return tide__json_fail(r, &at, "expected a text of 1 to %d bytes", TIDE_NAME_SIZE - 1);
  for (const char *s = name; *s; s++)
    if ((unsigned char)*s < ' ') return tide__json_fail(r, &at, "a name has no control characters");
  memcpy(r->strategy->name, name, strlen(name) + 1);
  return TIDE_OK;
}

static int read_timeframe(tide__reader *r, const json_t *j, const tide__path *at, int64_t *out) {
  const char *name = NULL;
  const int status = tide__json_text(r, j, at, &name);
  if (status < 0 || tide_timeframe_parse(name, out) == TIDE_OK) return status;
  return tide__json_fail(r, at, "unknown timeframe '%.64s': expected one as 15m, 4h or 1d", name);
}

static int read_timeframes(tide__reader *r, const json_t *j, const tide__path *root) {
  const json_t *frames = json_object_get(j, "timeframes");
  const tide__path at = tide__path_member(root, "timeframes"),
                   primary_at = tide__path_member(&at, "primary"),
                   list_at = tide__path_member(&at, "secondary");
  const char *const *const allowed[] = {timeframe_names, NULL};
  if (!frames) return TIDE_OK;
  int status = tide__json_object(r, frames, &at, allowed);
  const json_t *primary = json_object_get(frames, "primary");
  const json_t *list = json_object_get(frames, "secondary");
  if (status >= 0 && primary && !json_is_null(primary))
    status = read_timeframe(r, primary, &primary_at, &r->strategy->timeframe);
  if (status >= 0 && list && !json_is_array(list))
    status = tide__json_wrong_type(r, &list_at, "a list", list);
  for (size_t i = 0; status >= 0 && i < json_array_size(list); i++) {
    const tide__path here = tide__path_element(&list_at, (int32_t)i);
    int64_t one = 0;
    status = read_timeframe(r, json_array_get(list, i), &here, &one);
  }
  return status;
}

static const json_t *rules_of(const json_t *rules, int32_t side) {
  const json_t *j = json_object_get(rules, tide__side_names[side]);
  return json_is_null(j) ? NULL : j;
}

static int read_sides(tide__reader *r, const json_t *j, const tide__path *root) {
  const json_t *entry = json_object_get(j, "entry_rules"), *exit = json_object_get(j, "exit_rules");
  const tide__path entry_at = tide__path_member(root, "entry_rules"),
                   exit_at = tide__path_member(root, "exit_rules");
  const char *const *const allowed[] = {tide__side_names, NULL};
  if (!entry) return tide__json_fail(r, root, "the member 'entry_rules' is missing");
  int status = tide__json_object(r, entry, &entry_at, allowed);
  if (status >= 0 && exit) status = tide__json_object(r, exit, &exit_at, allowed);
  int32_t used = 0;
  for (int32_t side = 0; side < 2 && status >= 0; side++) {
    const json_t *in = rules_of(entry, side), *out = rules_of(exit, side);
    const tide__path in_at = tide__path_member(&entry_at, tide__side_names[side]),
                     out_at = tide__path_member(&exit_at, tide__side_names[side]);
    used += in != NULL;
    if (in)
      status = tide__json_side(r, in, &in_at, out, &out_at, &r->strategy->side[side]);
    else if (out)
      status = tide__json_fail(r, &out_at, "there is nothing to exit: entry_rules has no '%s'",
                               tide__side_names[side]);
  }
  if (status >= 0 && !used)
    return tide__json_fail(r, &entry_at, "expected a member 'long' or 'short'");
  return status;
}

static int read_top(tide__reader *r, const json_t *j, const tide_binding *bindings,
                    int32_t n_bindings) {
  const tide__path root = {0}, params_at = tide__path_member(&root, "params"),
                   regimes_at = tide__path_member(&root, "regimes");
  const char *const *const allowed[] = {top_names, NULL};
  const json_t *regimes = json_object_get(j, "regimes");
  int status = tide__json_object(r, j, &root, allowed);
  if (status >= 0) status = read_name(r, j, &root);
  if (status >= 0)
    status = tide__json_params(r, json_object_get(j, "params"), &params_at, bindings, n_bindings);
  if (status >= 0) status = read_timeframes(r, j, &root);
  if (status >= 0 && regimes)
    status = tide__json_regimes(r, regimes, &regimes_at, &r->strategy->regimes);
  return status < 0 ? status : read_sides(r, j, &root);
}

/* Names of the document stand in messages, and messages on terminals. */
static void make_printable(tide_error *error) {
  if (!error) return;
  for (char *s = error->text; *s; s++)
    if ((unsigned char)*s < ' ' || *s == 127) *s = '?';
}

static int parse_strategy(const char *text, size_t size, json_t **out, tide_error *error) {
  if (size > TIDE__JSON_MAX_SIZE)
    return tide__error(error, TIDE_EINVAL, "the strategy is larger than 1 MiB");
  return tide__json_parse(text, size, out, error);
}

int tide_strategy_read_json(tide_strategy *s, const char *text, size_t size,
                            const tide_binding *bindings, int32_t n_bindings, tide_error *error) {
  json_t *j = NULL;
  tide__reader *r = calloc(1, sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  int status = parse_strategy(text, size, &j, error);
  if (status >= 0) {
    r->strategy = s;
    r->graph = s->graph;
    r->error = error;
    status = read_top(r, j, bindings, n_bindings);
  }
  if (status < 0) make_printable(error);
  json_decref(j);
  free(r);
  return status < 0 ? status : TIDE_OK;
}

int tide_strategy_from_json(const char *text, size_t size, const tide_binding *bindings,
                            int32_t n_bindings, tide_strategy **out, tide_error *error) {
  tide_strategy *s = tide_strategy_new();
  if (!s) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int status = tide_strategy_read_json(s, text, size, bindings, n_bindings, error);
  if (status < 0)
    tide_strategy_free(s);
  else
    *out = s;
  return status;
}

int tide_strategy_json_params(const char *text, size_t size, tide_json_param *out, int32_t capacity,
                              int32_t *count, tide_error *error) {
  json_t *j = NULL;
  tide__reader *r = calloc(1, sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  int status = parse_strategy(text, size, &j, error);
  if (status >= 0) {
    const tide__path root = {0}, at = tide__path_member(&root, "params");
    r->error = error;
    status = tide__json_params(r, json_object_get(j, "params"), &at, NULL, 0);
  }
  if (status >= 0) {
    *count = r->params;
    const int32_t copied = r->params < capacity ? r->params : capacity;
    if (copied > 0) memcpy(out, r->param, (size_t)copied * sizeof *out);
  } else {
    make_printable(error);
  }
  json_decref(j);
  free(r);
  return status < 0 ? status : TIDE_OK;
}

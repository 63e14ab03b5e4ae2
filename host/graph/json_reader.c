/* json_reader.c -- reads single values and names the place of what is wrong. */
#include "graph/json_reader.h"

#include "core/error.h"
#include "core/nearest.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

tide__path tide__path_member(const tide__path *up, const char *name) {
  return (tide__path){.up = up, .name = name, .depth = up->depth};
}

tide__path tide__path_element(const tide__path *up, int32_t index) {
  return (tide__path){.up = up, .index = index, .depth = up->depth};
}

/* "entry_rules.long.conditions[0]"; the root has neither name nor parent. */
static size_t put_path(const tide__path *at, char *out, size_t size) {
  if (!at || !at->up) return 0;
  size_t used = put_path(at->up, out, size);
  if (used >= size) return used;
  int more;
  if (at->name)
    more = snprintf(out + used, size - used, "%s%.64s", used ? "." : "", at->name);
  else
    more = snprintf(out + used, size - used, "[%d]", (int)at->index);
  used += (size_t)more;
  return used < size ? used : size - 1;
}

int tide__json_prefix(tide__reader *r, const tide__path *at, int status) {
  if (!r->error || status >= 0) return status;
  char path[512] = "", text[sizeof r->error->text];
  put_path(at, path, sizeof path);
  memcpy(text, r->error->text, sizeof text);
  if (*path) snprintf(r->error->text, sizeof r->error->text, "%s: %.500s", path, text);
  return status;
}

int tide__json_fail(tide__reader *r, const tide__path *at, const char *format, ...) {
  if (!r->error) return TIDE_EINVAL;
  va_list args;
  va_start(args, format);
  vsnprintf(r->error->text, sizeof r->error->text, format, args);
  va_end(args);
  return tide__json_prefix(r, at, TIDE_EINVAL);
}

static const char *kind_of(const json_t *j) {
  if (!j) return "nothing";
  switch (json_typeof(j)) {
  case JSON_OBJECT:
    return "an object";
  case JSON_ARRAY:
    return "a list";
  case JSON_STRING:
    return "a text";
  case JSON_INTEGER:
  case JSON_REAL:
    return "a number";
  case JSON_TRUE:
    return "true";
  case JSON_FALSE:
    return "false";
  default:
    return "null";
  }
}

int tide__json_wrong_type(tide__reader *r, const tide__path *at, const char *wanted,
                          const json_t *found) {
  return tide__json_fail(r, at, "expected %s, found %s", wanted, kind_of(found));
}

int tide__json_unknown(tide__reader *r, const tide__path *at, const char *what, const char *name,
                       const char *const *names) {
  tide__nearest near = tide__nearest_begin(name);
  for (; *names; names++) tide__nearest_offer(&near, *names);
  if (near.best)
    return tide__json_fail(r, at, "unknown %s '%.64s': did you mean '%s'?", what, name, near.best);
  return tide__json_fail(r, at, "unknown %s '%.64s'", what, name);
}

static bool listed(const char *name, const char *const *names) {
  for (; *names; names++)
    if (strcmp(name, *names) == 0) return true;
  return false;
}

static int unknown_member(tide__reader *r, const tide__path *at, const char *name,
                          const char *const *const *lists) {
  tide__nearest near = tide__nearest_begin(name);
  for (; *lists; lists++)
    for (const char *const *known = *lists; *known; known++) tide__nearest_offer(&near, *known);
  if (near.best)
    return tide__json_fail(r, at, "unknown member '%.64s': did you mean '%s'?", name, near.best);
  return tide__json_fail(r, at, "unknown member '%.64s' (see docs/reference/strategy-json.md)",
                         name);
}

int tide__json_object(tide__reader *r, const json_t *j, const tide__path *at,
                      const char *const *const *lists) {
  if (!json_is_object(j)) return tide__json_wrong_type(r, at, "an object", j);
  if (at->depth > TIDE__JSON_MAX_DEPTH)
    return tide__json_fail(r, at, "nested more than %d deep", (int)TIDE__JSON_MAX_DEPTH);
  const char *name;
  json_t *value;
  json_object_foreach((json_t *)(uintptr_t)j, name, value) {
    bool known = false;
    for (const char *const *const *list = lists; *list && !known; list++)
      known = listed(name, *list);
    if (!known) return unknown_member(r, at, name, lists);
  }
  return TIDE_OK;
}

static int bound_number(tide__reader *r, const char *name, const tide__path *at, double *out) {
  tide__nearest near = tide__nearest_begin(name);
  for (int32_t i = 0; i < r->params; i++) {
    if (strcmp(r->param[i].name, name) == 0) {
      *out = r->param[i].value;
      return TIDE_OK;
    }
    tide__nearest_offer(&near, r->param[i].name);
  }
  if (near.best)
    return tide__json_fail(r, at, "unknown parameter '$%.64s': did you mean '$%s'?", name,
                           near.best);
  return tide__json_fail(r, at, "unknown parameter '$%.64s': it is not a member of params", name);
}

int tide__json_number(tide__reader *r, const json_t *j, const tide__path *at, double *out) {
  if (json_is_string(j) && json_string_value(j)[0] == '$')
    return bound_number(r, json_string_value(j) + 1, at, out);
  if (!json_is_number(j)) return tide__json_wrong_type(r, at, "a number or \"$name\"", j);
  *out = json_number_value(j);
  return TIDE_OK;
}

int tide__json_whole(tide__reader *r, const json_t *j, const tide__path *at, int32_t least,
                     int32_t most, int32_t *out) {
  double x = 0.0;
  const int status = tide__json_number(r, j, at, &x);
  if (status < 0) return status;
  if (!(x >= least && x <= most) || x != floor(x))
    return tide__json_fail(r, at, "%.10g is not a whole number from %d to %d", x, (int)least,
                           (int)most);
  *out = (int32_t)x;
  return TIDE_OK;
}

int tide__json_text(tide__reader *r, const json_t *j, const tide__path *at, const char **out) {
  if (!json_is_string(j)) return tide__json_wrong_type(r, at, "a text", j);
  *out = json_string_value(j);
  return TIDE_OK;
}

int32_t tide__json_choice(tide__reader *r, const json_t *j, const tide__path *at, const char *what,
                          const char *const *names) {
  const char *text = NULL;
  const int status = tide__json_text(r, j, at, &text);
  if (status < 0 || !text) return status;
  for (int32_t i = 0; names[i]; i++)
    if (strcmp(names[i], text) == 0) return i;
  return tide__json_unknown(r, at, what, text, names);
}

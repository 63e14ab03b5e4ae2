/* json_params.c -- parameters: a default, an optional range, and the value that
 * a caller gave in its place. */
#include "graph/json_reader.h"

#include "core/nearest.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <string.h>

static const char *const names[] = {"type", "default", "min", "max", "step", NULL};
static const char *const types[] = {"number", "int", NULL};

static int check_name(tide__reader *r, const char *name, const tide__path *at) {
  bool ok = isalpha((unsigned char)*name) || *name == '_';
  for (const char *s = name; *s; s++) ok = ok && (isalnum((unsigned char)*s) || *s == '_');
  if (ok && strlen(name) < TIDE_NAME_SIZE) return TIDE_OK;
  return tide__json_fail(r, at, "a parameter's name has letters, digits and _, 63 at most");
}

static int plain_number(tide__reader *r, const json_t *j, const tide__path *up, const char *name,
                        double *out) {
  const tide__path at = tide__path_member(up, name);
  if (!json_is_number(j)) return tide__json_wrong_type(r, &at, "a number", j);
  *out = json_number_value(j);
  return TIDE_OK;
}

/* A value against the type and range of its parameter. */
static int check_value(tide__reader *r, const tide_json_param *p, const tide__path *at,
                       const char *which, double x) {
  if (!isfinite(x)) return tide__json_fail(r, at, "%s is not a finite number", which);
  if (p->integer && x != floor(x))
    return tide__json_fail(r, at, "%s %.10g is not a whole number", which, x);
  if (!(x >= p->min && x <= p->max))
    return tide__json_fail(r, at, "%s %.10g is not in the range from %.10g to %.10g", which, x,
                           p->min, p->max);
  return TIDE_OK;
}

static int read_range(tide__reader *r, const json_t *j, const tide__path *at, tide_json_param *p) {
  const char *const *const allowed[] = {names, NULL};
  tide__path inside = *at;
  inside.depth++;
  int status = tide__json_object(r, j, &inside, allowed);
  if (status < 0) return status;
  const json_t *type = json_object_get(j, "type");
  if (type) {
    const tide__path type_at = tide__path_member(at, "type");
    const int32_t choice = tide__json_choice(r, type, &type_at, "type", types);
    if (choice < 0) return choice;
    p->integer = choice == 1;
  }
  if (!json_object_get(j, "default"))
    return tide__json_fail(r, at, "the member 'default' is missing");
  double *const out[] = {&p->def, &p->min, &p->max, &p->step};
  for (int32_t i = 0; i < 4 && status >= 0; i++) {
    const json_t *value = json_object_get(j, names[i + 1]);
    if (value) status = plain_number(r, value, at, names[i + 1], out[i]);
  }
  if (status < 0) return status;
  if (p->min > p->max) return tide__json_fail(r, at, "min is greater than max");
  if (p->step < 0) return tide__json_fail(r, at, "step is negative");
  return check_value(r, p, at, "the default", p->def);
}

static int read_param(tide__reader *r, const char *name, const json_t *j, const tide__path *at) {
  int status = check_name(r, name, at);
  if (status < 0) return status;
  if (r->params == TIDE__JSON_MAX_PARAMS)
    return tide__json_fail(r, at, "more than %d parameters", (int)TIDE__JSON_MAX_PARAMS);
  tide_json_param *p = &r->param[r->params];
  *p = (tide_json_param){.min = -DBL_MAX, .max = DBL_MAX};
  memcpy(p->name, name, strlen(name) + 1);
  if (json_is_number(j))
    p->def = json_number_value(j);
  else if (json_is_object(j))
    status = read_range(r, j, at, p);
  else
    status = tide__json_wrong_type(r, at, "a number or an object with 'default'", j);
  p->value = p->def;
  if (status >= 0) r->params++;
  return status;
}

static int bind(tide__reader *r, const tide_binding *b, const tide__path *at) {
  tide__nearest near = tide__nearest_begin(b->name);
  for (int32_t i = 0; i < r->params; i++) {
    tide_json_param *p = &r->param[i];
    tide__nearest_offer(&near, p->name);
    if (strcmp(p->name, b->name) != 0) continue;
    const tide__path here = tide__path_member(at, p->name);
    p->value = b->value;
    return check_value(r, p, &here, "the value", b->value);
  }
  const tide__path root = {0};
  if (near.best)
    return tide__json_fail(r, &root, "unknown parameter '%.64s': did you mean '%s'?", b->name,
                           near.best);
  return tide__json_fail(r, &root, "unknown parameter '%.64s'%s", b->name,
                         r->params ? "" : ": this strategy has none");
}

int tide__json_params(tide__reader *r, const json_t *j, const tide__path *at,
                      const tide_binding *bindings, int32_t n_bindings) {
  int status = TIDE_OK;
  if (j && !json_is_object(j)) return tide__json_wrong_type(r, at, "an object", j);
  if (j) {
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)j, name, value) {
      const tide__path here = tide__path_member(at, name);
      status = read_param(r, name, value, &here);
      if (status < 0) return status;
    }
  }
  for (int32_t i = 0; i < n_bindings && status >= 0; i++) status = bind(r, &bindings[i], at);
  return status;
}

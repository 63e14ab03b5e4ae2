/* run.c -- checks parameters, skips undefined beginnings. */
#include "indicators/run.h"

#include "core/error.h"
#include "core/nan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int32_t count_names(const char *const *names) {
  int32_t n = 0;
  while (n < TIDE_IND_MAX_IO && names[n]) n++;
  return n;
}

int32_t tide__indicator_inputs(const tide_indicator *ind) { return count_names(ind->inputs); }
int32_t tide__indicator_outputs(const tide_indicator *ind) { return count_names(ind->outputs); }

int32_t tide__indicator_params(const tide_indicator *ind) {
  int32_t n = 0;
  while (n < TIDE_IND_MAX_PARAMS && ind->params[n].name) n++;
  return n;
}

bool tide__indicator_takes_condition(const tide_indicator *ind, int32_t i) {
  return strcmp(ind->inputs[i], "condition") == 0;
}

static int refuse_value(const tide_indicator *ind, const tide_param *param, double x,
                        tide_error *error) {
  return tide__error(error, TIDE_EINVAL, "ta.%s: %s is %.10g, expected a %s from %.10g to %.10g",
                     ind->name, param->name, x, param->integer ? "whole number" : "number",
                     param->min, param->max);
}

int tide__params_check(const tide_indicator *ind, const double *params, int32_t n_params,
                       double *full, tide_error *error) {
  const int32_t known = tide__indicator_params(ind);
  if (n_params < 0 || n_params > known)
    return tide__error(error, TIDE_EINVAL, "ta.%s takes at most %d parameter%s, got %d", ind->name,
                       (int)known, known == 1 ? "" : "s", (int)n_params);
  for (int32_t i = 0; i < TIDE_IND_MAX_PARAMS; i++) full[i] = 0.0;
  for (int32_t i = 0; i < known; i++) {
    const tide_param *param = &ind->params[i];
    const double x = i < n_params ? params[i] : param->def;
    const bool inside = x >= param->min && x <= param->max; /* false for NaN */
    if (!inside || (param->integer && x != floor(x))) return refuse_value(ind, param, x, error);
    full[i] = x;
  }
  return TIDE_OK;
}

int32_t tide__defined_from(int32_t n, const double *const *in, int32_t inputs) {
  int32_t first = 0;
  for (int32_t i = 0; i < inputs; i++)
    while (first < n && in[i][first] != in[i][first]) first++;
  /* A later input may begin after an earlier one, but then the earlier one may
   * have a hole at that very bar: look again until nothing moves. */
  for (int32_t i = 0; first < n && i < inputs; i++)
    if (in[i][first] != in[i][first]) {
      first++;
      i = -1;
    }
  return first;
}

int tide__feed_all(const tide_indicator *ind, int32_t n, const double *const *in,
                   const double *params, double *const *out) {
  void *state = calloc(1, (size_t)ind->memory(params));
  if (!state) return TIDE_ENOMEM;
  ind->start(state, params);
  ind->feed(state, n, in, out);
  free(state);
  return n > ind->lookback(params) ? TIDE_OK : TIDE_ESHORT;
}

/* First bar, `from` or later, at which every output is defined. */
static int32_t outputs_from(int32_t n, double *const *out, int32_t outputs, int32_t from) {
  for (int32_t i = 0; from < n && i < outputs; i++)
    while (from < n && out[i][from] != out[i][from]) from++;
  return from;
}

int32_t tide__indicator_run(const tide_indicator *ind, int32_t n, const double *const *in,
                            const double *params, double *const *out) {
  const int32_t inputs = tide__indicator_inputs(ind);
  const int32_t outputs = tide__indicator_outputs(ind);
  const int32_t skip = tide__defined_from(n, in, inputs);
  for (int32_t i = 0; i < outputs; i++) tide__nan_fill(out[i], skip);
  if (skip >= n) return n;

  const double *from[TIDE_IND_MAX_IO] = {0};
  double *to[TIDE_IND_MAX_IO] = {0};
  for (int32_t i = 0; i < inputs; i++) from[i] = in[i] + skip;
  for (int32_t i = 0; i < outputs; i++) to[i] = out[i] + skip;
  const int status = ind->run ? ind->run(n - skip, from, params, to)
                              : tide__feed_all(ind, n - skip, from, params, to);
  if (status == TIDE_ESHORT) return n;
  if (status < 0) return status;
  const int32_t first = skip + ind->lookback(params);
  return ind->sparse ? outputs_from(n, out, outputs, first) : first;
}

int tide_indicator_check(const tide_indicator *ind, const double *params, int32_t n_params,
                         double *full, tide_error *error) {
  return tide__params_check(ind, params, n_params, full, error);
}

int32_t tide_indicator_run(const tide_indicator *ind, int32_t n, const double *const *in,
                           const double *params, double *const *out) {
  return tide__indicator_run(ind, n, in, params, out);
}

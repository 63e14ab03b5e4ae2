/* stream.c -- an indicator kept up to date while bars come. */
#include "core/nan.h"
#include "indicators/run.h"

#include <stdlib.h>

struct tide_stream {
  const tide_indicator *ind;
  int32_t inputs, outputs;
  bool begun; /* every input was defined once */
  _Alignas(16) char state[];
};

tide_stream *tide_stream_new(const tide_indicator *ind, const double *params) {
  tide_stream *s = calloc(1, sizeof *s + (size_t)ind->memory(params));
  if (!s) return NULL;
  s->ind = ind;
  s->inputs = tide__indicator_inputs(ind);
  s->outputs = tide__indicator_outputs(ind);
  ind->start(s->state, params);
  return s;
}

void tide_stream_free(tide_stream *s) { free(s); }

void tide_stream_feed(tide_stream *s, int32_t n, const double *const *in, double *const *out) {
  const int32_t skip = s->begun ? 0 : tide__defined_from(n, in, s->inputs);
  for (int32_t i = 0; i < s->outputs; i++) tide__nan_fill(out[i], skip);
  if (skip == n) return;
  s->begun = true;
  const double *from[TIDE_IND_MAX_IO] = {0};
  double *to[TIDE_IND_MAX_IO] = {0};
  for (int32_t i = 0; i < s->inputs; i++) from[i] = in[i] + skip;
  for (int32_t i = 0; i < s->outputs; i++) to[i] = out[i] + skip;
  s->ind->feed(s->state, n - skip, from, to);
}

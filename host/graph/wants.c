/* wants.c -- calls that Lua is to compute before an evaluation can go on. */
#include "core/error.h"
#include "core/nan.h"
#include "graph/evaluate.h"
#include "indicators/run.h"

int tide__want_add(tide__evaluation *e, const tide__node *x, int32_t n, const double *const *in,
                   double *const *out, tide_error *error) {
  if (tide__call_bars(e->graph, x, false) < 0)
    return tide__error(error, TIDE_EINVAL, "ta.%s: nobody said from which bar on it is defined",
                       x->ind->name);
  const int32_t inputs = tide__indicator_inputs(x->ind), outputs = tide__indicator_outputs(x->ind);
  const int32_t skip = tide__defined_from(n, in, inputs);
  for (int32_t i = 0; i < outputs; i++) tide__nan_fill(out[i], skip);
  if (skip >= n) return TIDE_OK;
  tide__want *want = tide__arena_zero(e->arena, sizeof *want);
  if (!want) return tide__error(error, TIDE_ENOMEM, "out of memory");
  want->call = (tide_want){.node = x->leader,
                           .n = n - skip,
                           .n_inputs = inputs,
                           .n_outputs = outputs,
                           .lookback = tide__call_bars(e->graph, x, false),
                           .ind = x->ind,
                           .params = x->numbers};
  for (int32_t i = 0; i < inputs; i++) want->call.in[i] = in[i] + skip;
  for (int32_t i = 0; i < outputs; i++) want->call.out[i] = out[i] + skip;
  want->next = e->wants;
  e->wants = want;
  e->value[x->leader].wanted = true;
  return TIDE_OK;
}

void tide__wants_clear(tide__evaluation *e) {
  for (const tide__want *w = e->wants; w; w = w->next) e->value[w->call.node].wanted = false;
  e->wants = NULL;
}

const tide_want *tide__want_at(const tide__evaluation *e, int32_t i) {
  const tide__want *w = e->wants;
  while (w && i-- > 0) w = w->next;
  return w && i < 0 ? &w->call : NULL;
}

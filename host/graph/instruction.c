/* instruction.c -- runs what follows from the candles that have just closed. */
#include "core/nan.h"
#include "graph/stepper.h"

static void run_op(tide__step_op *x) {
  if (x->op->step)
    x->op->step(&x->work, x->memory);
  else
    x->op->run(&x->work);
}

static void run_link(const tide_stepper *st, tide__step_link *x, int32_t track) {
  const bool seen = tide__clock_seen(st, x->from, track) >= 0;
  if (x->x) x->y = seen ? *x->x : TIDE__NAN;
  if (x->bits) x->out = seen ? *x->bits : 0;
}

static bool inputs_are_defined(const tide__step_indicator *x) {
  for (int32_t i = 0; i < x->inputs; i++)
    if (*x->in[i] != *x->in[i]) return false;
  return true;
}

/* False when somebody else is to compute it: the call holds what for. */
static bool run_indicator(tide_stepper *st, tide__step_indicator *x) {
  if (!x->bars && !inputs_are_defined(x)) return true;
  if (x->state) {
    x->bars = 1;
    x->ind->feed(x->state, 1, x->in, x->out);
    return true;
  }
  tide_step_call *call = &st->call;
  *call = (tide_step_call){.node = x->node,
                           .bar = x->bars++,
                           .ind = x->ind,
                           .params = x->params,
                           .n_inputs = x->inputs,
                           .n_outputs = x->outputs};
  for (int32_t i = 0; i < x->inputs; i++) call->in[i] = *x->in[i];
  for (int32_t i = 0; i < x->outputs; i++) call->out[i] = TIDE__NAN;
  return false;
}

bool tide__instructions_run(tide_stepper *st, int32_t end) {
  while (st->at < end) {
    tide__instruction *x = &st->instruction[st->at];
    if (!st->track[x->track].active) {
      st->at = x->skip;
      continue;
    }
    switch (x->kind) {
    case TIDE__STEP_OP:
      run_op(&x->op);
      break;
    case TIDE__STEP_FIELD:
      tide__field_make(&st->track[x->track].now.view, x->field.field, &x->field.y);
      break;
    case TIDE__STEP_LINK:
      run_link(st, &x->link, x->track);
      break;
    case TIDE__STEP_INDEX:
      x->link.index = tide__clock_seen(st, x->link.from, x->track);
      break;
    default:
      if (!run_indicator(st, x->indicator)) return false;
    }
    st->at++;
  }
  return true;
}

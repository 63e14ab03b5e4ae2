/* plan_node.c -- the instructions of each kind of node. */
#include "core/error.h"
#include "core/nan.h"
#include "graph/plan.h"
#include "indicators/run.h"

#include <string.h>

static tide__instruction *add(const tide__planner *p, int32_t kind, int32_t track) {
  tide__instruction *x = &p->st->instruction[p->st->instructions++];
  x->kind = kind;
  x->track = track;
  return x;
}

/* Where a node on `track` reads an argument: at its own place, which holds the last
 * candle that closed, or, of another symbol on the same time frame, behind a link. */
static tide__place read_at(const tide__planner *p, int32_t arg, int32_t track) {
  const tide_stepper *st = p->st;
  tide__place at = st->place[arg];
  if (at.track < 0 || at.track == track ||
      st->track[at.track].timeframe != st->track[track].timeframe)
    return at;
  tide__instruction *x = add(p, TIDE__STEP_LINK, track);
  x->link = (tide__step_link){.from = at.track, .x = at.column, .bits = at.bits};
  at.column = &x->link.y;
  at.bits = &x->link.out;
  return at;
}

static int32_t zone_of(const tide__planner *p, const char *name) {
  tide_stepper *st = p->st;
  for (int32_t i = 0; i < st->zones; i++)
    if (strcmp(st->zone[i].name, name) == 0) return i;
  st->zone[st->zones].name = name;
  return st->zones++;
}

static int plan_op(const tide__planner *p, const tide__node *x, tide__place *place) {
  const tide__op *op = tide__op_at(x->what);
  const bool fresh = op->run == tide__run_fresh;
  tide__operand *columns = tide__plan_get(p, (size_t)x->n_args * sizeof *columns);
  const uint64_t **bits = tide__plan_get(p, (size_t)x->n_args * sizeof *bits);
  const size_t ring = op->ring ? (size_t)x->numbers[0] * sizeof(double) : 0;
  tide__memory *memory = tide__plan_get(p, sizeof *memory + ring);
  if (!columns || !bits || !memory) return TIDE_ENOMEM;
  const int32_t *index = NULL;
  for (int32_t i = 0; i < x->n_args; i++) {
    tide__place at = p->st->place[x->args[i]];
    if (fresh && at.track != place->track) {
      tide__instruction *seen = add(p, TIDE__STEP_INDEX, place->track);
      seen->link.from = at.track;
      index = &seen->link.index;
    } else {
      at = read_at(p, x->args[i], place->track);
    }
    columns[i] = (tide__operand){at.column, at.track < 0 ? 0 : TIDE__BLOCK};
    bits[i] = at.bits;
  }
  tide__instruction *y = add(p, TIDE__STEP_OP, place->track);
  const bool column = place->kind == TIDE_KIND_COLUMN;
  y->op = (tide__step_op){.op = op, .memory = memory, .zone = -1};
  if (op->flags & TIDE__OP_SESSION) y->op.zone = zone_of(p, x->text);
  y->op.work = (tide__work){.n = 1,
                            .n_args = x->n_args,
                            .candles = &p->st->track[place->track].now.view,
                            .column = columns,
                            .bits = bits,
                            .numbers = x->numbers,
                            .strict = p->st->strict,
                            .index = index,
                            .y = column ? &y->op.y : NULL,
                            .out = column ? NULL : &y->op.out};
  if (column) y->op.y = TIDE__NAN;
  place->column = &y->op.y;
  place->bits = &y->op.out;
  return TIDE_OK;
}

/* A call to be computed on `track` from `in`; NULL with a message. */
static tide__step_indicator *add_call(const tide__planner *p, const tide_indicator *ind,
                                      const double *params, const double *const *in,
                                      int32_t track) {
  tide__step_indicator *call = tide__plan_get(p, sizeof *call);
  if (!call) return NULL;
  call->ind = ind;
  call->params = params;
  call->node = -1;
  call->inputs = tide__indicator_inputs(ind);
  call->outputs = tide__indicator_outputs(ind);
  memcpy(call->in, in, (size_t)call->inputs * sizeof *in);
  for (int32_t i = 0; i < TIDE_IND_MAX_IO; i++) call->out[i] = &call->y[i];
  tide__nan_fill(call->y, TIDE_IND_MAX_IO);
  add(p, TIDE__STEP_INDICATOR, track)->indicator = call;
  if (!ind->feed && !ind->run) return call; /* asked for at each bar */
  if (!ind->feed) {
    tide__error(p->error, TIDE_EINVAL, "ta.%s cannot be computed bar by bar", ind->name);
    return NULL;
  }
  call->state = tide__plan_get(p, (size_t)ind->memory(params));
  if (!call->state) return NULL;
  ind->start(call->state, params);
  return call;
}

static int plan_indicator(const tide__planner *p, const tide__node *x, tide__place *place) {
  tide__step_indicator **leader = &p->leader[x->leader];
  if (!*leader) {
    const double *in[TIDE_IND_MAX_IO] = {0};
    for (int32_t i = 0; i < x->n_args; i++) in[i] = read_at(p, x->args[i], place->track).column;
    *leader = add_call(p, x->ind, x->numbers, in, place->track);
    if (!*leader) return TIDE_EINVAL;
    (*leader)->node = x->leader;
  }
  place->column = &(*leader)->y[x->what];
  return TIDE_OK;
}

static int plan_field(const tide__planner *p, const tide__node *x, tide__place *place) {
  const tide__track *t = &p->st->track[place->track];
  if (tide__field_is_position(x->what)) {
    const int32_t side = x->position == TIDE__POSITION_SHORT ? TIDE_SHORT : TIDE_LONG;
    place->column = &p->st->position[side].value[x->what - TIDE__FIELD_POSITION];
    return TIDE_OK;
  }
  if (tide__field_is_made(x->what)) {
    tide__instruction *y = add(p, TIDE__STEP_FIELD, place->track);
    y->field.field = x->what;
    y->field.y = TIDE__NAN;
    place->column = &y->field.y;
    return TIDE_OK;
  }
  place->column = tide__field_given(&t->now.view, x->what);
  if (place->column) return TIDE_OK;
  return tide__field_lacks(p->st->source[t->source].symbol, x->what, p->error);
}

int tide__plan_node(const tide__planner *p, int32_t id) {
  const tide__node *x = tide__graph_node(p->st->graph, id);
  tide__place *place = &p->st->place[id];
  if (x->type == TIDE__NODE_FIELD) return plan_field(p, x, place);
  if (x->type == TIDE__NODE_INDICATOR) return plan_indicator(p, x, place);
  return plan_op(p, x, place);
}

int tide__plan_atr(const tide__planner *p) {
  const tide_indicator *ind = tide_indicator_find("atr");
  const tide_candles *c = &p->st->track[0].now.view;
  const double *const in[] = {c->high, c->low, c->close};
  double *params = tide__plan_get(p, TIDE_IND_MAX_PARAMS * sizeof *params);
  if (!params) return TIDE_ENOMEM;
  const double fourteen = 14;
  const int status = tide__params_check(ind, &fourteen, 1, params, p->error);
  if (status < 0) return status;
  const tide__step_indicator *call = add_call(p, ind, params, in, 0);
  if (!call) return TIDE_EINVAL;
  p->st->atr = call->y;
  return TIDE_OK;
}

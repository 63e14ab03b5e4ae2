/* plan.c -- turns the graph of a strategy into instructions for a stepper.
 *
 * The strategy is evaluated once on candles that are empty: what that refuses is
 * refused here in the same words, and each node lives on the candles that it says. */
#include "graph/plan.h"
#include "core/error.h"

#include <stdlib.h>

/* Instructions of one track stand together where the graph lets them: a node comes
 * one segment later than what it reads on another track. */
typedef struct {
  int32_t segment, track, node;
} rank;

void *tide__plan_get(const tide__planner *p, size_t size) {
  void *at = tide__arena_zero(p->st->arena, size);
  if (!at) tide__error(p->error, TIDE_ENOMEM, "out of memory");
  return at;
}

static int32_t find_track(const tide__planner *p, const tide__domain *d) {
  for (int32_t i = 0; i < p->st->tracks; i++)
    if (p->domain[i] == d) return i;
  return -1;
}

static void add_track(tide__planner *p, const tide__domain *d) {
  tide_stepper *st = p->st;
  if (!d || find_track(p, d) >= 0) return;
  tide__track *t = &st->track[st->tracks];
  const tide_candles *like = &st->source[d->symbol].empty;
  t->source = d->symbol;
  t->timeframe = d->timeframe;
  t->own = d->timeframe == like->timeframe;
  tide__row_init(&t->now, like, d->timeframe);
  tide__row_init(&t->next, like, d->timeframe);
  p->domain[st->tracks++] = d;
}

/* A call is used when any of its outputs is; its first node leads. */
static bool is_used(const tide__planner *p, int32_t id) { return p->e->value[id].used; }

static int find_tracks(tide__planner *p) {
  tide_stepper *st = p->st;
  int32_t most = 1;
  for (int32_t id = 0; id < st->nodes; id++) most += is_used(p, id);
  st->track = tide__plan_get(p, (size_t)most * sizeof *st->track);
  p->domain = tide__plan_get(p, (size_t)most * sizeof(void *));
  if (!st->track || !p->domain) return TIDE_ENOMEM;
  add_track(p, p->e->primary);
  for (int32_t id = 0; id < st->nodes; id++)
    if (is_used(p, id)) add_track(p, p->e->value[id].domain);
  return TIDE_OK;
}

static int compare(const void *a, const void *b) {
  const rank *x = a, *y = b;
  if (x->segment != y->segment) return x->segment < y->segment ? -1 : 1;
  if (x->track != y->track) return x->track < y->track ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

static int refuse_finer(const tide__planner *p) {
  return tide__error(p->error, TIDE_EINVAL,
                     "pos.* is known when a bar of the strategy closes: it cannot stand with "
                     "columns of a finer time frame");
}

/* The nodes in the order in which they run; numbers are left out. */
static int32_t order_nodes(tide__planner *p, rank *order) {
  int32_t count = 0;
  int32_t *segment = tide__plan_get(p, (size_t)p->st->nodes * sizeof *segment);
  if (!segment) return TIDE_ENOMEM;
  for (int32_t id = 0; id < p->st->nodes; id++) {
    const tide__node *x = tide__graph_node(p->st->graph, id);
    tide__place *place = &p->st->place[id];
    place->used = is_used(p, id);
    place->kind = x->kind;
    place->track = find_track(p, p->e->value[id].domain);
    if (!place->used || place->track < 0) continue;
    if (x->position) {
      if (place->track != p->st->primary) return refuse_finer(p);
      segment[id] = p->st->nodes; /* after all that does not read the position */
    }
    for (int32_t i = 0; i < x->n_args; i++) {
      const int32_t arg = x->args[i], track = p->st->place[arg].track;
      if (track < 0) continue;
      const int32_t from = segment[arg] + (track != place->track);
      if (from > segment[id]) segment[id] = from;
    }
    order[count++] = (rank){segment[id], place->track, id};
  }
  qsort(order, (size_t)count, sizeof *order, compare);
  return count;
}

/* What is known of first bars before any candle, and what the candles will tell. */
static void plan_lead(const tide__planner *p, int32_t id) {
  const tide__node *x = tide__graph_node(p->st->graph, id);
  tide__place *place = &p->st->place[id];
  if (place->kind != TIDE_KIND_COLUMN) return;
  tide__lead *lead = &p->st->lead[p->st->leads++];
  *lead = (tide__lead){.node = id};
  p->st->unseen[0]++;
  p->st->unseen[1]++;
  if (x->type == TIDE__NODE_FIELD) return;
  place->first[0] = place->first[1] = -1;
  const tide__op *op = x->type == TIDE__NODE_OP ? tide__op_at(x->what) : NULL;
  lead->by_data = tide__first_by_data(x);
  for (int32_t i = 0; i < x->n_args; i++)
    if (p->st->place[x->args[i]].track >= 0) lead->missing[0] |= UINT64_C(1) << i;
  lead->missing[1] = lead->missing[0];
  if (op && op->run == tide__run_shift)
    lead->added[0] = lead->added[1] = (int32_t)x->numbers[0];
  else if (!op && !lead->by_data) {
    lead->added[0] = tide__call_bars(p->st->graph, x, false);
    lead->added[1] = tide__call_bars(p->st->graph, x, true);
  }
}

static void set_skips(tide_stepper *st) {
  for (int32_t i = st->instructions - 1; i >= 0; i--) {
    tide__instruction *x = &st->instruction[i];
    const bool last = i + 1 == st->instructions || x[1].track != x->track;
    x->skip = last ? i + 1 : x[1].skip;
  }
}

/* What follows reads the position. */
static int end_early(const tide__planner *p) {
  const int status = tide__plan_atr(p);
  p->st->late = p->st->instructions;
  return status;
}

static int plan_all(tide__planner *p, const rank *order, int32_t count) {
  tide_stepper *st = p->st;
  size_t most = 1;
  for (int32_t i = 0; i < count; i++)
    most += 1 + (size_t)tide__graph_node(st->graph, order[i].node)->n_args;
  st->instruction = tide__plan_get(p, most * sizeof *st->instruction);
  st->zone = tide__plan_get(p, most * sizeof *st->zone);
  st->lead = tide__plan_get(p, most * sizeof *st->lead);
  p->leader = tide__plan_get(p, (size_t)st->nodes * sizeof(void *));
  if (!st->instruction || !st->zone || !st->lead || !p->leader) return TIDE_ENOMEM;
  int status = TIDE_OK;
  st->late = -1;
  for (int32_t i = 0; i < count; i++) {
    if (tide__graph_node(st->graph, order[i].node)->position && st->late < 0) status = end_early(p);
    if (status == TIDE_OK) status = tide__plan_node(p, order[i].node);
    if (status < 0) return status;
    plan_lead(p, order[i].node);
  }
  if (st->late < 0) status = end_early(p);
  set_skips(st);
  for (int32_t k = 0; k < 2; k++)
    if (!st->unseen[k]) st->first[k] = 0; /* nothing to wait for */
  return status;
}

static int plan_on(tide__planner *p) {
  tide_stepper *st = p->st;
  st->nodes = p->e->count;
  st->place = tide__plan_get(p, (size_t)st->nodes * sizeof *st->place);
  rank *order = tide__plan_get(p, (size_t)st->nodes * sizeof *order);
  if (!st->place || !order) return TIDE_ENOMEM;
  for (int32_t id = 0; id < st->nodes; id++) {
    const tide__node *x = tide__graph_node(st->graph, id);
    if (x->type == TIDE__NODE_NUMBER) st->place[id].column = x->numbers;
  }
  const int status = find_tracks(p);
  const int32_t count = status < 0 ? status : order_nodes(p, order);
  return count < 0 ? count : plan_all(p, order, count);
}

static void list_roots(tide_stepper *st) {
  tide_side_signals unused[2];
  tide__root root[2][TIDE__ROOTS];
  tide__roots_list(st->strategy->side, unused, root);
  for (int32_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < TIDE__ROOTS; i++) st->root[side][i] = root[side][i].node;
}

int tide__plan(tide_stepper *st, tide_error *error) {
  tide_signals *signals = NULL;
  tide_market *m = tide_market_new(st->source[0].symbol, &st->source[0].empty);
  if (!m) return tide__error(error, TIDE_ENOMEM, "out of memory");
  int status = TIDE_OK;
  for (int32_t i = 1; i < st->sources && status == TIDE_OK; i++) {
    status = tide_market_add(m, st->source[i].symbol, &st->source[i].empty);
    if (status < 0)
      tide__error(error, status,
                  "the feed of %s cannot be added: it is there already, or there "
                  "are too many",
                  st->source[i].symbol);
  }
  if (status == TIDE_OK) status = tide_signals_new(st->strategy, m, &signals, error);
  if (status == TIDE_OK) {
    tide__planner p = {.st = st, .e = tide__signals_evaluation(signals), .error = error};
    status = plan_on(&p);
    list_roots(st);
  }
  tide_signals_free(signals);
  tide_market_free(m);
  return status;
}

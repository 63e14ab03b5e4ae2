/* compute.c -- a cell that is not held is computed from its arguments, by one thread,
 * while others that want it wait. Arguments never wait for what they are part of, so
 * somebody always goes on. */
#include "core/error.h"
#include "population/cells.h"

#include <stdlib.h>

/* Room for a result, remembered until it is known which cell it belongs to. */
static void *take(tide__evaluation *e, size_t size) {
  tide__computer *w = (tide__computer *)(void *)e;
  if (w->n_taken == TIDE_IND_MAX_IO) return NULL;
  const tide__slot slot = tide__cells_take(w->cells, size);
  if (slot.at) w->taken[w->n_taken++] = slot;
  return slot.at;
}

bool tide__computer_init(tide__computer *w, tide__cells *c) {
  *w = (tide__computer){.cells = c};
  w->evaluation = (tide__evaluation){.graph = c->graph,
                                     .market = c->market,
                                     .primary = c->primary,
                                     .arena = tide__arena_new(),
                                     .take = take,
                                     .count = c->count};
  w->evaluation.value = calloc((size_t)(c->count ? c->count : 1), sizeof(tide__value));
  return w->evaluation.arena && w->evaluation.value;
}

void tide__computer_free(tide__computer *w) {
  tide__arena_free(w->evaluation.arena);
  free(w->evaluation.value);
}

static tide__slot slot_of(const tide__computer *w, const void *data) {
  for (int32_t i = 0; i < w->n_taken; i++)
    if (w->taken[i].at == data) return w->taken[i];
  return (tide__slot){NULL, -1};
}

static void forget_slot(tide__computer *w, const void *data) {
  for (int32_t i = 0; i < w->n_taken; i++)
    if (w->taken[i].at == data) w->taken[i].at = NULL;
}

/* One output: the one that is wanted is held; what nobody will read is left to be freed. */
static void settle(tide__computer *w, int32_t node, bool wanted) {
  tide__cell *x = &w->cells->cell[node];
  const tide__value *v = &w->evaluation.value[node];
  if (!w->cells->cell[tide__cells_leader(w->cells, node)].known) {
    x->domain = v->domain;
    x->first = v->first;
    x->settled = v->settled;
  }
  if (!x->data && (wanted || x->uses > 0)) {
    x->data = v->kind == TIDE_KIND_COLUMN ? (const void *)v->column : v->bits;
    x->slot = slot_of(w, x->data);
    forget_slot(w, x->data);
  }
  if (wanted)
    tide__cells_pin(w->cells, node);
  else
    tide__cells_rest(w->cells, node);
}

/* The nodes of a call that somebody uses; a leader may be there for its outputs only. */
static int32_t first_output(const tide__cells *c, int32_t leader) {
  return c->cell[leader].used ? leader : c->cell[leader].sibling;
}

static int32_t next_output(const tide__cells *c, int32_t leader, int32_t node) {
  return node == leader ? c->cell[leader].sibling : c->cell[node].sibling;
}

static int evaluate(tide__computer *w, int32_t leader) {
  const tide__cells *c = w->cells;
  int status = TIDE_OK;
  w->evaluation.value[leader] = (tide__value){.used = true};
  for (int32_t id = first_output(c, leader); id >= 0 && status == TIDE_OK;
       id = next_output(c, leader, id)) {
    if (id != leader) w->evaluation.value[id] = (tide__value){.used = true};
    status = tide__evaluate_node(&w->evaluation, id, &w->error);
  }
  return status;
}

static void finish(tide__computer *w, int32_t leader, int32_t wanted, int status) {
  tide__cells *c = w->cells;
  tide__cell *lead = &c->cell[leader];
  pthread_mutex_lock(&c->lock);
  for (int32_t id = first_output(c, leader); id >= 0; id = next_output(c, leader, id)) {
    if (status == TIDE_OK) settle(w, id, id == wanted);
    tide__cells_hide(w, id);
  }
  tide__cells_hide(w, leader);
  for (int32_t i = 0; i < w->n_taken; i++) tide__slab_give(c->slab, w->taken[i]);
  w->n_taken = 0;
  if (status == TIDE_OK) lead->known = true;
  pthread_mutex_unlock(&c->lock);
}

/* Arguments of a call or operator, each once. */
static int hold_args(tide__computer *w, const tide__node *x, int32_t *held) {
  int status = TIDE_OK;
  *held = 0;
  while (*held < x->n_args && status == TIDE_OK) {
    status = tide__cells_hold(w, x->args[*held]);
    if (status == TIDE_OK) (*held)++;
  }
  for (int32_t i = 0; i < *held; i++) tide__cells_show(w, x->args[i], true);
  return status;
}

static int compute(tide__computer *w, int32_t leader, int32_t wanted) {
  tide__cells *c = w->cells;
  const tide__node *x = tide__graph_node(c->graph, leader);
  const bool again = c->cell[leader].known;
  int32_t held;
  int status = hold_args(w, x, &held);
  if (status == TIDE_OK) status = evaluate(w, leader);
  finish(w, leader, wanted, status);
  for (int32_t i = 0; i < held; i++) {
    tide__cells_hide(w, x->args[i]);
    tide__cells_let_go(c, x->args[i]);
    if (!again && status == TIDE_OK) tide__cells_used(c, x->args[i]);
  }
  tide__arena_reset(w->evaluation.arena);
  return status;
}

int tide__cells_hold(tide__computer *w, int32_t node) {
  tide__cells *c = w->cells;
  tide__cell *x = &c->cell[node];
  const int32_t leader = tide__cells_leader(c, node);
  tide__cell *lead = &c->cell[leader];
  pthread_mutex_lock(&c->lock);
  while (!x->data && x->status == TIDE_OK && lead->busy) pthread_cond_wait(&c->changed, &c->lock);
  int status = x->status;
  if (status == TIDE_OK && x->data) {
    tide__cells_pin(c, node);
  } else if (status == TIDE_OK) {
    lead->busy = true;
    pthread_mutex_unlock(&c->lock);
    status = compute(w, leader, node);
    pthread_mutex_lock(&c->lock);
    lead->busy = false;
    pthread_cond_broadcast(&c->changed);
  }
  pthread_mutex_unlock(&c->lock);
  return status;
}

/* cells.c -- the cache of columns and bitsets, and who may drop what.
 *
 * A column takes 64 times the room of a bitset, and making a bitset takes the column
 * first: columns are dropped before bitsets. And touching new memory costs more than
 * computing most columns again, so they share a part of the budget: the rest is there
 * for bitsets, and is not touched without need. */
#include "population/cells.h"

#include "core/error.h"

#include <stdlib.h>
#include <string.h>

bool tide__cells_init(tide__cells *c, const tide_graph *g, tide_market *m, size_t page,
                      size_t memory) {
  *c = (tide__cells){.graph = g, .market = m, .count = tide_graph_count(g), .memory = memory};
  pthread_mutex_init(&c->lock, NULL);
  pthread_cond_init(&c->changed, NULL);
  for (int32_t i = 0; i < TIDE__LISTS; i++) c->newest[i] = c->oldest[i] = -1;
  c->cell = calloc((size_t)(c->count ? c->count : 1), sizeof *c->cell);
  c->slab = tide__slab_new(page);
  for (int32_t i = 0; c->cell && i < c->count; i++) {
    c->cell[i].list = c->cell[i].sibling = -1;
    c->cell[i].kind = (uint8_t)tide_graph_kind(g, i);
  }
  return c->cell && c->slab;
}

void tide__cells_free(tide__cells *c) {
  tide__slab_free(c->slab);
  free(c->cell);
  pthread_mutex_destroy(&c->lock);
  pthread_cond_destroy(&c->changed);
}

int32_t tide__cells_leader(const tide__cells *c, int32_t node) {
  const tide__node *x = tide__graph_node(c->graph, node);
  return x->type == TIDE__NODE_INDICATOR ? x->leader : node;
}

static void unlist(tide__cells *c, int32_t node) {
  tide__cell *x = &c->cell[node];
  if (x->list < 0) return;
  if (x->newer >= 0)
    c->cell[x->newer].older = x->older;
  else
    c->newest[x->list] = x->older;
  if (x->older >= 0)
    c->cell[x->older].newer = x->newer;
  else
    c->oldest[x->list] = x->newer;
  x->list = -1;
}

static void enlist(tide__cells *c, int32_t node) {
  tide__cell *x = &c->cell[node];
  x->list = x->kind == TIDE_KIND_COLUMN ? TIDE__LIST_COLUMNS : TIDE__LIST_BITS;
  x->newer = -1;
  x->older = c->newest[x->list];
  if (x->older >= 0)
    c->cell[x->older].newer = node;
  else
    c->oldest[x->list] = node;
  c->newest[x->list] = node;
}

static void drop(tide__cells *c, int32_t node) {
  tide__cell *x = &c->cell[node];
  unlist(c, node);
  tide__slab_give(c->slab, x->slot);
  x->slot = (tide__slot){NULL, -1};
  x->data = NULL;
}

void tide__cells_pin(tide__cells *c, int32_t node) {
  unlist(c, node);
  c->cell[node].pins++;
}

void tide__cells_rest(tide__cells *c, int32_t node) {
  tide__cell *x = &c->cell[node];
  if (!x->data || x->stays || x->pins > 0) return;
  unlist(c, node);
  if (x->uses > 0)
    enlist(c, node);
  else
    drop(c, node);
}

static tide__slot take_slot(tide__cells *c, size_t size) {
  const size_t page = tide__slab_page(c->slab);
  if (2 * size > page)
    while (c->oldest[TIDE__LIST_COLUMNS] >= 0 &&
           tide__slab_held_whole(c->slab) + page > c->memory / TIDE__COLUMN_SHARE)
      drop(c, c->oldest[TIDE__LIST_COLUMNS]);
  while (tide__slab_needs_page(c->slab, size) && tide__slab_held(c->slab) + page > c->memory) {
    int32_t list = 0;
    while (list < TIDE__LISTS && c->oldest[list] < 0) list++;
    if (list == TIDE__LISTS) break; /* all of it is being read */
    drop(c, c->oldest[list]);
  }
  const tide__slot slot = tide__slab_take(c->slab, size);
  const size_t held = tide__slab_held(c->slab);
  if (held > c->most) c->most = held;
  return slot;
}

tide__slot tide__cells_take(tide__cells *c, size_t size) {
  pthread_mutex_lock(&c->lock);
  const tide__slot slot = take_slot(c, size);
  pthread_mutex_unlock(&c->lock);
  return slot;
}

void tide__cells_give(tide__cells *c, tide__slot slot) {
  pthread_mutex_lock(&c->lock);
  tide__slab_give(c->slab, slot);
  pthread_mutex_unlock(&c->lock);
}

void tide__cells_let_go(tide__cells *c, int32_t node) {
  pthread_mutex_lock(&c->lock);
  c->cell[node].pins--;
  tide__cells_rest(c, node);
  pthread_mutex_unlock(&c->lock);
}

void tide__cells_used(tide__cells *c, int32_t node) {
  pthread_mutex_lock(&c->lock);
  c->cell[node].uses--;
  tide__cells_rest(c, node);
  pthread_mutex_unlock(&c->lock);
}

bool tide__cells_publish(tide__cells *c, int32_t node, tide__domain *d, tide__slot slot) {
  tide__cell *x = &c->cell[node];
  pthread_mutex_lock(&c->lock);
  const bool first = !x->known;
  if (first) x->domain = d;
  x->known = true;
  if (x->data) {
    tide__slab_give(c->slab, slot);
  } else {
    x->data = slot.at;
    x->slot = slot;
    tide__cells_rest(c, node);
  }
  pthread_mutex_unlock(&c->lock);
  return first;
}

void tide__cells_show(tide__computer *w, int32_t node, bool held) {
  const tide__cell *x = &w->cells->cell[node];
  tide__value *v = &w->evaluation.value[node];
  *v = (tide__value){
    .used = true, .kind = x->kind, .domain = x->domain, .first = x->first, .settled = x->settled};
  if (!held) return;
  if (x->kind == TIDE_KIND_COLUMN)
    v->column = x->data;
  else
    v->bits = x->data;
}

void tide__cells_hide(tide__computer *w, int32_t node) {
  w->evaluation.value[node] = (tide__value){.used = false};
}

/* graph.c -- hash-consed nodes: equal expressions are one node, so each is
 * computed once and comparing expressions is comparing ids.
 *
 * Nodes are only ever appended and their arguments exist before them: walking
 * ids upwards visits arguments first. */
#include "graph/graph.h"

#include "core/arena.h"
#include "core/error.h"
#include "graph/hash.h"

#include <stdlib.h>
#include <string.h>

struct tide_graph {
  tide__node *node;
  int32_t count, capacity;
  int32_t *slot; /* open addressing; -1 is free */
  int32_t slots;
  int32_t most;       /* nodes */
  bool written;       /* the order in which arguments are written tells nodes apart */
  tide__arena *arena; /* argument lists, numbers, names */
  tide__custom *customs;
};

tide_graph *tide_graph_new(void) {
  tide_graph *g = calloc(1, sizeof *g);
  if (!g) return NULL;
  g->arena = tide__arena_new();
  g->slots = 256;
  g->most = TIDE__GRAPH_MAX_NODES;
  g->slot = malloc((size_t)g->slots * sizeof *g->slot);
  if (!g->arena || !g->slot) goto fail;
  memset(g->slot, 0xff, (size_t)g->slots * sizeof *g->slot);
  return g;

fail:
  tide_graph_free(g);
  return NULL;
}

tide_graph *tide__graph_new_union(void) {
  tide_graph *g = tide_graph_new();
  if (!g) return NULL;
  g->most = TIDE__UNION_MAX_NODES;
  g->written = true;
  return g;
}

void tide_graph_free(tide_graph *g) {
  if (!g) return;
  tide__arena_free(g->arena);
  free(g->node);
  free(g->slot);
  free(g);
}

int32_t tide_graph_count(const tide_graph *g) { return g->count; }

const tide__node *tide__graph_node(const tide_graph *g, int32_t node) {
  return node >= 0 && node < g->count ? &g->node[node] : NULL;
}

const tide__custom *tide__graph_customs(const tide_graph *g) { return g->customs; }

tide__arena *tide__graph_arena(tide_graph *g) { return g->arena; }

void tide__graph_add_custom(tide_graph *g, tide__custom *custom) {
  custom->next = g->customs;
  g->customs = custom;
}

tide__node *tide__graph_edit(tide_graph *g, int32_t node) { return &g->node[node]; }

int32_t tide_graph_kind(const tide_graph *g, int32_t node) {
  const tide__node *x = tide__graph_node(g, node);
  return x ? x->kind : TIDE_EINVAL;
}

int32_t tide_graph_arg(const tide_graph *g, int32_t node, int32_t i) {
  const tide__node *x = tide__graph_node(g, node);
  if (!x) return TIDE_EINVAL;
  return i >= 0 && i < x->n_args ? x->args[i] : TIDE_EMISSING;
}

static const char *name_of(const tide__node *x) {
  switch (x->type) {
  case TIDE__NODE_FIELD:
    return tide__field_name(x->what);
  case TIDE__NODE_INDICATOR:
    return x->ind->name;
  case TIDE__NODE_OP:
    return tide__op_at(x->what)->row.name;
  default:
    return NULL;
  }
}

int tide_graph_expression(const tide_graph *g, int32_t node, tide_expression *out) {
  const tide__node *x = tide__graph_node(g, node);
  if (!x) return TIDE_EINVAL;
  *out = (tide_expression){
    .form = x->type,
    .kind = x->kind,
    .name = name_of(x),
    .numbers = x->numbers,
    .args = x->args,
    .n_numbers = x->n_numbers,
    .n_args = x->n_args,
    .ind = x->ind,
    .output = x->type == TIDE__NODE_INDICATOR ? x->what : 0,
    .timeframe = x->timeframe,
    .symbol = x->symbol,
    .text = x->text,
  };
  return TIDE_OK;
}

static bool commutes(const tide__node *x) {
  return x->type == TIDE__NODE_OP && (tide__op_at(x->what)->flags & TIDE__OP_COMMUTES);
}

/* Arguments in canonical order: by hash, then by id. */
static void sorted_args(const tide_graph *g, const tide__node *x, int32_t *out) {
  for (int32_t i = 0; i < x->n_args; i++) {
    const int32_t id = x->args[i];
    const uint64_t hash = g->node[id].hash;
    int32_t at = i;
    for (; at > 0; at--) {
      const uint64_t other = g->node[out[at - 1]].hash;
      if (other < hash || (other == hash && out[at - 1] <= id)) break;
      out[at] = out[at - 1];
    }
    out[at] = id;
  }
}

static const char *mirror_of(const tide_graph *g, const tide__node *x) {
  return !g->written && x->type == TIDE__NODE_OP ? tide__op_at(x->what)->mirror : NULL;
}

static void canonical_args(const tide_graph *g, const tide__node *x, int32_t *out) {
  if (!g->written && commutes(x)) {
    sorted_args(g, x, out);
  } else if (mirror_of(g, x)) {
    out[0] = x->args[1];
    out[1] = x->args[0];
  } else if (x->n_args) {
    memcpy(out, x->args, (size_t)x->n_args * sizeof *out);
  }
}

/* "a below b" is "b above a": one node, whichever way it is written. */
static const char *canonical_op(const tide_graph *g, const tide__node *x) {
  const char *mirror = mirror_of(g, x);
  return mirror ? mirror : tide__op_at(x->what)->row.name;
}

static bool same_what(const tide_graph *g, const tide__node *a, const tide__node *b) {
  if (a->what == b->what) return true;
  return a->type == TIDE__NODE_OP && strcmp(canonical_op(g, a), canonical_op(g, b)) == 0;
}

/* Names, not indices, go into the hash: it must outlive a reordered table. */
static uint64_t hash_of(const tide_graph *g, const tide__node *x, const int32_t *args) {
  uint64_t h = tide__hash_add(0, x->type);
  if (x->type == TIDE__NODE_FIELD) {
    h = tide__hash_text(h, tide__field_name(x->what));
    h = tide__hash_add(h, (uint64_t)x->timeframe);
    h = tide__hash_text(h, x->symbol);
  }
  if (x->type == TIDE__NODE_INDICATOR) {
    h = tide__hash_text(h, x->ind->name);
    h = tide__hash_text(h, x->ind->outputs[x->what]);
    if (tide__is_custom(x->ind))
      h = tide__hash_add(h, ((const tide__custom *)(const void *)x->ind)->identity);
  }
  if (x->type == TIDE__NODE_OP) h = tide__hash_text(h, canonical_op(g, x));
  if (x->text) h = tide__hash_text(h, x->text);
  h = tide__hash_add(h, (uint64_t)x->n_numbers);
  for (int32_t i = 0; i < x->n_numbers; i++) h = tide__hash_double(h, x->numbers[i]);
  h = tide__hash_add(h, (uint64_t)x->n_args);
  for (int32_t i = 0; i < x->n_args; i++) h = tide__hash_add(h, g->node[args[i]].hash);
  return h;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

static bool equal(const tide_graph *g, const tide__node *a, const tide__node *b,
                  const int32_t *b_args) {
  if (a->hash != b->hash || a->type != b->type || !same_what(g, a, b) || a->ind != b->ind ||
      a->timeframe != b->timeframe || a->n_args != b->n_args || a->n_numbers != b->n_numbers)
    return false;
  if (!same_text(a->symbol, b->symbol) || !same_text(a->text, b->text)) return false;
  if (a->n_numbers && memcmp(a->numbers, b->numbers, (size_t)a->n_numbers * sizeof(double)) != 0)
    return false;
  int32_t a_args[TIDE_GRAPH_MAX_ARGS];
  canonical_args(g, a, a_args);
  return !a->n_args || memcmp(a_args, b_args, (size_t)a->n_args * sizeof *a_args) == 0;
}

static void insert_slot(tide_graph *g, int32_t id) {
  uint32_t at = (uint32_t)g->node[id].hash & (uint32_t)(g->slots - 1);
  while (g->slot[at] >= 0) at = (at + 1) & (uint32_t)(g->slots - 1);
  g->slot[at] = id;
}

static bool grow(tide_graph *g) {
  if (g->count == g->capacity) {
    const int32_t capacity = g->capacity ? 2 * g->capacity : 64;
    tide__node *node = realloc(g->node, (size_t)capacity * sizeof *node);
    if (!node) return false;
    g->node = node;
    g->capacity = capacity;
  }
  if (2 * (g->count + 1) <= g->slots) return true;
  int32_t *slot = malloc(2 * (size_t)g->slots * sizeof *slot);
  if (!slot) return false;
  free(g->slot);
  g->slot = slot;
  g->slots *= 2;
  memset(slot, 0xff, (size_t)g->slots * sizeof *slot);
  for (int32_t i = 0; i < g->count; i++) insert_slot(g, i);
  return true;
}

static void *keep(tide_graph *g, const void *from, size_t size, bool *ok) {
  if (!from) return NULL;
  void *to = tide__arena_get(g->arena, size);
  if (to)
    memcpy(to, from, size);
  else
    *ok = false;
  return to;
}

static int32_t append(tide_graph *g, const tide__node *draft) {
  bool ok = grow(g);
  if (!ok) return TIDE_ENOMEM;
  tide__node x = *draft;
  x.symbol = keep(g, x.symbol, x.symbol ? strlen(x.symbol) + 1 : 0, &ok);
  x.text = keep(g, x.text, x.text ? strlen(x.text) + 1 : 0, &ok);
  x.args = keep(g, x.n_args ? x.args : NULL, (size_t)x.n_args * sizeof *x.args, &ok);
  x.numbers = keep(g, x.n_numbers ? x.numbers : NULL, (size_t)x.n_numbers * sizeof *x.numbers, &ok);
  if (!ok) return TIDE_ENOMEM;
  if (x.leader < 0) x.leader = g->count;
  x.bars[0] = x.bars[1] = -1;
  g->node[g->count] = x;
  insert_slot(g, g->count);
  return g->count++;
}

int32_t tide__graph_intern(tide_graph *g, tide__node *draft, tide_error *error) {
  int32_t args[TIDE_GRAPH_MAX_ARGS];
  canonical_args(g, draft, args);
  draft->hash = hash_of(g, draft, args);
  uint32_t at = (uint32_t)draft->hash & (uint32_t)(g->slots - 1);
  for (; g->slot[at] >= 0; at = (at + 1) & (uint32_t)(g->slots - 1))
    if (equal(g, &g->node[g->slot[at]], draft, args)) return g->slot[at];

  draft->depth = 0;
  for (int32_t i = 0; i < draft->n_args; i++) {
    const int32_t depth = g->node[args[i]].depth + 1;
    if (depth > draft->depth) draft->depth = depth;
  }
  if (draft->depth > TIDE__GRAPH_MAX_DEPTH)
    return tide__error(error, TIDE_EINVAL, "the expression is nested more than %d deep",
                       (int)TIDE__GRAPH_MAX_DEPTH);
  draft->position = tide__position_of(g, draft);
  if (draft->type == TIDE__NODE_INDICATOR && draft->position)
    return tide__error(error, TIDE_EINVAL,
                       "ta.%s cannot be computed from pos.*, which begins anew with each position: "
                       "compare it, or compute with it",
                       draft->ind->name);
  if (g->count >= g->most)
    return tide__error(error, TIDE_EINVAL, "the strategy has more than %d expressions",
                       (int)g->most);
  const int32_t id = append(g, draft);
  if (id < 0) return tide__error(error, id, "out of memory");
  return id;
}

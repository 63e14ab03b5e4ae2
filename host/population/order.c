/* order.c -- in which order conditions are computed, so that few columns are needed at
 * a time.
 *
 * What is computed first are the conditions that compare columns: afterwards only their
 * bits are needed, a 64th of the room. Those that read one column come one after
 * another. For those that read two, columns are taken in tiles of which the budget holds
 * two: all pairs of two tiles are computed before the next tile comes. */
#include "population/round.h"

#include "graph/work.h"

#include <stdlib.h>

enum { MOST_TOGETHER = 64, LEAST_TILE = 4 };

typedef struct {
  int32_t tile[2], column[2];
  int32_t alone; /* column that is compared with numbers only, or -1 */
  int32_t node;
} key;

static int compare(const void *a, const void *b) {
  const key *x = a, *y = b;
  const int32_t fields[][2] = {{x->tile[0], y->tile[0]},     {x->tile[1], y->tile[1]},
                               {x->column[0], y->column[0]}, {x->column[1], y->column[1]},
                               {x->alone, y->alone},         {x->node, y->node}};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (fields[i][0] != fields[i][1]) return fields[i][0] < fields[i][1] ? -1 : 1;
  return 0;
}

/* A comparison that looks at one bar at a time: it can be made piece by piece. */
static bool by_bar(const tide__node *x) {
  const tide__op *op = tide__op_at(x->what);
  return op->run == tide__run_above || op->run == tide__run_below ||
         op->run == tide__run_at_least || op->run == tide__run_at_most ||
         op->run == tide__run_between;
}

static bool is_number(const tide_graph *g, int32_t node) {
  return tide__graph_node(g, node)->type == TIDE__NODE_NUMBER;
}

static int32_t only_column(const tide_graph *g, const tide__node *x) {
  int32_t found = -1;
  if (!by_bar(x)) return -1;
  for (int32_t i = 0; i < x->n_args; i++) {
    if (is_number(g, x->args[i])) continue;
    if (found >= 0) return -1;
    found = x->args[i];
  }
  return found;
}

/* Columns are known by their place: ranks without gaps, so that tiles are full. */
static key key_of(const tide__round *round, const int32_t *rank, int32_t tile, int32_t node) {
  const tide_graph *g = round->cells.graph;
  const tide__node *x = tide__graph_node(g, node);
  key k = {.column = {-1, -1}, .alone = only_column(g, x), .node = node};
  for (int32_t i = 0; i < x->n_args; i++) {
    const int32_t r = rank[tide__cells_leader(&round->cells, x->args[i])];
    if (r > k.column[0]) {
      k.column[1] = k.column[0];
      k.column[0] = r;
    } else if (r > k.column[1] && r != k.column[0]) {
      k.column[1] = r;
    }
  }
  if (k.column[1] < 0) k.column[1] = k.column[0];
  for (int32_t i = 0; i < 2; i++) k.tile[i] = k.column[i] < 0 ? -1 : k.column[i] / tile;
  return k;
}

static bool is_leaf(const tide__round *round, int32_t node) {
  const tide__cell *c = &round->cells.cell[node];
  const tide__node *x = tide__graph_node(round->cells.graph, node);
  if (!c->used || c->kind != TIDE_KIND_CONDITION) return false;
  for (int32_t i = 0; i < x->n_args; i++)
    if (round->cells.cell[x->args[i]].kind == TIDE_KIND_COLUMN) return true;
  return false;
}

/* Numbers the computed columns that conditions read; numbers and prices stay anyway. */
static int32_t *rank_columns(const tide__round *round) {
  const tide__cells *c = &round->cells;
  const size_t size = (size_t)(c->count ? c->count : 1);
  int32_t *rank = malloc(size * sizeof *rank), next = 0;
  if (!rank) return NULL;
  for (int32_t id = 0; id < c->count; id++) rank[id] = -1;
  for (int32_t id = 0; id < c->count; id++) {
    if (!c->cell[id].used || c->cell[id].kind != TIDE_KIND_COLUMN || c->cell[id].stays) continue;
    const int32_t leader = tide__cells_leader(c, id);
    if (rank[leader] < 0) rank[leader] = next++;
  }
  return rank;
}

static key *make_keys(tide__round *round) {
  const tide__cells *c = &round->cells;
  const size_t pages = c->memory / TIDE__COLUMN_SHARE / (tide__slab_page(c->slab) + 1) / 2;
  const int32_t tile = pages < LEAST_TILE ? LEAST_TILE : pages > 1 << 20 ? 1 << 20 : (int32_t)pages;
  int32_t *rank = rank_columns(round);
  for (int32_t id = 0; id < c->count; id++) round->n_order += is_leaf(round, id);
  key *keys = malloc(((size_t)round->n_order + 1) * sizeof *keys);
  for (int32_t id = 0, k = 0; keys && rank && id < c->count; id++)
    if (is_leaf(round, id)) keys[k++] = key_of(round, rank, tile, id);
  if (keys && rank) {
    qsort(keys, (size_t)round->n_order, sizeof *keys, compare);
  } else {
    free(keys);
    keys = NULL;
  }
  free(rank);
  return keys;
}

static void make_tasks(tide__round *round, const key *keys) {
  round->n_tasks = 0;
  for (int32_t i = 0; i < round->n_order; i++) {
    tide__task *last = round->n_tasks ? &round->task[round->n_tasks - 1] : NULL;
    round->order[i] = keys[i].node;
    round->place[keys[i].node] = i;
    if (last && keys[i].alone >= 0 && last->column == keys[i].alone && last->count < MOST_TOGETHER)
      last->count++;
    else
      round->task[round->n_tasks++] = (tide__task){keys[i].alone, i, 1};
  }
}

/* Two passes over all that members use: count, then fill. */
static bool make_waiting(tide__round *round) {
  int32_t *from = calloc((size_t)round->n_order + 2, sizeof *from), total = 0;
  round->waiting_from = from;
  if (!from) return false;
  for (int32_t r = 0; r < round->n_run; r++) {
    const tide__member *m = &round->population->member[round->run[r]];
    for (int32_t i = 0; i < m->n_nodes; i++) {
      const int32_t place = round->place[m->nodes[i]];
      if (place < 0) continue;
      from[place + 2]++;
      round->pending[round->run[r]]++;
      total++;
    }
  }
  round->waiting = malloc(((size_t)total + 1) * sizeof *round->waiting);
  if (!round->waiting) return false;
  for (int32_t i = 0; i < round->n_order; i++) from[i + 2] += from[i + 1];
  for (int32_t r = 0; r < round->n_run; r++) {
    const tide__member *m = &round->population->member[round->run[r]];
    for (int32_t i = 0; i < m->n_nodes; i++) {
      const int32_t place = round->place[m->nodes[i]];
      if (place >= 0) round->waiting[from[place + 1]++] = round->run[r];
    }
  }
  return true;
}

bool tide__round_order(tide__round *round) {
  const size_t nodes = (size_t)round->cells.count;
  key *keys = make_keys(round);
  round->order = malloc(((size_t)round->n_order + 1) * sizeof *round->order);
  round->task = malloc(((size_t)round->n_order + 1) * sizeof *round->task);
  round->place = malloc((nodes + 1) * sizeof *round->place);
  const bool ok = keys && round->order && round->task && round->place;
  for (size_t i = 0; ok && i < nodes; i++) round->place[i] = -1;
  if (ok) make_tasks(round, keys);
  free(keys);
  return ok && make_waiting(round);
}

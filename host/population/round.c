/* round.c -- who takes part, what they use, and how often each node will be read. */
#include "population/round.h"

#include "core/error.h"
#include "graph/roots.h"

#include <stdlib.h>

/* Columns of candles are looked up before anything is computed: what is missing there
 * is known at once, and by the same words as for the strategy alone. */
static void look_up_field(tide__round *round, tide_population *p, tide__computer *w, int32_t node) {
  tide__cell *x = &round->cells.cell[node];
  if (x->stays) return;
  x->used = true;
  const int status = tide__cells_hold(w, node);
  if (status < 0) {
    x->status = status;
    x->error = tide__population_text(p, w->error.text);
  }
  x->stays = true;
}

/* A number is 64 copies of itself, wherever it is compared. */
static bool write_number(tide__round *round, int32_t node, const tide__node *n) {
  tide__cell *x = &round->cells.cell[node];
  if (x->stays) return true;
  double *block = tide__arena_get(round->arena, TIDE__BLOCK * sizeof *block);
  for (int32_t i = 0; block && i < TIDE__BLOCK; i++) block[i] = n->numbers[0];
  x->data = block;
  x->stays = x->known = true;
  return block != NULL;
}

/* The first reason in the order of the strategy's own graph; false when out of memory. */
static bool prepare_member(tide__round *round, tide_population *p, tide__computer *w,
                           const tide__member *m, const char **error) {
  const tide_graph *g = round->cells.graph;
  *error = NULL;
  for (int32_t i = 0; i < m->n_nodes; i++) {
    const tide__node *x = tide__graph_node(g, m->nodes[i]);
    if (x->type == TIDE__NODE_NUMBER && !write_number(round, m->nodes[i], x)) return false;
    if (x->type != TIDE__NODE_FIELD) continue;
    look_up_field(round, p, w, m->nodes[i]);
    if (!*error) *error = round->cells.cell[m->nodes[i]].error;
  }
  return true;
}

static void use_nodes(tide__round *round, const tide__member *m) {
  tide_side_signals nowhere[2];
  tide__root root[2][TIDE__ROOTS];
  for (int32_t i = 0; i < m->n_nodes; i++) round->cells.cell[m->nodes[i]].used = true;
  tide__roots_list(m->side, nowhere, root);
  for (int32_t i = 0; i < 2 * TIDE__ROOTS; i++) {
    const int32_t node = root[i / TIDE__ROOTS][i % TIDE__ROOTS].node;
    if (node >= 0) round->cells.cell[node].uses++;
  }
}

/* How often each node is an argument of something that will be computed. */
static void count_uses(tide__round *round) {
  tide__cells *c = &round->cells;
  for (int32_t id = 0; id < c->count; id++) {
    const int32_t leader = tide__cells_leader(c, id);
    if (!c->cell[id].used) continue;
    round->nodes++;
    round->columns += c->cell[id].kind == TIDE_KIND_COLUMN && !c->cell[id].stays;
    if (id != leader) {
      c->cell[id].sibling = c->cell[leader].sibling;
      c->cell[leader].sibling = id;
    }
    /* All outputs of a call are computed at once: it reads its arguments once. */
    const bool counted = id != leader && (c->cell[leader].used || c->cell[id].sibling >= 0);
    const tide__node *x = tide__graph_node(c->graph, id);
    for (int32_t i = 0; i < x->n_args && !counted; i++) c->cell[x->args[i]].uses++;
  }
}

static bool choose_members(tide__round *round, tide_population *p, bool *wanted,
                           tide__round_refuse refuse, void *arg) {
  tide__computer w;
  bool ok = tide__computer_init(&w, &round->cells);
  int64_t timeframe = 0;
  bool found = false;
  for (int32_t i = 0; i < p->count && ok; i++) {
    const tide__member *m = &p->member[i];
    if (!wanted[i] || (found && m->timeframe != timeframe)) continue;
    found = true;
    timeframe = m->timeframe;
    wanted[i] = false;
    const char *error;
    ok = prepare_member(round, p, &w, m, &error);
    if (!ok) break;
    if (error) {
      refuse(arg, i, error);
    } else {
      use_nodes(round, m);
      round->run[round->n_run++] = i;
    }
  }
  tide__computer_free(&w);
  return ok;
}

static void refuse_all(tide_population *p, bool *wanted, int64_t timeframe, const char *error,
                       tide__round_refuse refuse, void *arg) {
  for (int32_t i = 0; i < p->count; i++) {
    if (!wanted[i] || p->member[i].timeframe != timeframe) continue;
    wanted[i] = false;
    refuse(arg, i, error);
  }
}

static int64_t first_timeframe(const tide_population *p, const bool *wanted) {
  int32_t i = 0;
  while (i < p->count - 1 && !wanted[i]) i++;
  return p->member[i].timeframe;
}

static bool set_up(tide__round *round, tide_market *m, size_t memory) {
  const size_t count = (size_t)round->population->count;
  const size_t page = (size_t)tide__market_longest(m) * sizeof(double);
  round->arena = tide__arena_new();
  round->run = malloc(count * sizeof *round->run);
  round->pending = calloc(count, sizeof *round->pending);
  return tide__cells_init(&round->cells, round->population->graph, m, page, memory) &&
         round->arena && round->run && round->pending;
}

tide__round *tide__round_new(tide_population *p, tide_market *m, bool *wanted, size_t memory,
                             tide__round_refuse refuse, void *arg) {
  tide__round *round = calloc(1, sizeof *round);
  if (!round) return NULL;
  round->population = p;
  const int64_t timeframe = first_timeframe(p, wanted);
  tide_error error;
  bool ok = set_up(round, m, memory);
  int status = tide__market_domain(m, "", timeframe, NULL, &round->primary, &error);
  if (status == TIDE_OK) status = tide__market_atr(m, round->primary, &round->atr, &error);
  if (status == TIDE_OK)
    status = tide__market_days(m, round->primary, &round->days, &round->n_days, &error);
  round->cells.primary = round->primary;
  if (ok && status < 0)
    refuse_all(p, wanted, timeframe, tide__population_text(p, error.text), refuse, arg);
  else if (ok)
    ok = choose_members(round, p, wanted, refuse, arg);
  if (ok) count_uses(round);
  if (ok && tide__round_order(round)) return round;
  tide__round_free(round);
  return NULL;
}

void tide__round_free(tide__round *round) {
  if (!round) return;
  tide__cells_free(&round->cells);
  tide__arena_free(round->arena);
  free(round->run);
  free(round->pending);
  free(round->order);
  free(round->task);
  free(round->waiting_from);
  free(round->waiting);
  free(round->place);
  free(round);
}

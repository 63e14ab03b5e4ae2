/* members.c -- strategies join a population: their graphs become one. */
#include "population/members.h"

#include "core/error.h"
#include "graph/roots.h"

#include <stdlib.h>
#include <string.h>

tide_population *tide_population_new(int32_t threads) {
  tide_population *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  atomic_init(&p->holders, 1);
  p->pool = tide__pool_new(threads > 0 ? threads : tide__pool_processors());
  p->graph = tide__graph_new_union();
  p->arena = tide__arena_new();
  if (p->pool && p->graph && p->arena) return p;
  tide_population_free(p);
  return NULL;
}

void tide_population_free(tide_population *p) {
  if (!p || atomic_fetch_sub(&p->holders, 1) > 1) return;
  tide__pool_free(p->pool);
  tide_graph_free(p->graph);
  tide__arena_free(p->arena);
  free(p->member);
  free(p);
}

int32_t tide_population_count(const tide_population *p) { return p->count; }

int32_t tide_population_threads(const tide_population *p) { return tide__pool_threads(p->pool); }

const tide_member *tide_population_at(const tide_population *p, int32_t i) {
  return i >= 0 && i < p->count ? &p->member[i].view : NULL;
}

const char *tide__population_text(tide_population *p, const char *text) {
  const size_t size = strlen(text) + 1;
  char *copy = tide__arena_get(p->arena, size);
  return copy ? memcpy(copy, text, size) : "out of memory";
}

tide__member *tide__member_new(tide_population *p) {
  if (p->count == p->capacity) {
    if (p->capacity > INT32_MAX / 2) return NULL;
    const int32_t capacity = p->capacity ? 2 * p->capacity : 64;
    tide__member *grown = realloc(p->member, (size_t)capacity * sizeof *grown);
    if (!grown) return NULL;
    p->member = grown;
    p->capacity = capacity;
  }
  tide__member *m = &p->member[p->count++];
  *m = (tide__member){0};
  return m;
}

static void use(tide_side *side, const int32_t *map) {
  int32_t *const places[] = {&side->enter,
                             &side->exit,
                             &side->stop_loss.node,
                             &side->take_profit.node,
                             &side->trailing_stop.node,
                             &side->limit,
                             &side->confidence,
                             &side->add};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
    if (*places[i] >= 0) *places[i] = map[*places[i]];
}

/* Marks what the roots are made of; how many nodes that is. */
static int32_t mark_used(const tide_strategy *s, tide__root root[2][TIDE__ROOTS], bool *used) {
  const int32_t count = tide_graph_count(s->graph);
  int32_t marked = 0;
  memset(used, 0, (size_t)count * sizeof *used);
  for (int32_t i = 0; i < 2 * TIDE__ROOTS; i++) {
    const int32_t node = root[i / TIDE__ROOTS][i % TIDE__ROOTS].node;
    if (node >= 0) used[node] = true;
  }
  for (int32_t id = count - 1; id >= 0; id--) {
    if (!used[id]) continue;
    const tide__node *x = tide__graph_node(s->graph, id);
    for (int32_t i = 0; i < x->n_args; i++) used[x->args[i]] = true;
    marked++;
  }
  return marked;
}

int tide__member_fill(tide_population *p, tide__member *m, const tide_strategy *s,
                      tide_error *error) {
  const int32_t count = tide_graph_count(s->graph);
  tide_side_signals nowhere[2];
  tide__root root[2][TIDE__ROOTS];
  memcpy(m->view.name, s->name, sizeof m->view.name);
  if (!m->view.hash[0]) tide_strategy_hash(s, m->view.hash);
  m->timeframe = s->timeframe;
  for (int32_t i = 0; i < 2; i++) m->side[i] = s->side[i];
  tide__roots_list(m->side, nowhere, root);
  int status = tide__roots_check(s->graph, root, error);
  if (status < 0) return status;
  if (tide_strategy_reads_position(s))
    return tide__error(error, TIDE_EINVAL,
                       "it reads pos.*, which is known only bar by bar: it cannot be one of a "
                       "population; backtest runs it alone");
  const size_t size = (size_t)(count ? count : 1);
  int32_t *map = malloc(size * (sizeof *map + sizeof(bool)));
  if (!map) return tide__error(error, TIDE_ENOMEM, "out of memory");
  bool *used = (bool *)(map + size);
  m->n_nodes = mark_used(s, root, used);
  int32_t *nodes = tide__arena_get(p->arena, (size_t)m->n_nodes * sizeof *nodes);
  if (!nodes) {
    free(map);
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  status = tide__graph_unite(p->graph, s->graph, map, error);
  for (int32_t id = 0, k = 0; status == TIDE_OK && id < count; id++)
    if (used[id]) nodes[k++] = map[id];
  m->nodes = nodes;
  for (int32_t i = 0; status == TIDE_OK && i < 2; i++) use(&m->side[i], map);
  free(map);
  return status;
}

int32_t tide_population_add(tide_population *p, const tide_strategy *s, tide_error *error) {
  if (tide__graph_customs(s->graph))
    return tide__error(error, TIDE_EINVAL,
                       "its indicators are computed by Lua: it cannot be one of a population");
  tide__member *m = tide__member_new(p);
  if (!m) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int status = tide__member_fill(p, m, s, error);
  if (status == TIDE_OK) return p->count - 1;
  p->count--;
  return status;
}

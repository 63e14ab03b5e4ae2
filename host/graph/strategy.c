/* strategy.c -- a rule strategy: two sides over one graph, and its hash. */
#include "graph/graph.h"
#include "graph/hash.h"

#include <stdio.h>
#include <stdlib.h>

tide_strategy *tide_strategy_new(void) {
  tide_strategy *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->graph = tide_graph_new();
  if (!s->graph) {
    free(s);
    return NULL;
  }
  for (int32_t i = 0; i < 2; i++) {
    tide_side *side = &s->side[i];
    side->enter = side->exit = side->limit = side->confidence = side->add = -1;
    side->stop_loss.node = side->take_profit.node = side->trailing_stop.node = -1;
    side->limit_bars = 1;
  }
  return s;
}

void tide_strategy_free(tide_strategy *s) {
  if (!s) return;
  tide_graph_free(s->graph);
  free(s);
}

static uint64_t add_node(uint64_t h, const tide_graph *g, int32_t node) {
  const tide__node *x = tide__graph_node(g, node);
  return tide__hash_add(h, x ? x->hash : 0);
}

static uint64_t add_level(uint64_t h, const tide_graph *g, const tide_level *level) {
  h = tide__hash_add(h, (uint64_t)level->kind);
  if (level->kind == TIDE_LEVEL_FRACTION) return tide__hash_double(h, level->fraction);
  return level->kind == TIDE_LEVEL_NONE ? h : add_node(h, g, level->node);
}

static uint64_t add_side(uint64_t h, const tide_graph *g, const tide_side *s) {
  h = tide__hash_add(h, s->used);
  if (!s->used) return h;
  h = add_node(h, g, s->enter);
  h = add_node(h, g, s->exit);
  h = add_level(h, g, &s->stop_loss);
  h = add_level(h, g, &s->take_profit);
  h = add_level(h, g, &s->trailing_stop);
  h = tide__hash_double(h, s->breakeven_at);
  h = tide__hash_add(h, (uint64_t)s->partials);
  for (int32_t i = 0; i < s->partials; i++) {
    h = tide__hash_double(h, s->partial[i].at);
    h = tide__hash_double(h, s->partial[i].close);
  }
  h = tide__hash_add(h, (uint64_t)s->max_bars);
  h = add_node(h, g, s->limit);
  h = tide__hash_add(h, s->limit >= 0 ? (uint64_t)s->limit_bars : 0);
  h = tide__hash_add(h, (uint64_t)s->size.kind);
  h = tide__hash_double(h, s->size.kind == TIDE_SIZE_DEFAULT ? 0.0 : s->size.value);
  h = add_node(h, g, s->confidence);
  h = tide__hash_add(h, (uint64_t)s->max_entries);
  h = tide__hash_add(h, s->max_entries ? (uint64_t)s->max_entries_period : 0);
  if (s->add < 0) return h; /* a side without it hashes as it did before there was any */
  h = add_node(tide__hash_text(h, "add"), g, s->add);
  return tide__hash_add(h, (uint64_t)s->add_max);
}

int tide_strategy_hash(const tide_strategy *s, char *out17) {
  uint64_t h = tide__hash_text(0, "strategy");
  h = tide__hash_add(h, (uint64_t)s->timeframe);
  for (int32_t i = 0; i < 2; i++) h = add_side(h, s->graph, &s->side[i]);
  snprintf(out17, 17, "%016llx", (unsigned long long)h);
  return TIDE_OK;
}

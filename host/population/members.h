/* members.h -- inside a population: its strategies, over one graph. */
#pragma once
#include "core/arena.h"
#include "core/pool.h"
#include "graph/graph.h"
#include "tide.h"

#include <stdatomic.h>

/* A strategy whose nodes are those of the population's graph. */
typedef struct {
  tide_member view;
  int64_t timeframe;
  tide_side side[2];
  int32_t n_nodes; /* those it uses, in the order of its own graph */
  const int32_t *nodes;
} tide__member;

struct tide_population {
  tide__pool *pool;
  tide_graph *graph; /* the union */
  tide__arena *arena;
  tide__member *member;
  int32_t count, capacity;
  atomic_int holders; /* the owner and each batch: Lua frees them in any order at exit */
};

/* One more member, empty, or NULL when out of memory. */
tide__member *tide__member_new(tide_population *p);

/* Makes a member of a strategy: unites its graph with the population's. Its hash is found
 * here unless the member has it. */
int tide__member_fill(tide_population *p, tide__member *m, const tide_strategy *s,
                      tide_error *error);

/* A copy that lives as long as the population, or a constant when out of memory. */
const char *tide__population_text(tide_population *p, const char *text);

/* union.c -- adds one graph to another: what both say becomes one node. */
#include "graph/graph.h"
#include "graph/work.h"

/* Where the candles of several symbols meet may depend on the order of arguments. */
static bool reads_symbols(const tide_graph *g) {
  for (int32_t id = 0; id < tide_graph_count(g); id++) {
    const tide__node *x = tide__graph_node(g, id);
    if (x->symbol && *x->symbol) return true;
  }
  return false;
}

/* Words, sums and products do not tell their arguments apart. */
static bool order_is_free(const tide__node *x) {
  const tide__op *op = tide__op_at(x->what);
  if (x->type != TIDE__NODE_OP || !(op->flags & TIDE__OP_COMMUTES)) return false;
  return op->run != tide__run_max && op->run != tide__run_min;
}

static void sort(int32_t *args, int32_t n) {
  for (int32_t i = 1; i < n; i++)
    for (int32_t k = i; k > 0 && args[k] < args[k - 1]; k--) {
      const int32_t held = args[k];
      args[k] = args[k - 1];
      args[k - 1] = held;
    }
}

int tide__graph_unite(tide_graph *into, const tide_graph *from, int32_t *map, tide_error *error) {
  const bool symbols = reads_symbols(from);
  for (int32_t id = 0; id < tide_graph_count(from); id++) {
    tide__node draft = *tide__graph_node(from, id);
    int32_t args[TIDE_GRAPH_MAX_ARGS];
    for (int32_t i = 0; i < draft.n_args; i++) args[i] = map[draft.args[i]];
    if (!symbols && order_is_free(&draft)) sort(args, draft.n_args);
    draft.args = args;
    draft.leader = draft.leader == id || draft.leader < 0 ? -1 : map[draft.leader];
    map[id] = tide__graph_intern(into, &draft, error);
    if (map[id] < 0) return map[id];
  }
  return TIDE_OK;
}

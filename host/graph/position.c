/* position.c -- expressions about the position that is open (docs/adr/0032).
 *
 * A rule says pos.entry and means the position of its side: which one that is shows where the rule
 * stands, so nodes of no side are written first, and copied for the side that uses them. */
#include "core/error.h"
#include "graph/graph.h"
#include "graph/roots.h"

#include <stdlib.h>

static uint8_t side_of(const tide__node *field) {
  if (!field->text) return TIDE__POSITION_ANY;
  return field->text[0] == 'l' ? TIDE__POSITION_LONG : TIDE__POSITION_SHORT;
}

uint8_t tide__position_of(const tide_graph *g, const tide__node *x) {
  if (x->type == TIDE__NODE_FIELD) return tide__field_is_position(x->what) ? side_of(x) : 0;
  uint8_t reads = 0;
  for (int32_t i = 0; i < x->n_args; i++) reads |= tide__graph_node(g, x->args[i])->position;
  return reads;
}

/* A copy of node `id` whose arguments are those of the side. */
static int32_t copy(tide_graph *g, int32_t id, int32_t side, const int32_t *map,
                    tide_error *error) {
  tide__node draft = *tide__graph_node(g, id);
  int32_t args[TIDE_GRAPH_MAX_ARGS];
  for (int32_t i = 0; i < draft.n_args; i++) args[i] = map[draft.args[i]];
  draft.args = args;
  draft.leader = -1;
  if (draft.type == TIDE__NODE_FIELD) draft.text = tide__side_names[side];
  return tide__graph_intern(g, &draft, error);
}

int32_t tide_graph_of_side(tide_graph *g, int32_t node, int32_t side, tide_error *error) {
  const tide__node *x = tide__graph_node(g, node);
  if (!x) return tide__error(error, TIDE_EINVAL, "there is no expression %d", (int)node);
  if (!(x->position & TIDE__POSITION_ANY)) return node;
  int32_t *map = malloc(((size_t)node + 1) * sizeof *map);
  if (!map) return tide__error(error, TIDE_ENOMEM, "out of memory");
  int32_t status = TIDE_OK;
  for (int32_t id = 0; id <= node && status >= 0; id++) {
    const bool any = tide__graph_node(g, id)->position & TIDE__POSITION_ANY;
    status = map[id] = any ? copy(g, id, side, map, error) : id;
  }
  free(map);
  return status;
}

static bool reads_any(const tide_strategy *s, int32_t node) {
  const tide__node *x = tide__graph_node(s->graph, node);
  return x && x->position;
}

bool tide_strategy_reads_position(const tide_strategy *s) {
  for (int32_t i = 0; i < 2; i++) {
    const tide_side *side = &s->side[i];
    if (side->used && (reads_any(s, side->exit) || (side->add_max > 0 && reads_any(s, side->add))))
      return true;
  }
  return false;
}

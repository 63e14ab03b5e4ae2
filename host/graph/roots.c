/* roots.c -- what a side reads from its graph. */
#include "graph/roots.h"

#include "core/error.h"
#include "graph/graph.h"

const char *const tide__side_names[] = {"long", "short", NULL};

static int32_t level_node(const tide_level *level) {
  return level->kind == TIDE_LEVEL_DISTANCE || level->kind == TIDE_LEVEL_PRICE ? level->node : -1;
}

static void list_side(const tide_side *s, tide_side_signals *out, tide__root *root) {
#define ROOT(i, member, kind_, node_)                                                              \
  root[i] = (tide__root){#member, kind_, s->used ? (node_) : -1,                                   \
                         (const void **)(void *)&out->member, false}
  ROOT(TIDE__ROOT_ENTER, enter, TIDE_KIND_CONDITION, s->enter);
  ROOT(TIDE__ROOT_EXIT, exit, TIDE_KIND_CONDITION, s->exit);
  ROOT(TIDE__ROOT_STOP_LOSS, stop_loss, TIDE_KIND_COLUMN, level_node(&s->stop_loss));
  ROOT(TIDE__ROOT_TAKE_PROFIT, take_profit, TIDE_KIND_COLUMN, level_node(&s->take_profit));
  ROOT(TIDE__ROOT_TRAILING_STOP, trailing_stop, TIDE_KIND_COLUMN, level_node(&s->trailing_stop));
  ROOT(TIDE__ROOT_LIMIT, limit, TIDE_KIND_COLUMN, s->limit);
  ROOT(TIDE__ROOT_CONFIDENCE, confidence, TIDE_KIND_COLUMN, s->confidence);
  ROOT(TIDE__ROOT_ADD, add, TIDE_KIND_CONDITION, s->add_max > 0 ? s->add : -1);
#undef ROOT
  root[TIDE__ROOT_EXIT].reads_position = root[TIDE__ROOT_ADD].reads_position = true;
}

void tide__roots_list(const tide_side side[2], tide_side_signals out[2],
                      tide__root root[2][TIDE__ROOTS]) {
  for (int32_t i = 0; i < 2; i++) list_side(&side[i], &out[i], root[i]);
}

/* The position is read while there is one, and by the rules of its side. */
static int check_position(const tide_graph *g, const tide__root *r, int32_t side,
                          tide_error *error) {
  const int32_t reads = tide__graph_node(g, r->node)->position;
  if (!reads || (r->reads_position && reads == 1 << side)) return TIDE_OK;
  if (!r->reads_position)
    return tide__error(error, TIDE_EINVAL,
                       "%s.%s reads pos.*, which is known while a position is open: it is for "
                       "exit and add",
                       tide__side_names[side], r->name);
  return tide__error(error, TIDE_EINVAL, "%s.%s reads the position of no side, or of another one",
                     tide__side_names[side], r->name);
}

static int check_root(const tide_graph *g, const tide__root *r, int32_t side, tide_error *error) {
  const int32_t kind = tide_graph_kind(g, r->node);
  if (kind == r->kind) return check_position(g, r, side, error);
  const char *wanted = r->kind == TIDE_KIND_COLUMN ? "a column" : "a condition";
  const char *found = kind < 0                   ? "no expression of this strategy"
                      : kind == TIDE_KIND_COLUMN ? "a column"
                                                 : "a condition";
  return tide__error(error, TIDE_EINVAL, "%s.%s is %s, expected %s", tide__side_names[side],
                     r->name, found, wanted);
}

int tide__roots_check(const tide_graph *g, tide__root root[2][TIDE__ROOTS], tide_error *error) {
  for (int32_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < TIDE__ROOTS; i++) {
      if (root[side][i].node < 0) continue;
      const int status = check_root(g, &root[side][i], side, error);
      if (status < 0) return status;
    }
  return TIDE_OK;
}

int tide__roots_align(tide__evaluation *e, tide__root root[2][TIDE__ROOTS], tide_error *error) {
  for (int32_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < TIDE__ROOTS; i++) {
      const tide__root *r = &root[side][i];
      if (r->node < 0) continue;
      const void *data = r->kind == TIDE_KIND_COLUMN
                           ? (const void *)tide__evaluation_column(e, r->node, e->primary, error)
                           : tide__evaluation_bits(e, r->node, e->primary, error);
      if (!data && e->primary->candles->n) return TIDE_ENOMEM;
      *r->out = data;
    }
  return TIDE_OK;
}

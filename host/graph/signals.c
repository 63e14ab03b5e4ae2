/* signals.c -- what a strategy says on every bar it trades on. */
#include "core/bits.h"
#include "core/error.h"
#include "graph/evaluate.h"

#include <math.h>
#include <string.h>

/* tide_signals comes first, so a pointer to one is a pointer to the other. It
 * lives in the arena of its evaluation. */
struct signals {
  tide_signals view;
  tide__evaluation evaluation;
};

/* A place where a side may name a node. */
struct root {
  const char *name;
  int32_t kind;
  int32_t node;     /* -1 when absent */
  const void **out; /* where the pointer to its data goes */
};
enum { ROOTS = 7 };

static int32_t level_node(const tide_level *level) {
  return level->kind == TIDE_LEVEL_DISTANCE || level->kind == TIDE_LEVEL_PRICE ? level->node : -1;
}

static void list_roots(const tide_side *s, tide_side_signals *out, struct root *root) {
#define ROOT(i, member, kind_, node_)                                                              \
  root[i] = (struct root){#member, kind_, node_, (const void **)(void *)&out->member}
  ROOT(0, enter, TIDE_KIND_CONDITION, s->enter);
  ROOT(1, exit, TIDE_KIND_CONDITION, s->exit);
  ROOT(2, stop_loss, TIDE_KIND_COLUMN, level_node(&s->stop_loss));
  ROOT(3, take_profit, TIDE_KIND_COLUMN, level_node(&s->take_profit));
  ROOT(4, trailing_stop, TIDE_KIND_COLUMN, level_node(&s->trailing_stop));
  ROOT(5, limit, TIDE_KIND_COLUMN, s->limit);
  ROOT(6, confidence, TIDE_KIND_COLUMN, s->confidence);
#undef ROOT
}

static int check_root(const tide__evaluation *e, const struct root *r, const char *side,
                      tide_error *error) {
  const int32_t kind = tide_graph_kind(e->graph, r->node);
  if (kind == r->kind) return TIDE_OK;
  const char *wanted = r->kind == TIDE_KIND_COLUMN ? "a column" : "a condition";
  const char *found = kind < 0                   ? "no expression of this strategy"
                      : kind == TIDE_KIND_COLUMN ? "a column"
                                                 : "a condition";
  return tide__error(error, TIDE_EINVAL, "%s.%s is %s, expected %s", side, r->name, found, wanted);
}

static int mark_roots(tide__evaluation *e, struct root root[2][ROOTS], tide_error *error) {
  static const char *const sides[] = {"long", "short"};
  for (int32_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < ROOTS; i++) {
      const struct root *r = &root[side][i];
      if (r->node < 0) continue;
      const int status = check_root(e, r, sides[side], error);
      if (status < 0) return status;
      e->value[r->node].used = true;
    }
  return TIDE_OK;
}

static int align_roots(tide__evaluation *e, struct root root[2][ROOTS], tide_error *error) {
  for (int32_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < ROOTS; i++) {
      const struct root *r = &root[side][i];
      if (r->node < 0) continue;
      const void *data = r->kind == TIDE_KIND_COLUMN
                           ? (const void *)tide__evaluation_column(e, r->node, e->primary, error)
                           : tide__evaluation_bits(e, r->node, e->primary, error);
      if (!data && e->primary->candles->n) return TIDE_ENOMEM;
      *r->out = data;
    }
  return TIDE_OK;
}

/* The first bar at which every column used is defined. */
static int find_first(tide__evaluation *e, bool settled, int32_t *first, tide_error *error) {
  *first = 0;
  for (int32_t id = 0; id < e->count; id++) {
    const tide__value *v = &e->value[id];
    if (!v->used || v->kind != TIDE_KIND_COLUMN) continue;
    int32_t one;
    const int status = tide__evaluation_first(e, id, e->primary, settled, &one, error);
    if (status < 0) return status;
    if (one > *first) *first = one;
  }
  return TIDE_OK;
}

static int fill(struct signals *s, const tide_strategy *strategy, tide_error *error) {
  tide__evaluation *e = &s->evaluation;
  struct root root[2][ROOTS];
  const tide_side unused = {.enter = -1, .exit = -1, .limit = -1, .confidence = -1};
  for (int32_t side = 0; side < 2; side++) {
    s->view.side[side] = strategy->side[side];
    list_roots(strategy->side[side].used ? &strategy->side[side] : &unused, &s->view.signals[side],
               root[side]);
  }
  int status = mark_roots(e, root, error);
  if (status == TIDE_OK) status = tide__evaluate(e, error);
  if (status == TIDE_OK) status = align_roots(e, root, error);
  if (status == TIDE_OK) status = find_first(e, false, &s->view.first, error);
  if (status == TIDE_OK) status = find_first(e, true, &s->view.settled, error);
  if (status == TIDE_OK) status = tide__market_atr(e->market, e->primary, &s->view.atr, error);
  if (status == TIDE_OK)
    status = tide__market_days(e->market, e->primary, &s->view.days, &s->view.n_days, error);
  s->view.candles = e->primary->candles;
  return status;
}

int tide_signals_new(const tide_strategy *strategy, tide_market *m, tide_signals **out,
                     tide_error *error) {
  tide__domain *primary = NULL;
  int status = tide__market_domain(m, "", strategy->timeframe, NULL, &primary, error);
  if (status < 0) return status;
  tide__arena *arena = tide__market_take_arena(m);
  if (!arena) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int32_t count = tide_graph_count(strategy->graph);
  struct signals *s = tide__arena_zero(arena, sizeof *s);
  tide__value *value = tide__arena_zero(arena, (size_t)count * sizeof *value);
  if (s && value) {
    s->evaluation = (tide__evaluation){.graph = strategy->graph,
                                       .market = m,
                                       .primary = primary,
                                       .arena = arena,
                                       .count = count,
                                       .value = value};
    status = fill(s, strategy, error);
  } else {
    status = tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  if (status < 0) {
    tide__market_give_arena(m, arena);
    return status;
  }
  *out = &s->view;
  return TIDE_OK;
}

const tide__evaluation *tide__signals_evaluation(const tide_signals *view) {
  return &((const struct signals *)(const void *)view)->evaluation;
}

void tide_signals_free(tide_signals *view) {
  if (!view) return;
  const struct signals *s = (const struct signals *)(const void *)view;
  tide__market_give_arena(s->evaluation.market, s->evaluation.arena);
}

double tide_signals_value(const tide_signals *view, int32_t node, int32_t t) {
  const struct signals *s = (const struct signals *)(const void *)view;
  const tide__evaluation *e = &s->evaluation;
  if (node < 0 || node >= e->count || !e->value[node].used) return NAN;
  if (t < 0 || t >= view->candles->n) return NAN;
  const tide__value *v = &e->value[node];
  const bool column = v->kind == TIDE_KIND_COLUMN;
  if (!v->domain) return v->column[0];
  if (v->domain != e->primary) {
    const tide__map *map = NULL;
    if (tide__market_map(e->market, v->domain, e->primary, &map, NULL) < 0) return NAN;
    t = map->index[t];
    if (t < 0) return column ? (double)NAN : 0.0;
  }
  return column ? v->column[t] : (double)tide__bits_get(v->bits, t);
}

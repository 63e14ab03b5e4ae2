/* signals.c -- what a strategy says on every bar it trades on. */
#include "core/bits.h"
#include "core/error.h"
#include "graph/evaluate.h"
#include "graph/roots.h"

#include <math.h>
#include <string.h>

/* tide_signals comes first, so a pointer to one is a pointer to the other. It
 * lives in the arena of its evaluation. */
struct signals {
  tide_signals view;
  tide__evaluation evaluation;
};

static void mark_roots(tide__evaluation *e, tide__root root[2][TIDE__ROOTS]) {
  for (int32_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < TIDE__ROOTS; i++)
      if (root[side][i].node >= 0) e->value[root[side][i].node].used = true;
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

/* What is left once every node has its value. */
static int finish(struct signals *s, tide_error *error) {
  tide__evaluation *e = &s->evaluation;
  tide__root root[2][TIDE__ROOTS];
  tide__roots_list(s->view.side, s->view.signals, root);
  int status = tide__roots_align(e, root, error);
  if (status == TIDE_OK) status = find_first(e, false, &s->view.first, error);
  if (status == TIDE_OK) status = find_first(e, true, &s->view.settled, error);
  if (status == TIDE_OK) status = tide__market_atr(e->market, e->primary, &s->view.atr, error);
  if (status == TIDE_OK)
    status = tide__market_days(e->market, e->primary, &s->view.days, &s->view.n_days, error);
  return status;
}

static int begin(struct signals *s, const tide_strategy *strategy, tide_error *error) {
  tide__evaluation *e = &s->evaluation;
  tide__root root[2][TIDE__ROOTS];
  s->view.candles = e->primary->candles;
  s->view.reads_position = tide_strategy_reads_position(strategy);
  for (int32_t side = 0; side < 2; side++) s->view.side[side] = strategy->side[side];
  tide__roots_list(strategy->side, s->view.signals, root);
  int status = tide__roots_check(e->graph, root, error);
  if (status < 0) return status;
  mark_roots(e, root);
  status = tide__evaluate(e, error);
  return status == TIDE_OK ? finish(s, error) : status;
}

int tide_signals_begin(const tide_strategy *strategy, tide_market *m, tide_signals **out,
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
    status = begin(s, strategy, error);
  } else {
    status = tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  if (status < 0)
    tide__market_give_arena(m, arena);
  else
    *out = &s->view;
  return status;
}

int tide_signals_wanted(const tide_signals *view, int32_t i, tide_want *out) {
  const struct signals *s = (const struct signals *)(const void *)view;
  const tide_want *want = tide__want_at(&s->evaluation, i);
  if (!want) return TIDE_EMISSING;
  *out = *want;
  return TIDE_OK;
}

int tide_signals_resume(tide_signals *view, tide_error *error) {
  struct signals *s = (struct signals *)(void *)view;
  const int status = tide__evaluate_more(&s->evaluation, error);
  return status == TIDE_OK ? finish(s, error) : status;
}

int tide_signals_new(const tide_strategy *strategy, tide_market *m, tide_signals **out,
                     tide_error *error) {
  tide_signals *s = NULL;
  const int status = tide_signals_begin(strategy, m, &s, error);
  if (status == TIDE_WANTS) {
    tide_want want = {0};
    (void)tide_signals_wanted(s, 0, &want);
    tide_signals_free(s);
    return tide__error(error, TIDE_EINVAL, "ta.%s is computed by Lua, which is not at hand here",
                       want.ind ? want.ind->name : "?");
  }
  if (status == TIDE_OK) *out = s;
  return status;
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

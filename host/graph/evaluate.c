/* evaluate.c -- walks the nodes upwards: arguments first, each node once, on
 * the candles where its arguments meet. */
#include "graph/evaluate.h"

#include "core/bits.h"
#include "core/error.h"
#include "core/timeframe.h"
#include "indicators/run.h"

#include <math.h>

static int no_memory(tide_error *error) { return tide__error(error, TIDE_ENOMEM, "out of memory"); }

static size_t bytes_of(const tide__value *v, int32_t n) {
  return v->kind == TIDE_KIND_COLUMN ? (size_t)n * sizeof(double)
                                     : (size_t)tide__bits_words(n) * sizeof(uint64_t);
}

void *tide__evaluation_take(tide__evaluation *e, size_t size) {
  return e->take ? e->take(e, size) : tide__arena_get(e->arena, size);
}

/* Data of a node on `d`: its own, or a copy moved there and remembered. */
static const void *data_on(tide__evaluation *e, int32_t node, tide__domain *d, tide_error *error) {
  tide__value *v = &e->value[node];
  const bool column = v->kind == TIDE_KIND_COLUMN;
  if (v->domain == d) return column ? (const void *)v->column : v->bits;
  for (tide__aligned *a = v->aligned; a; a = a->next)
    if (a->domain == d) return a->data;
  const int32_t n = d->candles->n;
  const tide__map *map = NULL;
  if (v->domain && tide__market_map(e->market, v->domain, d, &map, error) < 0) return NULL;
  tide__aligned *a = tide__arena_get(e->arena, sizeof *a);
  void *data = tide__arena_get(e->arena, bytes_of(v, n));
  if (!a || !data) {
    no_memory(error);
    return NULL;
  }
  if (!map)
    for (int32_t t = 0; t < n; t++) ((double *)data)[t] = v->column[0];
  else if (column)
    tide__map_column(map, n, v->column, data);
  else
    tide__map_bits(map, n, v->bits, data);
  *a = (tide__aligned){d, data, v->aligned};
  v->aligned = a;
  return data;
}

const double *tide__evaluation_column(tide__evaluation *e, int32_t node, tide__domain *d,
                                      tide_error *error) {
  return data_on(e, node, d, error);
}

const uint64_t *tide__evaluation_bits(tide__evaluation *e, int32_t node, tide__domain *d,
                                      tide_error *error) {
  return data_on(e, node, d, error);
}

int tide__evaluation_first(tide__evaluation *e, int32_t node, tide__domain *d, bool settled,
                           int32_t *first, tide_error *error) {
  const tide__value *v = &e->value[node];
  const int32_t own = settled ? v->settled : v->first;
  const tide__map *map = NULL;
  *first = v->domain ? own : 0;
  if (!v->domain || v->domain == d) return TIDE_OK;
  const int status = tide__market_map(e->market, v->domain, d, &map, error);
  if (status == TIDE_OK) *first = tide__map_first(map, d->candles->n, own);
  return status;
}

/* The finest time frame among the arguments; of several symbols there the traded
 * one, else that of the first argument. */
static tide__domain *meeting(const tide__evaluation *e, const tide__node *x) {
  tide__domain *best = NULL;
  for (int32_t i = 0; i < x->n_args; i++) {
    tide__domain *d = e->value[x->args[i]].domain;
    if (!d || d == best) continue;
    const double now = tide__timeframe_seconds(d->timeframe);
    const double held = best ? tide__timeframe_seconds(best->timeframe) : (double)INFINITY;
    if (now < held || (now == held && d->symbol == 0)) best = d;
  }
  return best ? best : e->primary;
}

/* Lookback and warm-up of a column from those of its arguments. */
static int set_first(tide__evaluation *e, const tide__node *x, tide__value *v,
                     const int32_t added[2], tide_error *error) {
  const int32_t n = v->domain->candles->n;
  int32_t most[2] = {0, 0};
  for (int32_t i = 0; i < x->n_args; i++)
    for (int32_t settled = 0; settled < 2; settled++) {
      int32_t first;
      const int status = tide__evaluation_first(e, x->args[i], v->domain, settled, &first, error);
      if (status < 0) return status;
      if (first > most[settled]) most[settled] = first;
    }
  for (int32_t settled = 0; settled < 2; settled++)
    if (most[settled] >= n || added[settled] >= n - most[settled])
      most[settled] = n;
    else
      most[settled] += added[settled];
  v->first = most[0];
  v->settled = most[1];
  return TIDE_OK;
}

static int run_number(tide__evaluation *e, const tide__node *x, tide__value *v, tide_error *error) {
  double *block = tide__arena_get(e->arena, TIDE__BLOCK * sizeof *block);
  if (!block) return no_memory(error);
  for (int32_t i = 0; i < TIDE__BLOCK; i++) block[i] = x->numbers[0];
  v->column = block;
  return TIDE_OK;
}

static int run_field(tide__evaluation *e, const tide__node *x, tide__value *v, tide_error *error) {
  const int status =
    tide__market_domain(e->market, x->symbol, x->timeframe, e->primary, &v->domain, error);
  return status < 0 ? status : tide__field_column(e, x, v->domain, &v->column, error);
}

/* All outputs of the call at once; they stay with the call's first node. */
static double **run_outputs(tide__evaluation *e, const tide__node *x, tide__domain *d,
                            tide_error *error) {
  const int32_t outputs = tide__indicator_outputs(x->ind), n = d->candles->n;
  const double *in[TIDE_IND_MAX_IO] = {0};
  for (int32_t i = 0; i < x->n_args; i++) {
    in[i] = tide__evaluation_column(e, x->args[i], d, error);
    if (!in[i] && n) return NULL;
  }
  double **out = tide__arena_get(e->arena, (size_t)outputs * sizeof *out);
  for (int32_t i = 0; out && i < outputs; i++) {
    out[i] = tide__evaluation_take(e, (size_t)n * sizeof **out);
    if (!out[i]) out = NULL;
  }
  if (!out) {
    no_memory(error);
    return NULL;
  }
  if (tide__is_custom(x->ind)) return tide__want_add(e, x, n, in, out, error) < 0 ? NULL : out;
  const int32_t status = n ? tide__indicator_run(x->ind, n, in, x->numbers, out) : 0;
  if (status >= 0) return out;
  tide__error(error, status, "ta.%s: %s", x->ind->name, tide_strerror(status));
  return NULL;
}

/* Only the data tell where a session or a sparse indicator is first defined. What
 * counts from a condition waits for it as little as the condition does. */
bool tide__first_by_data(const tide__node *x) {
  if (x->type == TIDE__NODE_OP) return tide__op_at(x->what)->flags & TIDE__OP_SESSION;
  return x->type == TIDE__NODE_INDICATOR && x->ind->sparse &&
         !tide__indicator_takes_condition(x->ind, 0);
}

static void first_of_data(tide__value *v) {
  int32_t first = 0;
  while (first < v->domain->candles->n && v->column[first] != v->column[first]) first++;
  v->first = v->settled = first;
}

static int run_indicator(tide__evaluation *e, const tide__node *x, tide__value *v,
                         tide_error *error) {
  tide__value *leader = &e->value[x->leader];
  v->domain = meeting(e, x);
  double **outputs = leader->outputs ? leader->outputs : run_outputs(e, x, v->domain, error);
  if (!outputs) return TIDE_ENOMEM;
  leader->outputs = outputs;
  v->column = outputs[x->what];
  if (leader->wanted) return TIDE_WANTS;
  if (tide__first_by_data(x)) {
    first_of_data(v);
    return TIDE_OK;
  }
  const int32_t added[2] = {tide__call_bars(e->graph, x, false),
                            tide__call_bars(e->graph, x, true)};
  return set_first(e, x, v, added, error);
}

/* Aligns the arguments of an operator to its candles. */
static int gather(tide__evaluation *e, const tide__node *x, tide__work *w, tide__domain *d,
                  tide__operand *columns, const uint64_t **bits, tide_error *error) {
  w->column = columns;
  w->bits = bits;
  for (int32_t i = 0; i < x->n_args; i++) {
    const tide__value *arg = &e->value[x->args[i]];
    if (!arg->domain) {
      columns[i] = (tide__operand){arg->column, 0};
      continue;
    }
    const void *data = data_on(e, x->args[i], d, error);
    if (!data && w->n) return TIDE_ENOMEM;
    if (arg->kind == TIDE_KIND_COLUMN)
      columns[i] = (tide__operand){data, TIDE__BLOCK};
    else
      bits[i] = data;
  }
  return TIDE_OK;
}

static int run_op(tide__evaluation *e, const tide__node *x, tide__value *v, tide_error *error) {
  const tide__op *op = tide__op_at(x->what);
  const bool fresh = op->run == tide__run_fresh, session = op->flags & TIDE__OP_SESSION;
  v->domain = fresh ? e->primary : meeting(e, x);
  tide__work w = {.n = v->domain->candles->n,
                  .n_args = x->n_args,
                  .candles = v->domain->candles,
                  .numbers = x->numbers,
                  .strict = tide__market_strict(e->market)};
  tide__operand columns[TIDE_GRAPH_MAX_ARGS];
  const uint64_t *bits[TIDE_GRAPH_MAX_ARGS];
  tide__domain *read = fresh ? e->value[x->args[0]].domain : v->domain;
  if (!read) read = v->domain;
  int status = gather(e, x, &w, read, columns, bits, error);
  if (status == TIDE_OK && session) status = tide__market_zone(e->market, x->text, &w.zone, error);
  const tide__map *map = NULL;
  if (status == TIDE_OK && fresh)
    status = tide__market_map(e->market, read, v->domain, &map, error);
  if (status < 0) return status;
  if (map) w.index = map->index;

  void *out = tide__evaluation_take(e, bytes_of(v, w.n));
  if (!out) return no_memory(error);
  if (v->kind == TIDE_KIND_COLUMN)
    v->column = w.y = out;
  else
    v->bits = w.out = out;
  op->run(&w);
  if (v->kind != TIDE_KIND_COLUMN) return TIDE_OK;
  if (tide__first_by_data(x)) {
    first_of_data(v);
    return TIDE_OK;
  }
  const bool shift = op->run == tide__run_shift;
  const int32_t k = shift ? (int32_t)x->numbers[0] : 0;
  return set_first(e, x, v, (int32_t[]){k, k}, error);
}

int tide__evaluate_node(tide__evaluation *e, int32_t id, tide_error *error) {
  const tide__node *x = tide__graph_node(e->graph, id);
  tide__value *v = &e->value[id];
  v->kind = x->kind;
  switch (x->type) {
  case TIDE__NODE_NUMBER:
    return run_number(e, x, v, error);
  case TIDE__NODE_FIELD:
    return run_field(e, x, v, error);
  case TIDE__NODE_INDICATOR:
    return run_indicator(e, x, v, error);
  default:
    return run_op(e, x, v, error);
  }
}

int tide__evaluate(tide__evaluation *e, tide_error *error) {
  for (int32_t id = e->count - 1; id >= 0; id--) {
    if (!e->value[id].used) continue;
    const tide__node *x = tide__graph_node(e->graph, id);
    for (int32_t i = 0; i < x->n_args; i++) e->value[x->args[i]].used = true;
  }
  return tide__evaluate_more(e, error);
}

static bool is_ready(const tide__evaluation *e, const tide__node *x) {
  for (int32_t i = 0; i < x->n_args; i++)
    if (!e->value[x->args[i]].done) return false;
  return true;
}

int tide__evaluate_more(tide__evaluation *e, tide_error *error) {
  int result = TIDE_OK;
  tide__wants_clear(e);
  for (int32_t id = 0; id < e->count; id++) {
    tide__value *v = &e->value[id];
    if (!v->used || v->done) continue;
    int status = TIDE_WANTS;
    if (is_ready(e, tide__graph_node(e->graph, id))) status = tide__evaluate_node(e, id, error);
    if (status < 0) return status;
    v->done = status == TIDE_OK;
    if (!v->done) result = TIDE_WANTS;
  }
  return result;
}

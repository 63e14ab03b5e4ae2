/* worker.c -- what a thread does until all is done: run a strategy whose conditions
 * are there, else compute the next conditions. Running comes first, because what a
 * strategy alone needs is free afterwards. */
#include "population/worker.h"

#include "core/bits.h"
#include "core/error.h"
#include "graph/roots.h"

#include <string.h>

enum { CHUNK = 4096 }; /* bars of a column that all its comparisons read from the first cache */

static void finish_member(tide_batch *b, int32_t member, const char *error) {
  pthread_mutex_lock(&b->lock);
  b->row[member].error = error;
  b->finished[b->done++] = member;
  b->refused += error != NULL;
  pthread_mutex_unlock(&b->lock);
}

void tide__batch_refuse(void *arg, int32_t member, const char *error) {
  finish_member(arg, member, error);
}

static void fail_member(tide_batch *b, int32_t member, const char *error) {
  pthread_mutex_lock(&b->lock);
  error = tide__population_text(b->population, error);
  pthread_mutex_unlock(&b->lock);
  finish_member(b, member, error);
}

/* The first bar at which every column that the member uses is defined. */
static int find_first(tide__round *round, tide__computer *w, const tide__member *m, bool settled,
                      int32_t *first) {
  tide__evaluation *e = &w->evaluation;
  *first = 0;
  for (int32_t i = 0; i < m->n_nodes; i++) {
    int32_t one;
    if (round->cells.cell[m->nodes[i]].kind != TIDE_KIND_COLUMN) continue;
    const int status =
      tide__evaluation_first(e, m->nodes[i], round->primary, settled, &one, &w->error);
    if (status < 0) return status;
    if (one > *first) *first = one;
  }
  return TIDE_OK;
}

static int fill_signals(tide_batch *b, tide__worker *w, const tide__member *m,
                        tide__root root[2][TIDE__ROOTS], tide_signals *s) {
  tide__round *round = b->round;
  tide__computer *computer = &w->computer;
  for (int32_t i = 0; i < m->n_nodes; i++) tide__cells_show(computer, m->nodes[i], false);
  for (int32_t i = 0; i < 2 * TIDE__ROOTS; i++) {
    const int32_t node = root[i / TIDE__ROOTS][i % TIDE__ROOTS].node;
    if (node >= 0) tide__cells_show(computer, node, true);
  }
  int status = tide__roots_align(&computer->evaluation, root, &computer->error);
  if (status == TIDE_OK) status = find_first(round, computer, m, false, &s->first);
  if (status == TIDE_OK) status = find_first(round, computer, m, true, &s->settled);
  for (int32_t i = 0; i < m->n_nodes; i++) tide__cells_hide(computer, m->nodes[i]);
  return status;
}

static int simulate(tide_batch *b, tide__worker *w, int32_t member, tide_signals *s) {
  tide_result r;
  const int status = tide__backtest_run(s, &b->settings, &w->scratch, &r, &w->computer.error);
  if (status < 0) return status;
  if (b->kept && tide__batch_keep(b, member, s, &r, &w->scratch) < 0)
    return tide__error(&w->computer.error, TIDE_ENOMEM, "out of memory");
  tide_batch_row *row = &b->row[member];
  double *metric = b->metric + (size_t)member * (size_t)b->metrics;
  memcpy(metric, r.metric, (size_t)b->metrics * sizeof *metric);
  row->metric = metric;
  row->n_trades = r.n_trades;
  row->ruined = r.ruined;
  return status;
}

static void run_member(tide_batch *b, tide__worker *w, int32_t member) {
  tide__round *round = b->round;
  tide__cells *cells = &round->cells;
  const tide__member *m = &b->population->member[member];
  tide_signals s = {.candles = round->primary->candles,
                    .side = {m->side[0], m->side[1]},
                    .atr = round->atr,
                    .n_days = round->n_days,
                    .days = round->days};
  tide__root root[2][TIDE__ROOTS];
  int32_t held = 0;
  int status = TIDE_OK;
  tide__roots_list(s.side, s.signals, root);
  for (; held < 2 * TIDE__ROOTS && status == TIDE_OK; held++) {
    const int32_t node = root[held / TIDE__ROOTS][held % TIDE__ROOTS].node;
    if (node >= 0) status = tide__cells_hold(&w->computer, node);
    if (status < 0) break;
  }
  if (status == TIDE_OK) status = fill_signals(b, w, m, root, &s);
  if (status == TIDE_OK) status = simulate(b, w, member, &s);
  tide__arena_reset(w->computer.evaluation.arena);
  for (int32_t i = 0; i < 2 * TIDE__ROOTS; i++) {
    const int32_t node = root[i / TIDE__ROOTS][i % TIDE__ROOTS].node;
    if (node < 0) continue;
    if (i < held) tide__cells_let_go(cells, node);
    tide__cells_used(cells, node);
  }
  if (status == TIDE_OK)
    finish_member(b, member, NULL);
  else
    fail_member(b, member, w->computer.error.text);
}

/* All comparisons of a task over the same few bars, then over the next. */
static void compare_together(const tide__round *round, const tide__task *task, tide__domain *d,
                             const tide__slot *out) {
  const tide__cells *c = &round->cells;
  const double *x = c->cell[task->column].data;
  const int32_t n = d->candles->n;
  for (int32_t t = 0; t < n; t += CHUNK)
    for (int32_t k = 0; k < task->count; k++) {
      const tide__node *node = tide__graph_node(c->graph, round->order[task->first + k]);
      tide__operand column[TIDE_GRAPH_MAX_ARGS];
      for (int32_t i = 0; i < node->n_args; i++)
        column[i] = node->args[i] == task->column ? (tide__operand){x + t, TIDE__BLOCK}
                                                  : (tide__operand){c->cell[node->args[i]].data, 0};
      const tide__work w = {.n = n - t < CHUNK ? n - t : CHUNK,
                            .n_args = node->n_args,
                            .candles = d->candles,
                            .column = column,
                            .numbers = node->numbers,
                            .out = (uint64_t *)out[k].at + t / 64};
      tide__op_at(node->what)->run(&w);
    }
}

/* False when the conditions are to be computed one by one. */
static bool do_together(tide_batch *b, tide__worker *w, const tide__task *task) {
  tide__round *round = b->round;
  tide__cells *c = &round->cells;
  if (task->column < 0 || tide__cells_hold(&w->computer, task->column) < 0) return false;
  tide__domain *d = c->cell[task->column].domain;
  tide__slot out[64];
  bool ok = true;
  for (int32_t i = 0; i < task->count; i++) {
    out[i] = tide__cells_take(c, (size_t)tide__bits_words(d->candles->n) * sizeof(uint64_t));
    ok = ok && out[i].at;
  }
  if (ok) compare_together(round, task, d, out);
  for (int32_t i = 0; i < task->count; i++) {
    const int32_t node = round->order[task->first + i];
    const tide__node *x = tide__graph_node(c->graph, node);
    const bool first = ok && tide__cells_publish(c, node, d, out[i]);
    if (!ok) tide__cells_give(c, out[i]);
    for (int32_t k = 0; k < x->n_args && first; k++) tide__cells_used(c, x->args[k]);
  }
  tide__cells_let_go(c, task->column);
  return ok;
}

static void do_task(tide_batch *b, tide__worker *w, const tide__task *task) {
  if (do_together(b, w, task)) return;
  for (int32_t i = 0; i < task->count; i++) {
    const int32_t node = b->round->order[task->first + i];
    /* What fails here fails again for the strategies that need it, and is told then. */
    if (tide__cells_hold(&w->computer, node) == TIDE_OK) tide__cells_let_go(&b->round->cells, node);
  }
}

/* With the lock: those that waited for these conditions only can run. */
static void release_members(tide_batch *b, const tide__task *task) {
  const tide__round *round = b->round;
  const int32_t from = round->waiting_from[task->first];
  const int32_t to = round->waiting_from[task->first + task->count];
  for (int32_t i = from; i < to; i++)
    if (--round->pending[round->waiting[i]] == 0) b->ready[b->n_ready++] = round->waiting[i];
}

/* The next task of a thread, with the lock; when its own are begun, the last of the
 * thread that has most left. NULL when all are begun. */
static const tide__task *next_task(tide_batch *b, tide__worker *w) {
  if (b->tasks == 0) return NULL;
  b->tasks--;
  if (w->next_task < w->end_task) return &b->round->task[w->next_task++];
  tide__worker *most = w;
  for (int32_t i = 0; i < tide__pool_threads(b->population->pool); i++) {
    tide__worker *other = &b->worker[i];
    if (other->end_task - other->next_task > most->end_task - most->next_task) most = other;
  }
  return &b->round->task[--most->end_task];
}

/* One thing to do, with the lock; false when there is nothing left, ever. */
static bool serve_one(tide_batch *b, tide__worker *w) {
  while (!b->n_ready && b->tasks == 0 && b->working > 0) pthread_cond_wait(&b->more, &b->lock);
  if (atomic_load(&b->stop) || (!b->n_ready && b->tasks == 0)) return false;
  const int32_t member = b->n_ready ? b->ready[--b->n_ready] : -1;
  const tide__task *task = member < 0 ? next_task(b, w) : NULL;
  b->working++;
  pthread_mutex_unlock(&b->lock);
  if (task)
    do_task(b, w, task);
  else
    run_member(b, w, member);
  pthread_mutex_lock(&b->lock);
  b->working--;
  if (task) release_members(b, task);
  return true;
}

void tide__worker_serve(void *arg, int32_t thread) {
  tide_batch *b = arg;
  pthread_mutex_lock(&b->lock);
  while (serve_one(b, &b->worker[thread]))
    if (b->n_ready || b->working == 0) pthread_cond_broadcast(&b->more);
  pthread_cond_broadcast(&b->more);
  pthread_mutex_unlock(&b->lock);
}

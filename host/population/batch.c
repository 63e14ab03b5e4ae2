/* batch.c -- a population at work on one market: rounds, progress, results. */
#include "core/decimal.h"
#include "population/worker.h"

#include <stdlib.h>
#include <string.h>

tide_batch *tide_batch_new(tide_population *p, tide_market *m, const tide_settings *settings,
                           double memory) {
  tide_batch *b = calloc(1, sizeof *b);
  if (!b) return NULL;
  const size_t count = (size_t)(p->count ? p->count : 1);
  b->population = p;
  b->market = m;
  atomic_fetch_add(&p->holders, 1);
  tide__market_hold(m);
  b->settings = *settings;
  b->settings.record_fills = false;
  b->memory = memory < 0.0 ? 0 : memory < 0x1p62 ? (size_t)memory : (size_t)1 << 62;
  b->metrics = tide_metric_count();
  pthread_mutex_init(&b->lock, NULL);
  pthread_cond_init(&b->more, NULL);
  b->worker = calloc((size_t)tide__pool_threads(p->pool), sizeof *b->worker);
  b->wanted = malloc(count * sizeof *b->wanted);
  b->row = calloc(count, sizeof *b->row);
  b->metric = malloc(count * (size_t)b->metrics * sizeof *b->metric);
  b->finished = malloc(count * sizeof *b->finished);
  b->ready = malloc(count * sizeof *b->ready);
  if (!b->worker || !b->wanted || !b->row || !b->metric || !b->finished || !b->ready) {
    tide_batch_free(b);
    return NULL;
  }
  for (int32_t i = 0; i < p->count; i++) b->wanted[i] = true;
  b->total = p->count;
  return b;
}

static void end_round(tide_batch *b) {
  if (!b->round) return;
  for (int32_t i = 0; i < tide__pool_threads(b->population->pool); i++)
    tide__computer_free(&b->worker[i].computer);
  if (b->round->cells.most > b->most) b->most = b->round->cells.most;
  tide__round_free(b->round);
  b->round = NULL;
}

void tide_batch_free(tide_batch *b) {
  if (!b) return;
  tide_batch_stop(b);
  end_round(b);
  for (int32_t i = 0; b->worker && i < tide__pool_threads(b->population->pool); i++)
    tide__scratch_free(&b->worker[i].scratch);
  pthread_mutex_destroy(&b->lock);
  pthread_cond_destroy(&b->more);
  free(b->worker);
  free(b->wanted);
  free(b->row);
  free(b->metric);
  tide__kept_free(b);
  free(b->finished);
  free(b->ready);
  tide_market_free(b->market);
  tide_population_free(b->population);
  free(b);
}

void tide_batch_skip(tide_batch *b, int32_t i) {
  if (b->started || i < 0 || i >= b->population->count || !b->wanted[i]) return;
  b->wanted[i] = false;
  b->total--;
}

static bool any_wanted(const tide_batch *b) {
  for (int32_t i = 0; i < b->population->count; i++)
    if (b->wanted[i]) return true;
  return false;
}

/* Members whose line was no strategy. */
static void refuse_broken(tide_batch *b) {
  for (int32_t i = 0; i < b->population->count; i++) {
    const char *error = b->population->member[i].view.error;
    if (!b->wanted[i] || !error) continue;
    b->wanted[i] = false;
    tide__batch_refuse(b, i, error);
  }
}

/* Tasks that stand together read the same columns: each thread has a stretch of its own,
 * so that they do not wait for one another's. */
static void share_tasks(tide_batch *b, int32_t tasks, int32_t threads) {
  b->tasks = tasks;
  for (int32_t i = 0; i < threads; i++) {
    b->worker[i].next_task = (int32_t)((int64_t)tasks * i / threads);
    b->worker[i].end_task = (int32_t)((int64_t)tasks * (i + 1) / threads);
  }
}

/* The members of one more time frame; false when out of memory. */
static bool begin_round(tide_batch *b) {
  tide__round *round =
    tide__round_new(b->population, b->market, b->wanted, b->memory, tide__batch_refuse, b);
  const int32_t threads = tide__pool_threads(b->population->pool);
  bool ok = round != NULL;
  b->round = round;
  for (int32_t i = 0; i < threads && round; i++)
    ok = tide__computer_init(&b->worker[i].computer, &round->cells) && ok;
  if (!ok) return false;
  share_tasks(b, round->n_tasks, threads);
  b->n_ready = 0;
  b->nodes += round->nodes;
  b->columns += round->columns;
  for (int32_t i = round->n_run - 1; i >= 0; i--)
    if (round->pending[round->run[i]] == 0) b->ready[b->n_ready++] = round->run[i];
  tide__pool_start(b->population->pool, tide__worker_serve, b);
  return true;
}

/* Starts rounds that have something to do, once the one before is over. */
static int go_on(tide_batch *b) {
  end_round(b);
  if (b->failed) return TIDE_ENOMEM;
  if (atomic_load(&b->stop) || !any_wanted(b)) return TIDE_OK;
  if (begin_round(b)) return TIDE_OK;
  end_round(b);
  b->failed = true;
  return TIDE_ENOMEM;
}

int tide_batch_start(tide_batch *b) {
  if (b->started) return TIDE_OK;
  b->started = true;
  refuse_broken(b);
  return go_on(b);
}

int tide_batch_poll(tide_batch *b, double seconds, tide_batch_state *state) {
  int status = b->failed ? TIDE_ENOMEM : TIDE_OK;
  if (b->round && tide__pool_wait(b->population->pool, seconds)) status = go_on(b);
  *state = (tide_batch_state){
    .total = b->total, .nodes = b->nodes, .columns = b->columns, .running = b->round != NULL};
  pthread_mutex_lock(&b->lock);
  state->done = b->done;
  state->failed = b->refused;
  pthread_mutex_unlock(&b->lock);
  size_t most = b->most;
  if (b->round) {
    tide__cells *c = &b->round->cells;
    pthread_mutex_lock(&c->lock);
    state->held = (double)tide__slab_held(c->slab);
    if (c->most > most) most = c->most;
    pthread_mutex_unlock(&c->lock);
  }
  state->most = (double)most;
  return status;
}

int32_t tide_batch_next(tide_batch *b) {
  pthread_mutex_lock(&b->lock);
  const int32_t next = b->told < b->done ? b->finished[b->told++] : -1;
  pthread_mutex_unlock(&b->lock);
  return next;
}

const tide_batch_row *tide_batch_row_at(const tide_batch *b, int32_t i) {
  return i >= 0 && i < b->population->count ? &b->row[i] : NULL;
}

int32_t tide_batch_text(const tide_batch *b, int32_t i, char *out, int32_t size) {
  const tide_batch_row *row = tide_batch_row_at(b, i);
  int32_t n = 0;
  if (!row || !row->metric) return TIDE_EINVAL;
  for (int32_t k = 0; k < b->metrics; k++) {
    const char *name = tide_metric_name(k);
    const int32_t length = (int32_t)strlen(name);
    if (n + length + 8 + TIDE__DECIMAL_SIZE > size) return TIDE_EINVAL;
    out[n++] = k ? ',' : '{';
    out[n++] = '"';
    memcpy(out + n, name, (size_t)length);
    n += length;
    out[n++] = '"';
    out[n++] = ':';
    n += tide__decimal_write(row->metric[k], out + n);
  }
  out[n++] = '}';
  return n;
}

void tide_batch_stop(tide_batch *b) {
  atomic_store(&b->stop, true);
  if (b->round) tide__pool_wait(b->population->pool, -1.0);
}

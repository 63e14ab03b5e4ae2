/* worker.h -- what the threads of a batch share. */
#pragma once
#include "backtest/scratch.h"
#include "population/round.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct {
  tide__computer computer;
  tide__scratch scratch;
  int32_t next_task, end_task; /* its share of what is left; under the lock of the batch */
} tide__worker;

/* Returns of the periods of a run, on their own. */
typedef struct {
  int32_t n;
  double per_year, *r;
} tide__kept;

struct tide_batch {
  tide_population *population;
  tide_market *market;
  tide_settings settings;
  size_t memory, most;
  tide__round *round; /* of this round */
  tide__worker *worker;
  bool *wanted; /* members of rounds to come */
  atomic_bool stop;
  bool started, failed; /* failed: out of memory */
  int32_t metrics;
  tide_batch_row *row;
  double *metric;    /* [count][metrics] */
  tide__kept *kept;  /* [count], or NULL: returns are not kept */
  int32_t *finished; /* in order of completion */
  int32_t total, done, refused, told, nodes, columns;
  /* The rest is under this lock; so are finished, done and refused. */
  pthread_mutex_t lock;
  pthread_cond_t more;     /* something can be done, or all is */
  int32_t tasks, working;  /* tasks that nobody has begun */
  int32_t *ready, n_ready; /* members that can run; the last comes first */
};

/* The work of one thread of the pool for one round. */
void tide__worker_serve(void *batch, int32_t thread);

/* returns.c: keeps the returns of a member that has just run in the scratch; or TIDE_ENOMEM. */
int tide__batch_keep(tide_batch *b, int32_t member, const tide_signals *s, const tide_result *r,
                     tide__scratch *k);
void tide__kept_free(tide_batch *b);

/* A member has failed before it could run. */
void tide__batch_refuse(void *batch, int32_t member, const char *error);

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

/* A member has failed before it could run. */
void tide__batch_refuse(void *batch, int32_t member, const char *error);

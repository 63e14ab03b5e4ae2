/* pool.c -- a fixed team of threads that sleep between jobs. */
#include "core/pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
  MOST_THREADS = 1024,
  STACK = 64 << 20 /* deep expressions recurse; untouched pages are free */
};

typedef struct {
  tide__pool *pool;
  int32_t number;
  pthread_t thread;
} member;

struct tide__pool {
  pthread_mutex_t lock;
  pthread_cond_t begin, over;
  int32_t threads, working;
  uint64_t job; /* counts up */
  bool leave;
  tide__pool_work work;
  void *arg;
  member member[];
};

static void *serve(void *me) {
  const member *m = me;
  tide__pool *p = m->pool;
  uint64_t seen = 0;
  pthread_mutex_lock(&p->lock);
  for (;;) {
    while (!p->leave && p->job == seen) pthread_cond_wait(&p->begin, &p->lock);
    if (p->leave) break;
    seen = p->job;
    pthread_mutex_unlock(&p->lock);
    p->work(p->arg, m->number);
    pthread_mutex_lock(&p->lock);
    if (--p->working == 0) pthread_cond_broadcast(&p->over);
  }
  pthread_mutex_unlock(&p->lock);
  return NULL;
}

int32_t tide__pool_processors(void) {
  const long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (int32_t)n;
}

static void make_threads(tide__pool *p, int32_t wanted) {
  pthread_attr_t attributes;
  sigset_t all, before;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (int32_t i = 0; i < wanted; i++) {
    member *m = &p->member[i];
    *m = (member){.pool = p, .number = i};
    if (pthread_create(&m->thread, &attributes, serve, m) != 0) break;
    p->threads++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
}

tide__pool *tide__pool_new(int32_t threads) {
  if (threads < 1) threads = 1;
  if (threads > MOST_THREADS) threads = MOST_THREADS;
  tide__pool *p = calloc(1, sizeof *p + (size_t)threads * sizeof(member));
  if (!p) return NULL;
  pthread_condattr_t clock;
  pthread_condattr_init(&clock);
  pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->begin, NULL);
  pthread_cond_init(&p->over, &clock);
  pthread_condattr_destroy(&clock);
  make_threads(p, threads);
  if (p->threads > 0) return p;
  tide__pool_free(p);
  return NULL;
}

void tide__pool_free(tide__pool *p) {
  if (!p) return;
  tide__pool_wait(p, -1.0);
  pthread_mutex_lock(&p->lock);
  p->leave = true;
  pthread_cond_broadcast(&p->begin);
  pthread_mutex_unlock(&p->lock);
  for (int32_t i = 0; i < p->threads; i++) pthread_join(p->member[i].thread, NULL);
  pthread_cond_destroy(&p->begin);
  pthread_cond_destroy(&p->over);
  pthread_mutex_destroy(&p->lock);
  free(p);
}

int32_t tide__pool_threads(const tide__pool *p) { return p->threads; }

void tide__pool_start(tide__pool *p, tide__pool_work work, void *arg) {
  pthread_mutex_lock(&p->lock);
  p->work = work;
  p->arg = arg;
  p->working = p->threads;
  p->job++;
  pthread_cond_broadcast(&p->begin);
  pthread_mutex_unlock(&p->lock);
}

bool tide__pool_wait(tide__pool *p, double seconds) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  if (seconds >= 0.0) {
    const double at = (double)until.tv_nsec * 1e-9 + seconds;
    until.tv_sec += (time_t)at;
    until.tv_nsec = (long)((at - (double)(time_t)at) * 1e9);
  }
  pthread_mutex_lock(&p->lock);
  int late = 0;
  while (p->working > 0 && late == 0)
    late = seconds < 0.0 ? pthread_cond_wait(&p->over, &p->lock)
                         : pthread_cond_timedwait(&p->over, &p->lock, &until);
  const bool done = p->working == 0;
  pthread_mutex_unlock(&p->lock);
  return done;
}

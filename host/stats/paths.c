/* paths.c -- many paths of one account, in threads. The random numbers of a path come from
 * the seed and its own number, so that nothing depends on who made it. */
#include "core/arena.h"
#include "core/pool.h"
#include "core/random.h"
#include "stats/path.h"

#include <math.h>

enum { MOST_PATHS = 10000000, MOST_POINTS = 100000 };

typedef struct {
  const tide_path_step *steps;
  int32_t n, threads;
  const tide_path_plan *plan;
  const tide_path_results *out;
  int32_t *draw;   /* [threads][n] */
  double *returns; /* [threads][n] */
} work;

static uint64_t stream(const tide_path_plan *plan, int32_t number) {
  uint64_t seed = (uint64_t)(int64_t)plan->seed;
  uint64_t of_seed = tide__random_bits(&seed) + (uint64_t)number;
  return tide__random_bits(&of_seed);
}

static void make_paths(void *arg, int32_t thread) {
  const work *w = arg;
  const size_t own = (size_t)thread * (size_t)w->n;
  for (int32_t at = thread; at < w->plan->paths; at += w->threads) {
    uint64_t random = stream(w->plan, w->plan->first + at);
    tide__path p = {
      .steps = w->steps, .draw = w->draw + own, .n = w->n, .at = at, .returns = w->returns + own};
    p.length = tide__path_draw(w->plan, w->n, &random, w->draw + own);
    tide__path_walk(&p, w->plan, w->out);
  }
}

static bool within(int32_t x, int32_t low, int32_t high) { return x >= low && x <= high; }

static bool valid(const tide_path_plan *p) {
  return within(p->method, TIDE_PATH_AS_IS, TIDE_PATH_SKIP) && within(p->paths, 1, MOST_PATHS) &&
         within(p->first, 0, MOST_PATHS) && within(p->points, 1, MOST_POINTS) && p->threads >= 0 &&
         fabs(p->seed) < 0x1p63 && (p->block >= 1.0 || (p->block >= 0.0 && p->block <= 0.0)) &&
         p->skip >= 0.0 && p->skip < 1.0 && p->cash > 0.0 && isfinite(p->cash) &&
         p->per_year > 0.0 && isfinite(p->per_year) && isfinite(p->risk_free);
}

static bool all_finite(const tide_path_step *steps, int32_t n) {
  for (int32_t i = 0; i < n; i++)
    if (!isfinite(steps[i].share) || !isfinite(steps[i].cash) || !isfinite(steps[i].low) ||
        !isfinite(steps[i].low_cash))
      return false;
  return true;
}

/* A thread is not worth its start for fewer steps than this. */
enum { STEPS_A_THREAD = 50000 };

static int32_t threads_for(const tide_path_plan *plan, int32_t n) {
  const int32_t wanted = plan->threads > 0 ? plan->threads : tide__pool_processors();
  const int64_t worth = (int64_t)n * plan->paths / STEPS_A_THREAD;
  const int32_t most = worth < plan->paths ? (int32_t)worth : plan->paths;
  return most < 1 ? 1 : wanted < most ? wanted : most;
}

/* Without a pool, in the calling thread. */
static void run(work *w) {
  tide__pool *pool = w->threads > 1 ? tide__pool_new(w->threads) : NULL;
  w->threads = pool ? tide__pool_threads(pool) : 1;
  if (!pool) {
    make_paths(w, 0);
    return;
  }
  tide__pool_start(pool, make_paths, w);
  tide__pool_free(pool);
}

int tide_paths_run(const tide_path_step *steps, int32_t n, const tide_path_plan *plan,
                   const tide_path_results *out) {
  if (!valid(plan)) return TIDE_EINVAL;
  if (n < 1) return TIDE_ESHORT;
  if (!all_finite(steps, n)) return TIDE_EDATA;
  work w = {.steps = steps, .n = n, .threads = threads_for(plan, n), .plan = plan, .out = out};
  tide__arena *memory = tide__arena_new();
  const size_t room = (size_t)w.threads * (size_t)n;
  w.draw = memory ? tide__arena_get(memory, room * sizeof *w.draw) : NULL;
  w.returns = memory ? tide__arena_get(memory, room * sizeof *w.returns) : NULL;
  const bool fine = w.draw && w.returns;
  if (fine) run(&w);
  tide__arena_free(memory);
  return fine ? TIDE_OK : TIDE_ENOMEM;
}

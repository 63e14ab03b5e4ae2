/* paths_threads_test.c -- paths made by three threads are those of one. */
#include "tide.h"

#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 700, PATHS = 500, POINTS = 9, COLUMNS = 4 + POINTS + 1 };

/* [COLUMNS][PATHS] doubles of one run; NULL when it fails. */
static double *run(const tide_path_step *steps, int32_t method, int32_t threads) {
  double *x = calloc((size_t)COLUMNS * PATHS, sizeof *x);
  if (!x) return NULL;
  const tide_path_plan plan = {.method = method,
                               .paths = PATHS,
                               .points = POINTS,
                               .threads = threads,
                               .seed = 7.0,
                               .skip = 0.2,
                               .cash = 1000.0,
                               .per_year = 250.0};
  const tide_path_results out = {.final_equity = x,
                                 .max_drawdown = x + PATHS,
                                 .sharpe_ratio = x + (size_t)2 * PATHS,
                                 .lowest = x + (size_t)3 * PATHS,
                                 .equity = x + (size_t)4 * PATHS};
  if (tide_paths_run(steps, STEPS, &plan, &out) == TIDE_OK) return x;
  free(x);
  return NULL;
}

static bool differ(const double *a, const double *b) {
  for (int32_t i = 0; i < COLUMNS * PATHS; i++)
    if (a[i] < b[i] || a[i] > b[i]) return true;
  return false;
}

int main(void) {
  tide_path_step steps[STEPS];
  for (int32_t i = 0; i < STEPS; i++) {
    const double share = (double)(i * 37 % 101 - 50) / 2000.0;
    steps[i] = (tide_path_step){.share = share, .low = share < -0.01 ? share : -0.01};
  }
  int failed = 0;
  for (int32_t method = TIDE_PATH_AS_IS; method <= TIDE_PATH_SKIP; method++) {
    double *one = run(steps, method, 1), *three = run(steps, method, 3);
    failed |= !one || !three || differ(one, three);
    free(one);
    free(three);
  }
  if (failed) fprintf(stderr, "threads that make paths disagree\n");
  return failed;
}

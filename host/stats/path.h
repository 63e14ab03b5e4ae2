/* path.h -- one path: which steps it takes, and where they lead. */
#pragma once
#include "tide.h"

/* Writes the numbers of the steps of a path of n steps into draw [n]; returns how many. */
int32_t tide__path_draw(const tide_path_plan *plan, int32_t n, uint64_t *random, int32_t *draw);

/* What a path takes: steps[draw[0]] .. steps[draw[length - 1]] of n, returns [length] for its own
 * use; `at` is its place in the columns of `out`. */
typedef struct {
  const tide_path_step *steps;
  const int32_t *draw;
  int32_t n, length, at;
  double *returns;
} tide__path;
void tide__path_walk(const tide__path *p, const tide_path_plan *plan, const tide_path_results *out);

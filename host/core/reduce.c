/* reduce.c -- passes in four lanes. There is no NaN here, and one order of
 * additions is as good as another as long as it stays. */
#include "core/reduce.h"

#include "core/cpu.h"
#include "core/lanes.h"

enum { VECTORS = 8, STRIDE = VECTORS * TIDE__LANES };

TIDE__CLONES void tide__repeat(double *x, int32_t n, double value) {
  for (int32_t i = 0; i < n; i++) x[i] = value;
}

/* Several independent chains: one would wait for itself at every step. */
TIDE__CLONES int32_t tide__find_at_least(const double *x, int32_t from, int32_t to, double limit,
                                         double *least) {
  double smallest = *least;
  tide__lanes low[VECTORS];
  for (int32_t k = 0; k < VECTORS; k++)
    low[k] = (tide__lanes){smallest, smallest, smallest, smallest};
  int32_t i = from;
  for (; i + STRIDE <= to; i += STRIDE) {
    tide__choice reached = {0};
    for (int32_t k = 0; k < VECTORS; k++) reached |= TIDE__LOAD(x + i + TIDE__LANES * k) >= limit;
    if (TIDE__ANY(reached)) break;
    for (int32_t k = 0; k < VECTORS; k++) {
      const tide__lanes v = TIDE__LOAD(x + i + TIDE__LANES * k);
      low[k] = TIDE__PICK(v < low[k], v, low[k]);
    }
  }
  for (int32_t k = 0; k < STRIDE; k++) {
    const double at = low[k / TIDE__LANES][k % TIDE__LANES];
    if (at < smallest) smallest = at;
  }
  for (; i < to && x[i] < limit; i++)
    if (x[i] < smallest) smallest = x[i];
  *least = smallest;
  return i;
}

TIDE__CLONES int32_t tide__find_at_most(const double *x, int32_t from, int32_t to, double limit) {
  int32_t i = from;
  for (; i + STRIDE <= to; i += STRIDE) {
    tide__choice reached = {0};
    for (int32_t k = 0; k < VECTORS; k++) reached |= TIDE__LOAD(x + i + TIDE__LANES * k) <= limit;
    if (TIDE__ANY(reached)) break;
  }
  while (i < to && !(x[i] <= limit)) i++;
  return i;
}

TIDE__CLONES double tide__sum(const double *x, int32_t n) {
  tide__lanes a = {0.0}, b = {0.0};
  int32_t i = 0;
  for (; i + 2 * TIDE__LANES <= n; i += 2 * TIDE__LANES) {
    a += TIDE__LOAD(x + i);
    b += TIDE__LOAD(x + i + TIDE__LANES);
  }
  a += b;
  double sum = TIDE__TOTAL(a);
  for (; i < n; i++) sum += x[i];
  return sum;
}

TIDE__CLONES double tide__sum_products(const double *x, double mean_x, const double *y,
                                       double mean_y, int32_t n) {
  tide__lanes a = {0.0}, b = {0.0};
  int32_t i = 0;
  for (; i + 2 * TIDE__LANES <= n; i += 2 * TIDE__LANES) {
    a += (TIDE__LOAD(x + i) - mean_x) * (TIDE__LOAD(y + i) - mean_y);
    b += (TIDE__LOAD(x + i + TIDE__LANES) - mean_x) * (TIDE__LOAD(y + i + TIDE__LANES) - mean_y);
  }
  a += b;
  double sum = TIDE__TOTAL(a);
  for (; i < n; i++) sum += (x[i] - mean_x) * (y[i] - mean_y);
  return sum;
}

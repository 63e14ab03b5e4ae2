/* reduce.c -- reductions that the compiler may not reorder on its own. There is
 * no NaN here, and one order is as good as another as long as it stays. */
#include "core/reduce.h"

#include "core/cpu.h"

#include <string.h>

typedef double lanes __attribute__((vector_size(32)));
typedef int64_t choice __attribute__((vector_size(32)));

static inline __attribute__((always_inline)) double reduce(const double *x, int32_t n,
                                                           int largest) {
  lanes best = {x[0], x[0], x[0], x[0]};
  int32_t i = 0;
  for (; i + 4 <= n; i += 4) {
    lanes v;
    memcpy(&v, x + i, sizeof v);
    const choice better = largest ? v > best : v < best;
    best = (lanes)((better & (choice)v) | (~better & (choice)best));
  }
  double result = best[0];
  for (int32_t lane = 1; lane < 4; lane++)
    if (largest ? best[lane] > result : best[lane] < result) result = best[lane];
  for (; i < n; i++)
    if (largest ? x[i] > result : x[i] < result) result = x[i];
  return result;
}

TIDE__CLONES double tide__max(const double *x, int32_t from, int32_t to) {
  return reduce(x + from, to - from, 1);
}

TIDE__CLONES double tide__min(const double *x, int32_t from, int32_t to) {
  return reduce(x + from, to - from, 0);
}

TIDE__CLONES double tide__sum(const double *x, int32_t n) {
  lanes a = {0.0}, b = {0.0};
  int32_t i = 0;
  for (; i + 8 <= n; i += 8) {
    lanes v, w;
    memcpy(&v, x + i, sizeof v);
    memcpy(&w, x + i + 4, sizeof w);
    a += v;
    b += w;
  }
  a += b;
  double sum = (a[0] + a[1]) + (a[2] + a[3]);
  for (; i < n; i++) sum += x[i];
  return sum;
}

enum { STRIDE = 16 };

TIDE__CLONES int32_t tide__find_at_least(const double *x, int32_t from, int32_t to, double limit,
                                         double *least) {
  lanes low = {*least, *least, *least, *least};
  int32_t i = from;
  for (; i + STRIDE <= to; i += STRIDE) {
    lanes v[STRIDE / 4];
    memcpy(v, x + i, sizeof v);
    choice reached = v[0] >= limit;
    for (int32_t k = 1; k < STRIDE / 4; k++) reached |= v[k] >= limit;
    if (reached[0] | reached[1] | reached[2] | reached[3]) break;
    for (int32_t k = 0; k < STRIDE / 4; k++) {
      const choice lower = v[k] < low;
      low = (lanes)((lower & (choice)v[k]) | (~lower & (choice)low));
    }
  }
  double smallest = low[0];
  for (int32_t lane = 1; lane < 4; lane++)
    if (low[lane] < smallest) smallest = low[lane];
  for (; i < to && x[i] < limit; i++)
    if (x[i] < smallest) smallest = x[i];
  *least = smallest;
  return i;
}

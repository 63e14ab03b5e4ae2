/* interval.c -- between what the mean of a column lies: the percentile interval of its
 * bootstrap. Reference: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993),
 * chapter 13. */
#include "stats/bootstrap.h"
#include "stats/matrix.h"

#include <stdlib.h>

static void draw_means(const double *x, int32_t n, const tide_bootstrap *boot, int32_t *draw,
                       double *means) {
  uint64_t random = tide__bootstrap_seed(boot);
  const double block = tide__bootstrap_block(boot, n);
  for (int32_t i = 0; i < boot->samples; i++) {
    tide__bootstrap_draw(&random, n, block, draw);
    double sum = 0.0;
    for (int32_t t = 0; t < n; t++) sum += x[draw[t]];
    means[i] = sum / n;
  }
}

int tide_mean_interval(const double *x, int32_t n, double level, const tide_bootstrap *boot,
                       double *low, double *high) {
  if (!tide__bootstrap_valid(boot) || !(level > 0.0 && level < 1.0)) return TIDE_EINVAL;
  if (n < 2) return TIDE_ESHORT;
  if (!tide__matrix_finite(x, 1, n)) return TIDE_EDATA;
  int32_t *draw = malloc((size_t)n * sizeof *draw);
  double *means = malloc((size_t)boot->samples * sizeof *means);
  const double wanted[] = {(1.0 - level) / 2.0, (1.0 + level) / 2.0};
  double found[2];
  bool room = draw && means;
  if (room) {
    draw_means(x, n, boot, draw, means);
    room = tide_quantiles(means, boot->samples, 1, wanted, 2, found) >= 0;
  }
  if (room) {
    *low = found[0];
    *high = found[1];
  }
  free(draw);
  free(means);
  return room ? TIDE_OK : TIDE_ENOMEM;
}

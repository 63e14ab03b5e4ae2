/* sharpe_test.c -- are two Sharpe ratios different, or do they only look so?
 *
 * The difference is a function of four means, those of both returns and of their squares;
 * its deviation is that of y = gradient * (returns and squares), a single column. P values
 * come from a studentized bootstrap of circular blocks: with the fat tails of returns the
 * normal distribution finds differences too often.
 *
 * Reference: O. Ledoit, M. Wolf, Robust Performance Hypothesis Testing with the Sharpe Ratio,
 * Journal of Empirical Finance 15 (2008), sections 3.1 and 3.2. */
#include "core/arena.h"
#include "core/random.h"
#include "stats/bootstrap.h"
#include "stats/long_run.h"
#include "stats/matrix.h"
#include "stats/moments.h"

enum { SIDES = 2, PARTS = 4 }; /* of a, of b, of a^2, of b^2 */

/* The difference, and its gradient by the four means. */
typedef struct {
  double difference;
  double gradient[PARTS];
} estimate;

static bool estimate_from(const double *mean, estimate *out) {
  double sharpe[SIDES];
  for (int32_t i = 0; i < SIDES; i++) {
    const double variance = mean[SIDES + i] - mean[i] * mean[i];
    if (!(variance > 1e-12 * mean[SIDES + i])) return false;
    const double cubed = variance * sqrt(variance), sign = i == 0 ? 1.0 : -1.0;
    sharpe[i] = mean[i] / sqrt(variance);
    out->gradient[i] = sign * mean[SIDES + i] / cubed;
    out->gradient[SIDES + i] = -0.5 * sign * mean[i] / cubed;
  }
  out->difference = sharpe[0] - sharpe[1];
  return true;
}

static double project(const estimate *e, const double *part) {
  double sum = 0.0;
  for (int32_t k = 0; k < PARTS; k++) sum += e->gradient[k] * part[k];
  return sum;
}

/* until[t]: sums of the four parts over the first t days, twice round. */
static void sum_up(const double *const *returns, int32_t n, double (*until)[PARTS]) {
  for (int32_t t = 0; t < 2 * n; t++)
    for (int32_t k = 0; k < PARTS; k++) {
      const double x = returns[k % SIDES][t % n];
      until[t + 1][k] = until[t][k] + (k < SIDES ? x : x * x);
    }
}

/* One sample of blocks: the distance of its difference from the data's, in deviations. */
static bool studentize(uint64_t *random, double (*const until)[PARTS], int32_t n, int32_t block,
                       double (*sums)[PARTS], double difference, double *out) {
  const int32_t blocks = n / block;
  double mean[PARTS] = {0.0};
  for (int32_t j = 0; j < blocks; j++) {
    const uint32_t from = tide__random_below(random, (uint32_t)n);
    for (int32_t k = 0; k < PARTS; k++) {
      sums[j][k] = until[from + (uint32_t)block][k] - until[from][k];
      mean[k] += sums[j][k];
    }
  }
  const double days = (double)blocks * block;
  for (int32_t k = 0; k < PARTS; k++) mean[k] /= days;
  estimate e;
  if (!estimate_from(mean, &e)) return false;
  const double center = block * project(&e, mean);
  double squares = 0.0;
  for (int32_t j = 0; j < blocks; j++) {
    const double y = project(&e, sums[j]) - center;
    squares += y * y;
  }
  /* squares / days is the long-run variance */
  *out = fabs(e.difference - difference) / (sqrt(squares) / days);
  return squares > 0.0;
}

static double deviation_of(const estimate *e, const double *const *returns, int32_t n, double *y,
                           double *scratch) {
  for (int32_t t = 0; t < n; t++) {
    const double a = returns[0][t], b = returns[1][t];
    y[t] = project(e, (const double[PARTS]){a, b, a * a, b * b});
  }
  return sqrt(tide__long_run_variance(y, n, scratch) / (n - PARTS));
}

static bool run(const double *const *returns, int32_t n, const tide_bootstrap *b,
                tide__arena *memory, tide_sharpe_test *out) {
  double(*until)[PARTS] = tide__arena_zero(memory, (2 * (size_t)n + 1) * sizeof *until);
  double(*sums)[PARTS] = tide__arena_get(memory, (size_t)n * sizeof *sums);
  double *y = tide__arena_get(memory, (size_t)n * sizeof *y);
  double *scratch = tide__arena_get(memory, (size_t)n * sizeof *scratch);
  if (!until || !sums || !y || !scratch) return false;
  *out = (tide_sharpe_test){.difference = TIDE__NAN, .deviation = TIDE__NAN, .p = TIDE__NAN};
  sum_up(returns, n, until);
  double mean[PARTS];
  for (int32_t k = 0; k < PARTS; k++) mean[k] = until[n][k] / n;
  estimate e;
  if (!estimate_from(mean, &e)) return true;
  const double sample = sqrt((n - 1.0) / n); /* from population to sample deviation */
  out->difference = e.difference * sample;
  const double deviation = deviation_of(&e, returns, n, y, scratch);
  if (!(deviation > 0.0)) return true; /* one and the same */
  out->deviation = deviation * sample;
  const double found = fabs(e.difference) / deviation;
  const double wanted = floor(tide__bootstrap_block(b, n) + 0.5);
  const int32_t half = n / 2;
  const int32_t block = wanted > half ? half : (int32_t)wanted;
  uint64_t random = tide__bootstrap_seed(b);
  int32_t extreme = 0;
  for (int32_t i = 0; i < b->samples; i++) {
    double distance;
    /* a sample that does not move says nothing against the null hypothesis */
    if (!studentize(&random, until, n, block, sums, e.difference, &distance) || distance >= found)
      extreme++;
  }
  out->p = tide__bootstrap_p(extreme, b->samples);
  return true;
}

int tide_sharpe_compare(const double *a, const double *b, int32_t n, const tide_bootstrap *boot,
                        tide_sharpe_test *out) {
  if (!tide__bootstrap_valid(boot)) return TIDE_EINVAL;
  if (n < 10) return TIDE_ESHORT;
  if (!tide__matrix_finite(a, 1, n) || !tide__matrix_finite(b, 1, n)) return TIDE_EDATA;
  tide__arena *memory = tide__arena_new();
  const bool room = memory && run((const double *const[]){a, b}, n, boot, memory, out);
  tide__arena_free(memory);
  return room ? TIDE_OK : TIDE_ENOMEM;
}

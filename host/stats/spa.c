/* spa.c -- superior predictive ability: is the best of many strategies better than a
 * benchmark, or only the best of many?
 *
 *   T = max(0, max over k of sqrt(n) mean(d_k) / w_k)
 *
 * d_k being daily returns less the benchmark's, against the same of bootstrap samples whose
 * means are moved to where the null hypothesis has them. What is far below the benchmark
 * would only dilute the test: it is left where it is by the lower P value, by the consistent
 * one when it is clearly worse, and moved up to the benchmark by the upper.
 *
 * Reference: P. R. Hansen, A Test for Superior Predictive Ability, Journal of Business &
 * Economic Statistics 23 (2005). */
#include "core/arena.h"
#include "stats/bootstrap.h"
#include "stats/matrix.h"
#include "stats/moments.h"

enum { CHUNK = 64, LOWER = 0, CONSISTENT = 1, UPPER = 2, KINDS = 3 };

typedef struct {
  int32_t n, days;       /* of strategies that move */
  const double **row;    /* [n] */
  int32_t *number;       /* [n] in the matrix */
  double *mean, *width;  /* [n] of the daily excess; w_k / sqrt(days) */
  double *center[KINDS]; /* [n] what is taken off a sample's mean */
  double *times;         /* [CHUNK][days] how often a sample has each day, / days */
  double *product;       /* [CHUNK][n] means of samples */
  int32_t *draw;         /* [days] */
  int32_t extreme[KINDS];
} test;

/* Variance of the stationary bootstrap's mean, times n, without drawing. */
static double long_variance(const double *row, double mean, int32_t n, double block) {
  const double stay = 1.0 - 1.0 / block;
  double sum = tide__sum_products(row, mean, row, mean, n) / n;
  for (int32_t lag = 1; lag < n; lag++) {
    const double weight =
      ((double)(n - lag) * pow(stay, lag) + (double)lag * pow(stay, n - lag)) / n;
    if (weight < 1e-14) continue;
    sum += 2.0 * weight * tide__sum_products(row, mean, row + lag, mean, n - lag) / n;
  }
  return sum;
}

static void add_row(test *s, const double *row, int32_t number, double block) {
  const double mean = tide__mean(row, s->days);
  const double variance = long_variance(row, mean, s->days, block);
  const double square = tide__sum_products(row, 0.0, row, 0.0, s->days) / s->days;
  if (!(variance > 1e-12 * square)) return; /* does not move */
  const double width = sqrt(variance / s->days);
  const double clearly = -sqrt(2.0 * log(log(s->days)));
  s->row[s->n] = row;
  s->number[s->n] = number;
  s->mean[s->n] = mean;
  s->width[s->n] = width;
  s->center[LOWER][s->n] = mean > 0.0 ? mean : 0.0;
  s->center[CONSISTENT][s->n] = mean / width >= clearly ? mean : 0.0;
  s->center[UPPER][s->n] = mean;
  s->n++;
}

static void count_days(const test *s, double *times) {
  tide__repeat(times, s->days, 0.0);
  for (int32_t t = 0; t < s->days; t++) times[s->draw[t]] += 1.0 / s->days;
}

static void compare(test *s, const double *means, double statistic) {
  for (int32_t kind = 0; kind < KINDS; kind++) {
    double most = 0.0;
    for (int32_t k = 0; k < s->n; k++) {
      const double t = (means[k] - s->center[kind][k]) / s->width[k];
      if (t > most) most = t;
    }
    s->extreme[kind] += most >= statistic;
  }
}

static void try_samples(test *s, const tide_bootstrap *b, double block, double statistic) {
  const double *times[CHUNK];
  uint64_t random = tide__bootstrap_seed(b);
  for (int32_t i = 0; i < CHUNK; i++) times[i] = s->times + (size_t)i * (size_t)s->days;
  for (int32_t from = 0; from < b->samples; from += CHUNK) {
    const int32_t count = b->samples - from < CHUNK ? b->samples - from : CHUNK;
    for (int32_t i = 0; i < count; i++) {
      tide__bootstrap_draw(&random, s->days, block, s->draw);
      count_days(s, s->times + (size_t)i * (size_t)s->days);
    }
    tide__rows_multiply(times, count, s->row, s->n, s->days, s->product);
    for (int32_t i = 0; i < count; i++)
      compare(s, s->product + (size_t)i * (size_t)s->n, statistic);
  }
}

static bool make_room(test *s, tide__arena *memory, int32_t n) {
  const size_t rows = (size_t)n * sizeof(double), days = (size_t)s->days;
  s->row = tide__arena_get(memory, (size_t)n * sizeof *s->row);
  s->number = tide__arena_get(memory, (size_t)n * sizeof *s->number);
  s->mean = tide__arena_get(memory, rows);
  s->width = tide__arena_get(memory, rows);
  for (int32_t kind = 0; kind < KINDS; kind++) s->center[kind] = tide__arena_get(memory, rows);
  s->times = tide__arena_get(memory, CHUNK * days * sizeof *s->times);
  s->product = tide__arena_get(memory, CHUNK * rows);
  s->draw = tide__arena_get(memory, days * sizeof *s->draw);
  return s->row && s->number && s->mean && s->width && s->center[LOWER] && s->center[CONSISTENT] &&
         s->center[UPPER] && s->times && s->product && s->draw;
}

static void run(test *s, const double *excess, int32_t n, const tide_bootstrap *b, tide_spa *out) {
  const double block = tide__bootstrap_block(b, s->days);
  for (int32_t i = 0; i < n; i++) add_row(s, excess + (size_t)i * (size_t)s->days, i, block);
  *out = (tide_spa){
    .best = -1, .statistic = TIDE__NAN, .p_lower = TIDE__NAN, .p = TIDE__NAN, .p_upper = TIDE__NAN};
  if (s->n == 0) return;
  double most = -TIDE__INF;
  for (int32_t k = 0; k < s->n; k++) {
    if (!(s->mean[k] / s->width[k] > most)) continue;
    most = s->mean[k] / s->width[k];
    out->best = s->number[k];
  }
  out->statistic = most > 0.0 ? most : 0.0;
  try_samples(s, b, block, out->statistic);
  out->p_lower = tide__bootstrap_p(s->extreme[LOWER], b->samples);
  out->p = tide__bootstrap_p(s->extreme[CONSISTENT], b->samples);
  out->p_upper = tide__bootstrap_p(s->extreme[UPPER], b->samples);
}

int tide_spa_measure(const double *excess, int32_t n, int32_t days, const tide_bootstrap *b,
                     tide_spa *out) {
  if (n < 1 || !tide__bootstrap_valid(b)) return TIDE_EINVAL;
  if (days < 10) return TIDE_ESHORT;
  if (!tide__matrix_finite(excess, n, days)) return TIDE_EDATA;
  test s = {.days = days};
  tide__arena *memory = tide__arena_new();
  const bool room = memory && make_room(&s, memory, n);
  if (room) run(&s, excess, n, b, out);
  tide__arena_free(memory);
  return room ? TIDE_OK : TIDE_ENOMEM;
}

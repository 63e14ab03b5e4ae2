/* means.c -- are the means of two columns different: in-sample and out of it.
 *
 * Welch's t, for deviations and lengths that differ, with the degrees of freedom of
 * Satterthwaite; and its distribution when both columns, moved to one mean, are drawn again
 * in stretches. References: B. L. Welch, Biometrika 34 (1947); B. Efron, R. J. Tibshirani, An
 * Introduction to the Bootstrap (1993), algorithm 16.2. */
#include "core/arena.h"
#include "stats/bootstrap.h"
#include "stats/matrix.h"
#include "stats/moments.h"

enum { COLUMNS = 2 };

typedef struct {
  int32_t n;
  const double *x;
  double mean, share; /* share: variance / n */
  double *again;      /* [n] a sample, less the mean */
  int32_t *draw;      /* [n] */
} column;

static void measure(column *c) {
  c->mean = tide__mean(c->x, c->n);
  c->share = tide__variance(c->x, c->n, c->mean) / c->n;
}

static double sample_t(column *columns, const tide_bootstrap *b, uint64_t *random) {
  double mean[COLUMNS], share = 0.0;
  for (int32_t i = 0; i < COLUMNS; i++) {
    column *c = &columns[i];
    tide__bootstrap_draw(random, c->n, tide__bootstrap_block(b, c->n), c->draw);
    for (int32_t t = 0; t < c->n; t++) c->again[t] = c->x[c->draw[t]] - c->mean;
    mean[i] = tide__mean(c->again, c->n);
    share += tide__variance(c->again, c->n, mean[i]) / c->n;
  }
  return (mean[0] - mean[1]) / sqrt(share);
}

static double bootstrap(column *columns, double t, const tide_bootstrap *b) {
  uint64_t random = tide__bootstrap_seed(b);
  int32_t extreme = 0;
  for (int32_t i = 0; i < b->samples; i++)
    /* not a number when a sample does not move: nothing against the null hypothesis */
    extreme += !(fabs(sample_t(columns, b, &random)) < fabs(t));
  return tide__bootstrap_p(extreme, b->samples);
}

static void test(column *columns, const tide_bootstrap *b, tide_means_test *out) {
  const column *x = &columns[0], *y = &columns[1];
  measure(&columns[0]);
  measure(&columns[1]);
  *out = (tide_means_test){.difference = x->mean - y->mean,
                           .t = TIDE__NAN,
                           .degrees = TIDE__NAN,
                           .p = TIDE__NAN,
                           .p_bootstrap = TIDE__NAN};
  const double share = x->share + y->share;
  if (!(share > 0.0)) return;
  out->t = out->difference / sqrt(share);
  out->degrees =
    share * share / (x->share * x->share / (x->n - 1) + y->share * y->share / (y->n - 1));
  out->p = 2.0 * tide_student_cdf(-fabs(out->t), out->degrees);
  out->p_bootstrap = bootstrap(columns, out->t, b);
}

int tide_means_compare(const double *a, int32_t na, const double *b, int32_t nb,
                       const tide_bootstrap *boot, tide_means_test *out) {
  if (!tide__bootstrap_valid(boot)) return TIDE_EINVAL;
  if (na < 2 || nb < 2) return TIDE_ESHORT;
  if (!tide__matrix_finite(a, 1, na) || !tide__matrix_finite(b, 1, nb)) return TIDE_EDATA;
  column columns[COLUMNS] = {{.n = na, .x = a}, {.n = nb, .x = b}};
  tide__arena *memory = tide__arena_new();
  bool room = memory != NULL;
  for (int32_t i = 0; i < COLUMNS && room; i++) {
    column *c = &columns[i];
    c->again = tide__arena_get(memory, (size_t)c->n * sizeof *c->again);
    c->draw = tide__arena_get(memory, (size_t)c->n * sizeof *c->draw);
    room = c->again && c->draw;
  }
  if (room) test(columns, boot, out);
  tide__arena_free(memory);
  return room ? TIDE_OK : TIDE_ENOMEM;
}

/* path.c -- one path: which steps it takes, and where they lead. */
#include "stats/path.h"

#include "core/random.h"
#include "stats/bootstrap.h"
#include "stats/moments.h"

static void shuffle(int32_t n, uint64_t *random, int32_t *draw) {
  for (int32_t i = n - 1; i > 0; i--) {
    const int32_t k = (int32_t)tide__random_below(random, (uint32_t)i + 1);
    const int32_t taken = draw[i];
    draw[i] = draw[k];
    draw[k] = taken;
  }
}

static int32_t keep_some(int32_t n, double skip, uint64_t *random, int32_t *draw) {
  int32_t kept = 0;
  for (int32_t i = 0; i < n; i++) {
    draw[kept] = i;
    kept += tide__random_uniform(random) >= skip;
  }
  return kept;
}

int32_t tide__path_draw(const tide_path_plan *plan, int32_t n, uint64_t *random, int32_t *draw) {
  switch (plan->method) {
  case TIDE_PATH_RESAMPLE:
    for (int32_t i = 0; i < n; i++) draw[i] = (int32_t)tide__random_below(random, (uint32_t)n);
    return n;
  case TIDE_PATH_BLOCKS: {
    const tide_bootstrap b = {.block = plan->block};
    tide__bootstrap_draw(random, n, tide__bootstrap_block(&b, n), draw);
    return n;
  }
  case TIDE_PATH_SKIP:
    return keep_some(n, plan->skip, random, draw);
  default:
    for (int32_t i = 0; i < n; i++) draw[i] = i;
    if (plan->method == TIDE_PATH_SHUFFLE) shuffle(n, random, draw);
    return n;
  }
}

typedef struct {
  double equity, peak, lowest;
  double fall, floor; /* the deepest fall so far, and the equity that would be deeper */
} account;

static void take_step(account *a, const tide_path_step *s) {
  const double e = a->equity;
  const double after = e + e * s->share + s->cash, worst = e + e * s->low + s->low_cash;
  const double least = worst < after ? worst : after;
  if (least < a->lowest) a->lowest = least;
  if (least < a->floor) {
    a->fall = 1.0 - least / a->peak;
    a->floor = least;
  }
  a->equity = least > 0.0 ? after : least; /* lost in between: nothing comes after */
  if (a->equity > a->peak) {
    a->peak = a->equity;
    a->floor = a->peak * (1.0 - a->fall);
  }
}

/* Returns that differ by rounding only do not move. */
static double sharpe(const double *r, int32_t n, double risk_free, double per_year) {
  const double mean = tide__mean(r, n), variance = tide__variance(r, n, mean);
  if (!(variance > 1e-24 * mean * mean) || !(variance > 0.0)) return TIDE__NAN;
  return (mean - risk_free / per_year) / sqrt(variance) * sqrt(per_year);
}

void tide__path_walk(const tide__path *p, const tide_path_plan *plan,
                     const tide_path_results *out) {
  account a = {.equity = plan->cash, .peak = plan->cash, .lowest = plan->cash, .floor = plan->cash};
  double *noted = out->equity + (size_t)p->at * ((size_t)plan->points + 1);
  int32_t i = 0;
  for (int32_t k = 0; k <= plan->points; k++) {
    const int32_t end = (int32_t)((int64_t)p->length * k / plan->points);
    for (; i < end && a.equity > 0.0; i++) {
      const tide_path_step *s = &p->steps[p->draw[i]];
      p->returns[i] = s->share + (s->cash < 0.0 || s->cash > 0.0 ? s->cash / a.equity : 0.0);
      take_step(&a, s);
    }
    noted[k] = a.equity;
  }
  out->final_equity[p->at] = a.equity;
  out->max_drawdown[p->at] = a.fall;
  out->lowest[p->at] = a.lowest;
  out->sharpe_ratio[p->at] =
    sharpe(p->returns, i, plan->risk_free, plan->per_year * p->length / p->n);
}

/* percent_rank.c -- share of the values before that are not above this one.
 *
 *   percent_rank[t] = 100 * (how many of x[t-n .. t-1] are x[t] or below) / n
 */
#include "indicators/rank.h"
#include "indicators/steps.h"

static int32_t percent_rank_lookback(const double *p) { return (int32_t)p[0]; }

struct percent_rank {
  tide__rank before;
  bool whole;
};

static int32_t percent_rank_memory(const double *p) {
  return (int32_t)sizeof(struct percent_rank) + tide__rank_bytes(p[0]);
}

static void percent_rank_begin(struct percent_rank *s, const double *p, void *memory) {
  tide__rank_begin(&s->before, p[0], memory);
}

static inline void percent_rank_step(struct percent_rank *s, const double *x, double *y) {
  const double upto = (double)tide__rank_upto(&s->before, x[0]);
  y[0] = s->whole && x[0] == x[0] ? 100.0 * upto / (double)s->before.w.period : TIDE__NAN;
  s->whole = tide__rank_next(&s->before, x[0]);
}

TIDE__WINDOW_STEPS(percent_rank, 1, 1)

const tide_indicator tide_ind_percent_rank = {
  .name = "percent_rank",
  .title = "Percent Rank",
  .group = "statistic",
  .source = "the share of a sample that a value reaches, as charts count it",
  .inputs = {"real"},
  .outputs = {"percent_rank"},
  .units = {"percent"},
  .params = {{.name = "period", .min = 1, .max = 5000, .def = 100, .step = 1, .integer = true}},
  .out_min = 0.0,
  .out_max = 100.0,
  .lookback = percent_rank_lookback,
  .warmup = percent_rank_lookback,
  TIDE__STREAM(percent_rank),
};

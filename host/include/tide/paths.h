/* paths.h -- what an account might have gone through. */

/* What an account might have gone through: its steps, trades or days, drawn again. Where equity is
 * e before a step, e * (1 + share) + cash is left after it, and e * (1 + low) + low_cash at the
 * worst moment in between. Equity of 0 and below ends a path. */
typedef struct {
  double share, cash;
  double low, low_cash;
} tide_path_step;

/* Steps as they were; drawn with replacement, one by one or in stretches; in another order; some
 * of them left out. */
enum {
  TIDE_PATH_AS_IS = 0,
  TIDE_PATH_RESAMPLE = 1,
  TIDE_PATH_BLOCKS = 2,
  TIDE_PATH_SHUFFLE = 3,
  TIDE_PATH_SKIP = 4
};

/* How paths are made.
 *   first, paths  numbers of the paths, from 0 on: a path depends on its number and the seed only
 *   points     equity is noted so many times in each path, at equal shares of its steps
 *   threads    0: as many as the machine runs at once
 *   seed       a whole number
 *   block      steps that stay together, in the mean, >= 1; 0: the cube root of all
 *   skip       the share left out, 0 <= skip < 1
 *   cash       equity at the start, > 0
 *   per_year   steps of a year, > 0; a path that leaves some out has fewer
 *   risk_free  per year */
typedef struct {
  int32_t method, first, paths, points, threads;
  double seed, block, skip;
  double cash, per_year, risk_free;
} tide_path_plan;

/* What came of each path: columns [paths].
 *   max_drawdown  from the highest equity after a step to the worst moment, a fraction
 *   sharpe_ratio  annual, of the returns of the steps; NaN when they do not move
 *   lowest        equity at its worst moment
 *   equity        [paths][points + 1], the start first */
typedef struct {
  double *final_equity, *max_drawdown, *sharpe_ratio, *lowest;
  double *equity;
} tide_path_results;
/* steps [n]. TIDE_EINVAL, TIDE_ESHORT (n < 1), TIDE_EDATA (a step is not finite), TIDE_ENOMEM. */
int tide_paths_run(const tide_path_step *steps, int32_t n, const tide_path_plan *plan,
                   const tide_path_results *out);

/* Type-7 quantiles of x[0], x[stride] ... n of them, those that are no numbers left out.
 *   q, out  [count] from 0 to 1; NaN where nothing is left
 * Returns how many numbers there were, or TIDE_ENOMEM. */
int32_t tide_quantiles(const double *x, int32_t n, int32_t stride, const double *q, int32_t count,
                       double *out);

/* statistics.h -- what judges returns, and the search that found them. */

/* Formulas and their sources: docs/reference/statistics.md. Sharpe ratios are those of one
 * period, a day as a rule, unless "annual" stands there. Undefined is NaN. */

double tide_normal_cdf(double x);
double tide_normal_quantile(double p); /* its inverse; NaN outside 0..1 */
/* Student's t; degrees > 0, not only whole ones. */
double tide_student_cdf(double t, double degrees);

/* What n returns are like.
 *   deviation  sample deviation; sharpe = mean / deviation
 *   skew, kurtosis  population moments; kurtosis of a normal distribution is 3
 * Undefined are deviation below two returns, the three after it when all are the same. */
typedef struct {
  int32_t n;
  double mean, deviation, sharpe;
  double skew, kurtosis;
} tide_moments;
/* r [n] finite. */
void tide_moments_measure(int32_t n, const double *r, tide_moments *out);

/* Probability that the true Sharpe is above `benchmark`. */
double tide_psr(const tide_moments *m, double benchmark);
/* Returns needed until tide_psr says `confidence` (0.5 < c < 1) at the same Sharpe and shape;
 * undefined when the Sharpe is not above the benchmark. */
double tide_min_track_record(const tide_moments *m, double benchmark, double confidence);

/* The Sharpe expected of the best of so many independent tries without an edge whose Sharpe
 * ratios have this variance. trials >= 1, not only whole ones; one try: 0. */
double tide_luck_best(double trials, double variance);
/* The variance to take: never less than 1 / (days - 1), which Sharpe ratios of tries without
 * an edge have by chance alone. NaN when nothing is known of it. */
double tide_luck_variance(double days, double variance);
/* The annual Sharpe expected of the best of so many tries without an edge over so many days. */
double tide_noise_hurdle(double trials, double days, double per_year);
/* tide_psr against tide_luck_best: the deflated Sharpe ratio. */
double tide_dsr(const tide_moments *m, double trials, double variance);
/* Years of data below which luck alone is expected to reach this annual Sharpe > 0. */
double tide_min_backtest(double trials, double sharpe);

/* Probability of backtest overfitting, over all ways to choose half of the slices.
 *   pbo         share of them in which the best of the half is not above the median of the other
 *   loss        share of them in which it loses in the other
 *   sharpe_in, sharpe_out  mean Sharpe of the best, in the half and in the other
 *   slope       of the line of the latter on the former; below 0: the better the worse */
typedef struct {
  int32_t combinations;
  double pbo, loss, sharpe_in, sharpe_out, slope;
} tide_pbo;
/* 12870 for 16 slices; 0 unless slices is even and in 2..20. */
int32_t tide_pbo_combinations(int32_t slices);
/* returns [n][days]; days that slices do not divide are spread over them. logits
 * [combinations] or NULL: ln(w / (1 - w)), w the rank of the best over n + 1, in no order that
 * matters. A strategy that does not move in a half counts as a Sharpe of 0 there. TIDE_EINVAL
 * (n < 2, slices), TIDE_ESHORT (below two days a slice), TIDE_EDATA (a return is not finite),
 * TIDE_ENOMEM. */
int tide_pbo_measure(const double *returns, int32_t n, int32_t days, int32_t slices, double *logits,
                     tide_pbo *out);

/* How much strategies are like each other.
 *   moving  how many have deviation; only they count
 *   mean    of their correlations, over all pairs
 *   square  mean of the squared correlations, less what unrelated returns have by chance
 * mean and square are undefined below two. */
typedef struct {
  int32_t moving;
  double mean, square;
} tide_dependence;
/* returns [n][days]. TIDE_EINVAL (n < 1), TIDE_ESHORT (days < 3), TIDE_EDATA, TIDE_ENOMEM. */
int tide_dependence_measure(const double *returns, int32_t n, int32_t days, tide_dependence *out);
/* As how many independent ones n count: by their mean correlation, and by their squares. */
double tide_effective_trials(double n, double mean);
double tide_effective_breadth(double n, double square);

/* How days are drawn again.
 *   samples  1..10,000,000
 *   block    days that stay together, in the mean, >= 1; 0: the cube root of all
 *   seed     a whole number: the same draws on every machine */
typedef struct {
  int32_t samples;
  double block, seed;
} tide_bootstrap;

/* Superior predictive ability: P values of "no strategy is better than the benchmark".
 *   best       the strategy with the largest statistic, -1: none moves, the rest is undefined
 *   statistic  the largest mean excess in its deviations, at least 0
 *   p          the consistent one; p_lower and p_upper are what it lies between */
typedef struct {
  int32_t best;
  double statistic, p_lower, p, p_upper;
} tide_spa;
/* excess [n][days]: returns less those of the benchmark. TIDE_EINVAL (n < 1, b), TIDE_ESHORT
 * (days < 10), TIDE_EDATA, TIDE_ENOMEM. */
int tide_spa_measure(const double *excess, int32_t n, int32_t days, const tide_bootstrap *b,
                     tide_spa *out);

/* The Sharpe of a less that of b on the same n days, its deviation, and the P value of "they
 * are the same", two-sided. Undefined when one does not move; deviation and p when a is b. */
typedef struct {
  double difference, deviation, p;
} tide_sharpe_test;
/* TIDE_EINVAL (boot), TIDE_ESHORT (n < 10), TIDE_EDATA, TIDE_ENOMEM. */
int tide_sharpe_compare(const double *a, const double *b, int32_t n, const tide_bootstrap *boot,
                        tide_sharpe_test *out);

/* The mean of a less that of b, and P values of "they are the same", two-sided: by Welch's t
 * with its degrees of freedom, and by drawing again. Undefined when neither moves. */
typedef struct {
  double difference, t, degrees, p, p_bootstrap;
} tide_means_test;
/* TIDE_EINVAL (boot), TIDE_ESHORT (below two), TIDE_EDATA, TIDE_ENOMEM. */
int tide_means_compare(const double *a, int32_t na, const double *b, int32_t nb,
                       const tide_bootstrap *boot, tide_means_test *out);

/* Where the mean of n numbers lies when they are drawn again: the quantiles (1 - level) / 2 and
 * (1 + level) / 2 of the means of the samples (percentile interval, type-7). x [n] finite, 0 <
 * level < 1. TIDE_EINVAL (boot, level), TIDE_ESHORT (below two), TIDE_EDATA, TIDE_ENOMEM. */
int tide_mean_interval(const double *x, int32_t n, double level, const tide_bootstrap *boot,
                       double *low, double *high);

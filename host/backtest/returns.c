/* returns.c -- metrics of the period returns: risk-adjusted return, tails,
 * moments, and the line through the market's returns. */
#include "backtest/metrics.h"

/* Moves the k + 1 smallest values of x to its front, the largest of them at k. */
static void select_smallest(double *x, int32_t n, int32_t k) {
  int32_t low = 0, high = n - 1;
  while (low < high) {
    const double pivot = x[low + (high - low) / 2];
    int32_t i = low, j = high;
    while (i <= j) {
      while (x[i] < pivot) i++;
      while (x[j] > pivot) j--;
      if (i > j) break;
      const double swapped = x[i];
      x[i++] = x[j];
      x[j--] = swapped;
    }
    if (k <= j)
      high = j;
    else if (k >= i)
      low = i;
    else
      return;
  }
}

/* Type-7 quantile; reorders x, whose `tail` smallest values stand in front. */
static double quantile(double *x, int32_t n, int32_t tail, double q) {
  const double at = q * (n - 1);
  const int32_t k = (int32_t)at;
  const int32_t among = k + 1 < tail ? tail : n;
  select_smallest(x, among, k);
  if (k + 1 >= n) return x[k];
  double above = x[k + 1];
  for (int32_t i = k + 2; i < among; i++)
    if (x[i] < above) above = x[i];
  return x[k] + (at - k) * (above - x[k]);
}

/* Moves the values below `limit` to the front; how many they are. Quantiles of
 * the tail then search a fraction of the values. */
static int32_t gather_below(double *x, int32_t n, double limit) {
  int32_t front = 0;
  for (int32_t i = 0; i < n; i++) {
    const double value = x[i];
    x[i] = x[front];
    x[front] = value;
    front += value < limit;
  }
  return front;
}

static void measure_tails(double *m, tide__periods *p, double limit) {
  const int32_t tail = gather_below(p->r, p->n, limit);
  m[TIDE__M_var_95] = -quantile(p->r, p->n, tail, 0.05);
  double sum = 0.0;
  int32_t count = 0;
  for (int32_t i = 0; i < p->n; i++) {
    if (p->r[i] > -m[TIDE__M_var_95]) continue;
    sum += p->r[i];
    count++;
  }
  m[TIDE__M_cvar_95] = count > 0 ? -sum / count : TIDE__NAN;
  m[TIDE__M_var_99] = -quantile(p->r, p->n, tail, 0.01);
}

/* psr is the probability that the true Sharpe is above 0. */
static void measure_moments(double *m, const tide__periods *p, double sharpe) {
  tide_moments moments = {.n = p->n, .sharpe = sharpe};
  tide__moments_shape(&moments, p->r, p->mean);
  m[TIDE__M_skew] = moments.skew;
  m[TIDE__M_kurtosis] = moments.kurtosis - 3.0;
  m[TIDE__M_psr] = tide_psr(&moments, 0.0);
}

static void measure_market(double *m, const tide__periods *p, const tide__calendar *k) {
  const bool all = p->n == k->n; /* not ruined on the way */
  const double market = all ? k->mean : tide__mean(p->market, p->n);
  const double covariance = tide__sum_products(p->r, p->mean, p->market, market, p->n);
  const double variance =
    all ? k->squares : tide__sum_products(p->market, market, p->market, market, p->n);
  if (!(variance > 0.0)) return;
  m[TIDE__M_beta] = covariance / variance;
  m[TIDE__M_alpha] = (p->mean - m[TIDE__M_beta] * market) * p->per_year;
}

void tide__measure_ratios(const tide__sim *s, tide_result *r, const tide__periods *p) {
  double *m = r->metric;
  if (tide__idle(s, r) || p->n < 2) return;
  const double a = p->per_year;
  const double excess = p->mean - s->set->risk_free / a;
  double downside = 0.0;
  for (int32_t i = 0; i < p->n; i++) {
    const double x = p->r[i] - s->set->risk_free / a;
    const double loss = x < 0.0 ? x : 0.0; /* no branch: signs of returns cannot be guessed */
    downside += loss * loss;
  }
  downside = sqrt(downside / p->n);
  const double growth = r->final_equity / s->set->cash;
  if (growth > 0.0) m[TIDE__M_annual_return] = pow(growth, a / p->n) - 1.0;
  m[TIDE__M_volatility] = p->deviation * sqrt(a);
  m[TIDE__M_sharpe_ratio] = tide__ratio(excess, p->deviation) * sqrt(a);
  m[TIDE__M_sortino_ratio] = tide__ratio(excess, downside) * sqrt(a);
  measure_market(m, p, &s->scratch->calendar);
}

void tide__measure_distribution(const tide__sim *s, tide_result *r, tide__periods *p) {
  if (tide__idle(s, r) || p->n < 2) return;
  if (!(p->deviation > 0.0)) return;
  const double excess = p->mean - s->set->risk_free / p->per_year;
  measure_moments(r->metric, p, excess / p->deviation);
  measure_tails(r->metric, p, p->mean - p->deviation);
}

/* pbo.c -- the probability that a search overfits: combinatorially symmetric
 * cross-validation.
 *
 * The days are cut into slices. Each half of the slices is once what is searched, with
 * the other half as what comes after: the strategy with the best Sharpe ratio in the one
 * has a rank among all in the other. A search that finds something finds what ranks high.
 *
 * A Sharpe ratio needs the sum of the returns and of their squares. Those are made once
 * for every subset of the first half of the slices and of the last; the sums of any half
 * are then one of each, for all strategies side by side.
 *
 * Reference: D. H. Bailey, J. M. Borwein, M. Lopez de Prado, Q. J. Zhu, The Probability of
 * Backtest Overfitting, Journal of Computational Finance 20 (2017). */
#include "core/arena.h"
#include "core/cpu.h"
#include "core/lanes.h"
#include "stats/matrix.h"
#include "stats/moments.h"

enum { SLICES_MAX = 20 };

typedef struct {
  int32_t n, days, slices;
  size_t row;             /* numbers of a row: sums and squares of n strategies */
  double *low, *high;     /* [2^(slices / 2)] rows: of the first and the last slices */
  double *ins, *outs;     /* [n] Sharpe ratios of a half and of the other */
  double *chosen, *after; /* [combinations] of the best in a half: there, and afterwards */
  double below;           /* combinations whose best is not above the median afterwards */
} search;

int32_t tide_pbo_combinations(int32_t slices) {
  if (slices < 2 || slices > SLICES_MAX || slices % 2 != 0) return 0;
  int64_t count = 1;
  for (int32_t k = 1; k <= slices / 2; k++) count = count * (slices / 2 + k) / k;
  return (int32_t)count;
}

static int32_t slice_start(const search *s, int32_t slice) {
  return (int32_t)((int64_t)slice * s->days / s->slices);
}

static int32_t days_of(const search *s, uint32_t mask) {
  int32_t days = 0;
  for (int32_t k = 0; k < s->slices; k++)
    if (mask >> k & 1) days += slice_start(s, k + 1) - slice_start(s, k);
  return days;
}

/* Sums of one slice, into its row. */
static void sum_slice(const search *s, const double *returns, int32_t slice, double *row) {
  const int32_t from = slice_start(s, slice), days = slice_start(s, slice + 1) - from;
  for (int32_t i = 0; i < s->n; i++) {
    const double *r = returns + (size_t)i * (size_t)s->days + from;
    row[i] = tide__sum(r, days);
    row[s->n + i] = tide__sum_products(r, 0.0, r, 0.0, days);
  }
}

TIDE__CLONES static void add_rows(const double *a, const double *b, size_t n, double *out) {
  for (size_t i = 0; i < n; i++) out[i] = a[i] + b[i];
}

/* Every subset is a smaller one and its lowest slice. */
static void sum_subsets(const search *s, const double *returns, int32_t first, double *rows) {
  const uint32_t count = 1u << (s->slices / 2);
  tide__repeat(rows, (int32_t)s->row, 0.0);
  for (uint32_t mask = 1; mask < count; mask++) {
    const uint32_t lowest = mask & (0u - mask), rest = mask ^ lowest;
    double *row = rows + mask * s->row;
    if (rest)
      add_rows(rows + rest * s->row, rows + lowest * s->row, s->row, row);
    else
      sum_slice(s, returns, first + __builtin_ctz(mask), row);
  }
}

/* Daily Sharpe ratios. Returns that do not move have none and rank as 0: nothing was
 * risked, so nothing was won or lost. Their squares cancel up to rounding. */
TIDE__CLONES static void sharpe_row(const double *a, const double *b, int32_t n, int32_t days,
                                    double *out) {
  for (int32_t i = 0; i < n; i++) {
    const double sum = a[i] + b[i], squares = a[n + i] + b[n + i];
    const double mean = sum / days;
    const double around = squares - sum * mean;
    const double floor = squares * 1e-12;
    const double variance = around > floor ? around / (days - 1) : 1.0;
    const double reward = around > floor ? mean : 0.0;
    out[i] = reward / sqrt(variance);
  }
}

static void measure_half(const search *s, uint32_t mask, double *out) {
  const int32_t half = s->slices / 2;
  const double *a = s->low + (mask & ((1u << half) - 1)) * s->row;
  const double *b = s->high + (mask >> half) * s->row;
  sharpe_row(a, b, s->n, days_of(s, mask), out);
}

TIDE__CLONES static double largest(const double *x, int32_t n) {
  tide__lanes most = {x[0], x[0], x[0], x[0]};
  int32_t i = 0;
  for (; i + TIDE__LANES <= n; i += TIDE__LANES) {
    const tide__lanes v = TIDE__LOAD(x + i);
    most = TIDE__PICK(v > most, v, most);
  }
  double best = most[0];
  for (int32_t k = 1; k < TIDE__LANES; k++) best = most[k] > best ? most[k] : best;
  for (; i < n; i++) best = x[i] > best ? x[i] : best;
  return best;
}

/* Rank of x[at] from 1, the worst, to n; equals share the middle of theirs. */
TIDE__CLONES static double rank_of(const double *x, int32_t n, int32_t at) {
  int32_t less = 0, equal = 0;
  for (int32_t i = 0; i < n; i++) {
    less += x[i] < x[at];
    equal += x[i] == x[at];
  }
  return less + 0.5 * (equal + 1);
}

/* One combination: chooses by `ins`, ranks by `outs`. */
static void judge(search *s, const double *ins, const double *outs, int32_t k, double *logits) {
  const double best = largest(ins, s->n);
  int32_t at = 0;
  while (ins[at] != best) at++;
  const double rank = rank_of(outs, s->n, at);
  s->chosen[k] = best;
  s->after[k] = outs[at];
  s->below += 2.0 * rank <= s->n + 1.0;
  if (logits) logits[k] = log(rank / (s->n + 1.0 - rank));
}

static void summarize(const search *s, int32_t count, tide_pbo *out) {
  const double in = tide__mean(s->chosen, count), after = tide__mean(s->after, count);
  const double squares = tide__sum_products(s->chosen, in, s->chosen, in, count);
  int32_t losses = 0;
  for (int32_t k = 0; k < count; k++) losses += s->after[k] < 0.0;
  *out = (tide_pbo){.combinations = count,
                    .pbo = s->below / count,
                    .loss = (double)losses / count,
                    .sharpe_in = in,
                    .sharpe_out = after,
                    .slope = TIDE__NAN};
  if (squares > 0.0)
    out->slope = tide__sum_products(s->chosen, in, s->after, after, count) / squares;
}

static bool make_room(search *s, tide__arena *memory, int32_t count) {
  const size_t n = (size_t)s->n, rows = (size_t)1 << (s->slices / 2);
  s->row = 2 * n;
  s->low = tide__arena_get(memory, rows * s->row * sizeof *s->low);
  s->high = tide__arena_get(memory, rows * s->row * sizeof *s->high);
  s->ins = tide__arena_get(memory, n * sizeof *s->ins);
  s->outs = tide__arena_get(memory, n * sizeof *s->outs);
  s->chosen = tide__arena_get(memory, (size_t)count * sizeof *s->chosen);
  s->after = tide__arena_get(memory, (size_t)count * sizeof *s->after);
  return s->low && s->high && s->ins && s->outs && s->chosen && s->after;
}

/* Halves with the first slice, each with the rest: every combination once, as one of two. */
static void try_all(search *s, double *logits) {
  const uint32_t all = (1u << s->slices) - 1;
  int32_t k = 0;
  for (uint32_t mask = 1; mask <= all; mask += 2) {
    if (__builtin_popcount(mask) != s->slices / 2) continue;
    measure_half(s, mask, s->ins);
    measure_half(s, all ^ mask, s->outs);
    judge(s, s->ins, s->outs, k++, logits);
    judge(s, s->outs, s->ins, k++, logits);
  }
}

int tide_pbo_measure(const double *returns, int32_t n, int32_t days, int32_t slices, double *logits,
                     tide_pbo *out) {
  const int32_t count = tide_pbo_combinations(slices);
  if (n < 2 || count == 0) return TIDE_EINVAL;
  if (days / slices < 2) return TIDE_ESHORT;
  if (!tide__matrix_finite(returns, n, days)) return TIDE_EDATA;
  search s = {.n = n, .days = days, .slices = slices};
  tide__arena *memory = tide__arena_new();
  const bool room = memory && make_room(&s, memory, count);
  if (room) {
    sum_subsets(&s, returns, 0, s.low);
    sum_subsets(&s, returns, slices / 2, s.high);
    try_all(&s, logits);
    summarize(&s, count, out);
  }
  tide__arena_free(memory);
  return room ? TIDE_OK : TIDE_ENOMEM;
}

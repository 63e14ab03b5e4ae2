/* pattern.c -- what all candlestick patterns share: means, pieces, undefined bars. */
#include "indicators/pattern.h"

#include <string.h>

enum { BEFORE = TIDE__CANDLE_KEPT, ALL = BEFORE + TIDE__CANDLE_PIECE, REACH = 10 };

/* Columns of means, from TIDE__CANDLE_SPAN bars before the piece on. */
typedef struct {
  double mean[TIDE__CANDLE_MEANS][TIDE__CANDLE_SPAN + TIDE__CANDLE_PIECE];
} means;

typedef struct {
  const double *open, *high, *low, *close;
} bars;

/* NOLINTBEGIN(clang-analyzer-core.UndefinedBinaryOperatorResult): the analyzer does not
 * see that each loop fills what the next one reads. */

/* x [n + 10]: y [i] is the mean of the ten, or the last five, from x[i] on. Sums of two
 * make sums of four, in one order for every bar. */
static inline void mean_of_10(const double *restrict x, int32_t n, double *restrict y) {
  double two[ALL];
  double four[ALL];
  for (int32_t i = 0; i < n + 8; i++) two[i] = x[i] + x[i + 1];
  for (int32_t i = 0; i < n + 4; i++) four[i] = two[i] + two[i + 2];
  for (int32_t i = 0; i < n; i++) y[i] = ((four[i] + four[i + 4]) + two[i + 8]) / 10.0;
}

static inline void mean_of_5(const double *restrict x, int32_t n, double *restrict y) {
  for (int32_t i = 0; i < n; i++)
    y[i] = (((x[i + 5] + x[i + 6]) + (x[i + 7] + x[i + 8])) + x[i + 9]) / 5.0;
}

/* NOLINTEND(clang-analyzer-core.UndefinedBinaryOperatorResult) */

/* b: from sixteen bars before a piece of n on. True when one of its bars is undefined. */
TIDE__CLONES_2 static bool find_means(bars b, int32_t n, uint32_t set, means *m) {
  const int32_t first = TIDE__CANDLE_SPAN + REACH;
  const int32_t all = n + first;
  const int32_t wanted = n + TIDE__CANDLE_SPAN;
  double x[ALL];
  if (set & TIDE__MEAN(BODY_10)) {
    for (int32_t i = 0; i < all; i++) x[i] = fabs(b.close[i] - b.open[i]);
    mean_of_10(x, wanted, m->mean[TIDE__BODY_10]);
  }
  if (set & TIDE__MEAN(SHADOW_10)) {
    for (int32_t i = 0; i < all; i++) {
      const double over = b.high[i] - (b.close[i] > b.open[i] ? b.close[i] : b.open[i]);
      x[i] = over + ((b.close[i] < b.open[i] ? b.close[i] : b.open[i]) - b.low[i]);
    }
    mean_of_10(x, wanted, m->mean[TIDE__SHADOW_10]);
  }
  if (set & (TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5)))
    for (int32_t i = 0; i < all; i++) x[i] = b.high[i] - b.low[i];
  if (set & TIDE__MEAN(RANGE_10)) mean_of_10(x, wanted, m->mean[TIDE__RANGE_10]);
  if (set & TIDE__MEAN(RANGE_5)) mean_of_5(x, wanted, m->mean[TIDE__RANGE_5]);

  int64_t undefined = 0;
  for (int32_t i = first; i < all; i++) {
    const double sum = (b.open[i] + b.high[i]) + (b.low[i] + b.close[i]);
    undefined |= sum != sum ? -1 : 0;
  }
  return undefined != 0;
}

/* NaN where the window of a bar is not whole or holds one. */
static void take_back(tide__pattern *s, int32_t lookback, bars b, int32_t n, double *y) {
  for (int32_t i = 0; i < n; i++) {
    const bool hole = b.open[i] != b.open[i] || b.high[i] != b.high[i] || b.low[i] != b.low[i] ||
                      b.close[i] != b.close[i];
    if (hole) s->bad = lookback + 1;
    if (s->seen < lookback || s->bad) y[i] = TIDE__NAN;
    if (s->seen < lookback) s->seen++;
    if (s->bad) s->bad--;
  }
}

/* n bars at b, with BEFORE bars in front of them. */
static void feed_piece(tide__pattern *s, const tide__pattern_kind *kind, bars b, int32_t n,
                       double *y) {
  means m;
  const int32_t back = TIDE__CANDLE_SPAN + REACH;
  const bars from = {b.open - back, b.high - back, b.low - back, b.close - back};
  const bool holes = find_means(from, n, kind->means, &m);
  tide__candles c = {b.open, b.high, b.low, b.close, {0}, s->penetration};
  for (int i = 0; i < TIDE__CANDLE_MEANS; i++) c.mean[i] = m.mean[i] + TIDE__CANDLE_SPAN;
  kind->signals(n, &c, y);
  if (holes || s->bad || s->seen < kind->lookback) take_back(s, kind->lookback, b, n, y);
}

/* p may be NULL where there are no parameters. */
void tide__pattern_start(tide__pattern *s, const double *p) { s->penetration = p ? p[0] : 0.0; }

/* The first piece goes through a copy, behind the bars that were kept. */
void tide__pattern_feed(tide__pattern *s, const tide__pattern_kind *kind, int32_t n,
                        const double *const *in, double *y) {
  double copy[4][ALL];
  const int32_t head = n < TIDE__CANDLE_PIECE ? n : TIDE__CANDLE_PIECE;
  for (int i = 0; i < 4; i++) {
    memcpy(copy[i], s->kept[i], sizeof s->kept[i]);
    memcpy(copy[i] + BEFORE, in[i], (size_t)head * sizeof(double));
  }
  const bars first = {copy[0] + BEFORE, copy[1] + BEFORE, copy[2] + BEFORE, copy[3] + BEFORE};
  feed_piece(s, kind, first, head, y);
  for (int32_t t = head; t < n; t += TIDE__CANDLE_PIECE) {
    const int32_t len = n - t < TIDE__CANDLE_PIECE ? n - t : TIDE__CANDLE_PIECE;
    feed_piece(s, kind, (bars){in[0] + t, in[1] + t, in[2] + t, in[3] + t}, len, y + t);
  }
  for (int i = 0; i < 4; i++) {
    const double *end = head < n ? in[i] + n : copy[i] + BEFORE + n;
    memcpy(s->kept[i], end - BEFORE, sizeof s->kept[i]);
  }
}

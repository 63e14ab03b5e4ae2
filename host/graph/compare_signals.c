/* compare_signals.c -- where two evaluations of one strategy part: what was said of a bar
 * when no later one was known, and what is said of it now. */
#include "core/bits.h"
#include "graph/roots.h"

#include <math.h>
#include <string.h>

static const char *const names[] = {
  [TIDE_SIGNAL_ENTER] = "enter",
  [TIDE_SIGNAL_EXIT] = "exit",
  [TIDE_SIGNAL_STOP_LOSS] = "stop_loss",
  [TIDE_SIGNAL_TAKE_PROFIT] = "take_profit",
  [TIDE_SIGNAL_TRAILING_STOP] = "trailing_stop",
  [TIDE_SIGNAL_LIMIT] = "limit",
  [TIDE_SIGNAL_CONFIDENCE] = "confidence",
  [TIDE_SIGNAL_BAR] = "bar",
  [TIDE_SIGNAL_ATR] = "atr",
  [TIDE_SIGNAL_FIRST] = "first",
  [TIDE_SIGNAL_SETTLED] = "settled",
  [TIDE_SIGNAL_ADD] = "add",
};
enum { NAMES = sizeof names / sizeof names[0] };

const char *tide_signal_name(int32_t signal) {
  return signal >= 0 && signal < NAMES ? names[signal] : NULL;
}

/* The same bits, or both undefined: 0 and -0 are equal, and not the same. */
static bool same(double a, double b) {
  if (a != a || b != b) return a != a && b != b;
  return a == b && signbit(a) == signbit(b);
}

/* Keeps the change when its bar is before that of the one held; n: none is held. */
static void keep(tide_change *held, int32_t bar, int32_t side, int32_t signal, double was,
                 double is) {
  if (bar < held->bar)
    *held = (tide_change){.bar = bar, .side = side, .signal = signal, .was = was, .is = is};
}

/* First of the bars 0 .. n-1 at which two bitsets differ, or n; NULL is all 0. */
static int32_t part_bits(const uint64_t *a, const uint64_t *b, int32_t n) {
  for (int32_t w = 0; w < tide__bits_words(n); w++) {
    const uint64_t x = (a ? a[w] : 0) ^ (b ? b[w] : 0);
    if (!x) continue;
    const int32_t bar = w * 64 + __builtin_ctzll(x);
    return bar < n ? bar : n; /* what is past n is not in both */
  }
  return n;
}

/* The same of columns. Long runs of equal bits are skipped as bytes. */
static int32_t part_column(const double *a, const double *b, int32_t n) {
  enum { STEP = 512 };
  if (!a || !b || a == b) return n;
  for (int32_t from = 0; from < n; from += STEP) {
    const int32_t to = n - from < STEP ? n : from + STEP;
    if (memcmp(a + from, b + from, (size_t)(to - from) * sizeof *a) == 0) continue;
    for (int32_t t = from; t < to; t++)
      if (!same(a[t], b[t])) return t;
  }
  return n;
}

static void compare_bits(tide_change *held, int32_t side, int32_t signal, const uint64_t *was,
                         const uint64_t *is) {
  const int32_t t = part_bits(was, is, held->bar);
  if (t < held->bar)
    keep(held, t, side, signal, was && tide__bits_get(was, t), is && tide__bits_get(is, t));
}

static void compare_column(tide_change *held, int32_t side, int32_t signal, const double *was,
                           const double *is) {
  const int32_t t = part_column(was, is, held->bar);
  if (t < held->bar) keep(held, t, side, signal, was[t], is[t]);
}

/* The columns of a side, by TIDE_SIGNAL_*. */
static const double *column_of(const tide_side_signals *s, int32_t signal) {
  const double *const columns[] = {s->stop_loss, s->take_profit, s->trailing_stop, s->limit,
                                   s->confidence};
  return columns[signal - TIDE_SIGNAL_STOP_LOSS];
}

static double column_of_bar(const tide_side_bar *s, int32_t signal) {
  const double columns[] = {s->stop_loss, s->take_profit, s->trailing_stop, s->limit,
                            s->confidence};
  return columns[signal - TIDE_SIGNAL_STOP_LOSS];
}

static void compare_sides(tide_change *held, const tide_signals *was, const tide_signals *is) {
  for (int32_t side = 0; side < 2; side++) {
    const tide_side_signals *a = &was->signals[side], *b = &is->signals[side];
    compare_bits(held, side, TIDE_SIGNAL_ENTER, a->enter, b->enter);
    compare_bits(held, side, TIDE_SIGNAL_EXIT, a->exit, b->exit);
    compare_bits(held, side, TIDE_SIGNAL_ADD, a->add, b->add);
    for (int32_t k = TIDE_SIGNAL_STOP_LOSS; k <= TIDE_SIGNAL_CONFIDENCE; k++)
      compare_column(held, side, k, column_of(a, k), column_of(b, k));
  }
}

/* When a bar opens is what makes two bars the same one. */
static void compare_bars(tide_change *held, const tide_candles *was, const tide_candles *is) {
  for (int32_t t = 0; t < held->bar; t++)
    if (was->time[t] != is->time[t])
      keep(held, t, -1, TIDE_SIGNAL_BAR, (double)was->time[t], (double)is->time[t]);
  const double *const a[] = {was->open, was->high, was->low, was->close, was->volume};
  const double *const b[] = {is->open, is->high, is->low, is->close, is->volume};
  for (size_t i = 0; i < sizeof a / sizeof a[0]; i++)
    compare_column(held, -1, TIDE_SIGNAL_BAR, a[i], b[i]);
}

/* A first bar that lies past the end is not known there. */
static void compare_first(tide_change *held, int32_t n, int32_t signal, int32_t was, int32_t is) {
  const int32_t a = was < n ? was : n, b = is < n ? is : n;
  if (a != b) keep(held, a < b ? a : b, -1, signal, a, b);
}

int tide_signals_compare(const tide_signals *was, const tide_signals *is, tide_change *out) {
  const int32_t n = was->candles->n < is->candles->n ? was->candles->n : is->candles->n;
  *out = (tide_change){.bar = n};
  compare_sides(out, was, is);
  compare_bars(out, was->candles, is->candles);
  compare_column(out, -1, TIDE_SIGNAL_ATR, was->atr, is->atr);
  compare_first(out, n, TIDE_SIGNAL_FIRST, was->first, is->first);
  compare_first(out, n, TIDE_SIGNAL_SETTLED, was->settled, is->settled);
  return out->bar < n;
}

static void compare_side_bar(tide_change *held, int32_t t, int32_t side, const tide_side_bar *a,
                             const tide_side_signals *b) {
  const bool enter = b->enter && tide__bits_get(b->enter, t);
  const bool leave = b->exit && tide__bits_get(b->exit, t);
  const bool add = b->add && tide__bits_get(b->add, t);
  if (a->enter != enter) keep(held, t, side, TIDE_SIGNAL_ENTER, a->enter, enter);
  if (a->exit != leave) keep(held, t, side, TIDE_SIGNAL_EXIT, a->exit, leave);
  if (a->add != add) keep(held, t, side, TIDE_SIGNAL_ADD, a->add, add);
  for (int32_t k = TIDE_SIGNAL_STOP_LOSS; k <= TIDE_SIGNAL_CONFIDENCE; k++) {
    const double *column = column_of(b, k);
    const double x = column_of_bar(a, k), y = column ? column[t] : (double)NAN;
    if (!same(x, y)) keep(held, t, side, k, x, y);
  }
}

static void compare_candle(tide_change *held, int32_t t, const tide_candle *a,
                           const tide_candles *b) {
  if (a->time != b->time[t])
    keep(held, t, -1, TIDE_SIGNAL_BAR, (double)a->time, (double)b->time[t]);
  const double x[] = {a->open, a->high, a->low, a->close, a->volume};
  const double *const y[] = {b->open, b->high, b->low, b->close, b->volume};
  for (size_t i = 0; i < sizeof x / sizeof x[0]; i++)
    if (y[i] && !same(x[i], y[i][t])) keep(held, t, -1, TIDE_SIGNAL_BAR, x[i], y[i][t]);
}

int tide_signals_compare_bar(const tide_bar *was, const tide_signals *is, tide_change *out) {
  const int32_t t = was->index;
  *out = (tide_change){.bar = t + 1};
  if (t >= is->candles->n) return 0;
  for (int32_t side = 0; side < 2; side++)
    compare_side_bar(out, t, side, &was->side[side], &is->signals[side]);
  compare_candle(out, t, &was->candle, is->candles);
  if (!same(was->atr, is->atr[t])) keep(out, t, -1, TIDE_SIGNAL_ATR, was->atr, is->atr[t]);
  compare_first(out, t + 1, TIDE_SIGNAL_FIRST, was->first, is->first);
  compare_first(out, t + 1, TIDE_SIGNAL_SETTLED, was->settled, is->settled);
  return out->bar <= t;
}

/* First candle at which a node differs, on its own candles; n when there is none. */
static int32_t part_values(const tide__value *a, const tide__value *b, int32_t n) {
  return a->kind == TIDE_KIND_COLUMN ? part_column(a->column, b->column, n)
                                     : part_bits(a->bits, b->bits, n);
}

/* The first bar that sees candle `candle` of a node; n when none does. */
static int bar_of(const tide__evaluation *e, tide__domain *d, int32_t candle, int32_t *bar) {
  const tide__map *map = NULL;
  *bar = candle;
  if (d == e->primary) return TIDE_OK;
  const int status = tide__market_map(e->market, d, e->primary, &map, NULL);
  if (status == TIDE_OK) *bar = tide__map_first(map, e->primary->candles->n, candle);
  return status;
}

int32_t tide_signals_compare_nodes(const tide_signals *was, const tide_signals *is, int32_t *node) {
  const tide__evaluation *a = tide__signals_evaluation(was), *b = tide__signals_evaluation(is);
  const int32_t n = was->candles->n < is->candles->n ? was->candles->n : is->candles->n;
  int32_t first = n;
  for (int32_t id = 0; id < a->count; id++) {
    const tide__value *x = &a->value[id], *y = &b->value[id];
    if (!x->used || !x->domain || !y->domain) continue;
    const int32_t had = x->domain->candles->n, has = y->domain->candles->n;
    const int32_t most = had < has ? had : has;
    const int32_t candle = part_values(x, y, most);
    int32_t bar = n;
    if (candle < most && bar_of(a, x->domain, candle, &bar) < 0) return TIDE_ENOMEM;
    if (bar >= first) continue;
    first = bar;
    *node = id;
  }
  return first < n ? first : TIDE_EMISSING;
}

int32_t tide_signals_compare_node(const tide_signals *was, const tide_signals *is, int32_t node,
                                  int32_t last) {
  for (int32_t t = 0; t <= last; t++)
    if (!same(tide_signals_value(was, node, t), tide_signals_value(is, node, t))) return t;
  return -1;
}

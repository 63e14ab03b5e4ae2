/* ichimoku.c -- Ichimoku Kinko Hyo.
 *
 *   middle(n)  = (max(high[t-n+1 .. t]) + min(low[t-n+1 .. t])) / 2
 *   conversion = middle(conversion)
 *   base       = middle(base)
 *   span_a[t]  = (conversion + base) / 2      of bar t - displacement
 *   span_b[t]  = middle(span)                 of bar t - displacement
 *
 * The spans are those that a chart draws at this bar: they were computed `displacement`
 * bars ago, and nothing of them lies ahead. Charts that count the bar itself as the first
 * of the 26 draw what a displacement of 25 gives. The lagging span is the close drawn
 * in the past, which no bar of the past knew: compare `m.close` with the spans or with
 * `m.close:shift(26)` instead.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

enum { CONVERSION, BASE, SPAN, DISPLACEMENT };

static int32_t ichimoku_lookback(const double *p) {
  const int32_t span_a = (int32_t)tide__max(p[CONVERSION], p[BASE]);
  const int32_t span_b = (int32_t)p[SPAN];
  return (span_a > span_b ? span_a : span_b) - 1 + (int32_t)p[DISPLACEMENT];
}

struct middle {
  tide__extreme highest, lowest;
};

struct ichimoku {
  struct middle conversion, base, span;
  tide__window span_a, span_b; /* until they are drawn */
  int32_t displacement, lookback, seen;
};

static int32_t ichimoku_memory(const double *p) {
  const double bars = p[CONVERSION] + p[BASE] + p[SPAN] + tide__max(1.0, p[DISPLACEMENT]);
  return (int32_t)sizeof(struct ichimoku) + 2 * tide__window_bytes(bars);
}

static void *middle_begin(struct middle *s, double period, void *memory) {
  memory = tide__extreme_begin(&s->highest, period, memory);
  return tide__extreme_begin(&s->lowest, period, memory);
}

static inline double middle_next(struct middle *s, double high, double low) {
  return 0.5 * (tide__highest_next(&s->highest, high) + tide__lowest_next(&s->lowest, low));
}

static void ichimoku_begin(struct ichimoku *s, const double *p, void *memory) {
  const double displacement = tide__max(1.0, p[DISPLACEMENT]);
  memory = middle_begin(&s->conversion, p[CONVERSION], memory);
  memory = middle_begin(&s->base, p[BASE], memory);
  memory = middle_begin(&s->span, p[SPAN], memory);
  memory = tide__window_begin(&s->span_a, displacement, memory);
  tide__window_begin(&s->span_b, displacement, memory);
  s->displacement = (int32_t)p[DISPLACEMENT];
  s->lookback = ichimoku_lookback(p);
}

static inline void ichimoku_step(struct ichimoku *s, const double *x, double *y) {
  y[0] = middle_next(&s->conversion, x[0], x[1]);
  y[1] = middle_next(&s->base, x[0], x[1]);
  const double span_a = 0.5 * (y[0] + y[1]);
  const double span_b = middle_next(&s->span, x[0], x[1]);
  const double old_a = tide__lag_next(&s->span_a, span_a);
  const double old_b = tide__lag_next(&s->span_b, span_b);
  y[2] = s->displacement ? old_a : span_a;
  y[3] = s->displacement ? old_b : span_b;
  if (s->seen < s->lookback) {
    s->seen++;
    for (int i = 0; i < 4; i++) y[i] = TIDE__NAN;
  }
}

TIDE__WINDOW_STEPS(ichimoku, 2, 4)

const tide_indicator tide_ind_ichimoku = {
  .name = "ichimoku",
  .title = "Ichimoku Kinko Hyo",
  .group = "overlap",
  .source = "G. Hosoda (1969)",
  .inputs = {"high", "low"},
  .outputs = {"conversion", "base", "span_a", "span_b"},
  .units = {"price", "price", "price", "price"},
  .params =
    {{.name = "conversion", .min = 1, .max = 1000, .def = 9, .step = 1, .integer = true},
     {.name = "base", .min = 1, .max = 1000, .def = 26, .step = 1, .integer = true},
     {.name = "span", .min = 1, .max = 1000, .def = 52, .step = 1, .integer = true},
     {.name = "displacement", .min = 0, .max = 1000, .def = 26, .step = 1, .integer = true}},
  .lookback = ichimoku_lookback,
  .warmup = ichimoku_lookback,
  TIDE__STREAM(ichimoku),
};

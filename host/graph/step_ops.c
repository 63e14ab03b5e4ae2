/* step_ops.c -- operators one bar at a time: those that remember earlier bars, and
 * comparisons, whose column form works on words of 64 bars. Any other operator is
 * its column form on a single bar. */
#include "core/nan.h"
#include "graph/work.h"

#define STEP(name) void tide__step_##name(const tide__work *w, tide__memory *m)

static double number(const tide__work *w, int32_t i) { return w->column[i].x[0]; }

static bool holds(const tide__work *w, int32_t i) { return w->bits[i][0] & 1U; }

#define COMPARISON(name, expr)                                                                     \
  STEP(name) {                                                                                     \
    (void)m;                                                                                       \
    w->out[0] = (expr);                                                                            \
  }

COMPARISON(above, number(w, 0) > number(w, 1))
COMPARISON(below, number(w, 0) < number(w, 1))
COMPARISON(at_least, number(w, 0) >= number(w, 1))
COMPARISON(at_most, number(w, 0) <= number(w, 1))
COMPARISON(between, number(w, 0) >= number(w, 1) && number(w, 0) <= number(w, 2))

/* m->on: a stood under b one bar ago. */
static void cross(const tide__work *w, tide__memory *m, double a, double b) {
  w->out[0] = m->on && a > b;
  m->on = w->strict ? a < b : a <= b;
}

STEP(crosses_above) { cross(w, m, number(w, 0), number(w, 1)); }
STEP(crosses_below) { cross(w, m, number(w, 1), number(w, 0)); }

/* m->count: how many bars in a row. */
static void in_a_row(const tide__work *w, tide__memory *m, bool one) {
  const int32_t wanted = (int32_t)w->numbers[0];
  m->count = !one ? 0 : m->count < wanted ? m->count + 1 : wanted;
  w->out[0] = m->count >= wanted;
}

/* m->last: the bar before, once m->on. */
STEP(rising) {
  const double x = number(w, 0);
  in_a_row(w, m, m->on && x > m->last);
  m->on = true;
  m->last = x;
}

STEP(falling) {
  const double x = number(w, 0);
  in_a_row(w, m, m->on && x < m->last);
  m->on = true;
  m->last = x;
}

STEP(held) { in_a_row(w, m, holds(w, 0)); }

/* m->count: how many more bars the last true one reaches. */
STEP(within) {
  if (holds(w, 0))
    m->count = (int32_t)w->numbers[0];
  else if (m->count)
    m->count--;
  w->out[0] = m->count > 0;
}

STEP(latch) {
  if (holds(w, 1))
    m->on = false;
  else if (holds(w, 0))
    m->on = true;
  w->out[0] = m->on;
}

/* m->count: one more than the candle that the bar before saw. */
STEP(fresh) {
  const int32_t now = w->index ? w->index[0] + 1 : m->count + 1;
  w->out[0] = now > 0 && now != m->count && holds(w, 0);
  m->count = now;
}

/* m->ring [k]: what is to come, oldest at m->at; m->count of them are there. */
static bool ring_is_full(tide__memory *m, int32_t k) {
  if (m->count == k) return true;
  m->count++;
  return false;
}

STEP(shift) {
  const int32_t k = (int32_t)w->numbers[0];
  const double in = w->y ? number(w, 0) : (double)holds(w, 0);
  double out = in;
  if (k) {
    out = ring_is_full(m, k) ? m->ring[m->at] : w->y ? TIDE__NAN : 0.0;
    m->ring[m->at] = in;
    m->at = m->at + 1 < k ? m->at + 1 : 0;
  }
  if (w->y)
    w->y[0] = out;
  else
    w->out[0] = out != 0.0;
}

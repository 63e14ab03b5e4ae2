/* feed.c -- candles that come to a stepper: those that cannot be true, or that come
 * too late, are refused before anything is changed. */
#include "core/error.h"
#include "core/timeframe.h"
#include "data/candles.h"
#include "data/stamp.h"
#include "graph/stepper.h"

#include <string.h>

/* None of these is impossible, out of order or late. */
static int check_candles(const tide_stepper *st, const tide__source *s, const tide_candles *c,
                         tide_error *error) {
  int64_t before = s->last_open;
  for (int32_t i = 0; i < c->n; i++) {
    const int status = tide__candle_check(s->symbol, c, i, before, error);
    if (status < 0) return status;
    before = c->time[i];
  }
  if (!c->n || tide__timeframe_close(c->timeframe, c->time[0]) > st->now) return TIDE_OK;
  char stamp[40];
  tide__stamp_text(c->time[0], stamp);
  return tide__error(error, TIDE_EDATA,
                     "%s: the candle of %s comes too late: the bars up to its close were stepped "
                     "through; leave it out, or step through the history again",
                     s->symbol, stamp);
}

/* NULL with a message when there is none. */
static tide__source *find_source(tide_stepper *st, int32_t feed, tide_error *error) {
  if (feed >= 0 && feed < st->sources) return &st->source[feed];
  tide__error(error, TIDE_EINVAL, "there is no feed %d: expected 0 to %d", (int)feed,
              (int)st->sources - 1);
  return NULL;
}

/* The next to be stepped through is candle `at` of c. */
static void wait_for(tide__source *s, const tide_candles *c, int32_t at) {
  s->waiting = c;
  s->at = at;
  s->next = at < c->n ? tide__timeframe_close(c->timeframe, c->time[at]) : INT64_MAX;
}

void tide__source_advance(tide__source *s) {
  const tide_candles *queue = tide_candle_list_view(s->queue);
  wait_for(s, s->waiting, s->at + 1);
  if (s->next == INT64_MAX && s->waiting != queue) wait_for(s, queue, 0);
}

/* Latest of all that came. */
static void saw(tide_stepper *st, tide__source *s, const tide_candles *c) {
  s->last_open = c->time[c->n - 1];
  const int64_t close = tide__timeframe_close(c->timeframe, s->last_open);
  if (close > st->latest) st->latest = close;
}

enum { DROPPED_AT_ONCE = 256 };

/* Candles of the queue that were stepped through make room, many at once. */
static void tidy(tide__source *s) {
  const tide_candles *queue = tide_candle_list_view(s->queue);
  if (s->waiting == queue &&
      (s->next == INT64_MAX || (s->at >= DROPPED_AT_ONCE && 2 * s->at >= queue->n))) {
    tide_candle_list_drop(s->queue, s->at);
    s->at = 0;
  }
}

int tide_stepper_load(tide_stepper *st, int32_t feed, const tide_candles *c, tide_error *error) {
  tide__source *s = find_source(st, feed, error);
  if (!s) return TIDE_EINVAL;
  const tide_candles *want = &s->empty;
  if (c->timeframe != want->timeframe) {
    char found[32] = "?", expected[32] = "?";
    tide_timeframe_name(c->timeframe, found, sizeof found);
    tide_timeframe_name(want->timeframe, expected, sizeof expected);
    return tide__error(error, TIDE_EINVAL, "%s: found candles of %s, expected %s", s->symbol, found,
                       expected);
  }
  if ((want->volume && !c->volume) || (want->funding && !c->funding) || (want->mark && !c->mark) ||
      (want->open_interest && !c->open_interest))
    return tide__error(error, TIDE_EINVAL, "%s: the candles lack a column that the feed has",
                       s->symbol);
  if (s->next != INT64_MAX)
    return tide__error(error, TIDE_EINVAL,
                       "%s: candles that came before are waiting: step through them first",
                       s->symbol);
  const int status = check_candles(st, s, c, error);
  if (status < 0 || !c->n) return status;
  tidy(s);
  wait_for(s, c, 0);
  saw(st, s, c);
  return TIDE_OK;
}

int tide_stepper_push(tide_stepper *st, int32_t feed, const tide_candle *x, tide_error *error) {
  tide__source *s = find_source(st, feed, error);
  if (!s) return TIDE_EINVAL;
  const tide_candles row = tide__candles_one(&s->empty, x);
  int status = check_candles(st, s, &row, error);
  if (status < 0) return status;
  tidy(s);
  status = tide_candle_list_append(s->queue, x, error);
  if (status < 0) return status;
  saw(st, s, &row);
  if (s->next == INT64_MAX) wait_for(s, tide_candle_list_view(s->queue), 0);
  return TIDE_OK;
}

int tide_strategy_reads(const tide_strategy *s, int32_t i, tide_feed *out) {
  for (int32_t id = 0; id < tide_graph_count(s->graph); id++) {
    const tide__node *x = tide__graph_node(s->graph, id);
    if (x->type != TIDE__NODE_FIELD) continue;
    bool known = false;
    for (int32_t k = 0; k < id && !known; k++) {
      const tide__node *y = tide__graph_node(s->graph, k);
      known = y->type == TIDE__NODE_FIELD && y->timeframe == x->timeframe &&
              strcmp(y->symbol, x->symbol) == 0;
    }
    if (known || i-- > 0) continue;
    *out = (tide_feed){.symbol = x->symbol, .timeframe = x->timeframe};
    return TIDE_OK;
  }
  return TIDE_EMISSING;
}

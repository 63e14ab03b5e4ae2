/* feed.c -- candles that come to a stepper: those that cannot be true, or that come
 * too late, are refused before anything is changed. */
#include "core/error.h"
#include "core/timeframe.h"
#include "data/stamp.h"
#include "graph/stepper.h"

#include <math.h>
#include <string.h>

static int refuse(const tide__source *s, int64_t time, tide_error *error, const char *why) {
  char stamp[40];
  tide__stamp_text(time, stamp);
  return tide__error(error, TIDE_EDATA, "%s: the candle of %s %s", s->symbol, stamp, why);
}

/* Candle i of c can be true. */
static int check_prices(const tide__source *s, const tide_candles *c, int32_t i,
                        tide_error *error) {
  const double o = c->open[i], h = c->high[i], l = c->low[i], x = c->close[i];
  const double v = c->volume ? c->volume[i] : 0.0;
  if (!isfinite(o) || !isfinite(h) || !isfinite(l) || !isfinite(x))
    return refuse(s, c->time[i], error, "has a price that is no number");
  if (l > o || l > x || h < o || h < x)
    return refuse(s, c->time[i], error, "opens or closes outside its high and low");
  if (isfinite(v) && v >= 0) return TIDE_OK;
  return refuse(s, c->time[i], error, "has a volume that is negative or no number");
}

static int check_candles(const tide_stepper *st, const tide__source *s, const tide_candles *c,
                         tide_error *error) {
  int64_t before = s->last_open;
  for (int32_t i = 0; i < c->n; i++) {
    const int status = check_prices(s, c, i, error);
    if (status < 0) return status;
    if (c->time[i] == before) return refuse(s, before, error, "is there already");
    if (c->time[i] < before)
      return refuse(s, c->time[i], error, "comes after a later one: expected the oldest first");
    before = c->time[i];
  }
  if (c->n && tide__timeframe_close(c->timeframe, c->time[0]) <= st->now)
    return refuse(s, c->time[0], error,
                  "comes too late: the bars up to its close were stepped through; leave it out, or "
                  "step through the history again");
  return TIDE_OK;
}

/* The source if nothing waits there, or NULL with TIDE_EINVAL's message. */
static tide__source *find_source(tide_stepper *st, int32_t feed, tide_error *error) {
  if (feed < 0 || feed >= st->sources) {
    tide__error(error, TIDE_EINVAL, "there is no feed %d: expected 0 to %d", (int)feed,
                (int)st->sources - 1);
    return NULL;
  }
  tide__source *s = &st->source[feed];
  if (s->next == INT64_MAX) return s;
  tide__error(error, TIDE_EINVAL,
              "%s: candles that came before are waiting: step through them first", s->symbol);
  return NULL;
}

static int take(tide_stepper *st, tide__source *s, const tide_candles *c, tide_error *error) {
  const int status = check_candles(st, s, c, error);
  if (status < 0 || !c->n) return status;
  s->waiting = c;
  s->at = 0;
  s->next = tide__timeframe_close(c->timeframe, c->time[0]);
  s->last_open = c->time[c->n - 1];
  const int64_t last = tide__timeframe_close(c->timeframe, s->last_open);
  if (last > st->latest) st->latest = last;
  return TIDE_OK;
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
  return take(st, s, c, error);
}

int tide_stepper_push(tide_stepper *st, int32_t feed, const tide_candle *x, tide_error *error) {
  tide__source *s = find_source(st, feed, error);
  if (!s) return TIDE_EINVAL;
  tide__row *row = &s->pushed;
  row->time = x->time;
  const double price[] = {x->open,   x->high,    x->low,  x->close,
                          x->volume, x->funding, x->mark, x->open_interest};
  memcpy(row->price, price, sizeof price);
  return take(st, s, &row->view, error);
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

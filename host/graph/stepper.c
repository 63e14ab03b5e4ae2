/* stepper.c -- a strategy that is stepped as candles close (docs/reference/semantics.md). */
#include "graph/stepper.h"

#include "core/bits.h"
#include "core/error.h"
#include "core/nan.h"
#include "core/timeframe.h"
#include "data/candles.h"

#include <string.h>

enum { MAX_FEEDS = 256 };

static int init_source(tide__source *s, const tide_feed *f, tide_error *error) {
  char name[32];
  if (!f->symbol || !*f->symbol || strlen(f->symbol) >= TIDE_NAME_SIZE)
    return tide__error(error, TIDE_EINVAL, "a feed needs a symbol of 1 to %d bytes",
                       (int)TIDE_NAME_SIZE - 1);
  if (tide_timeframe_name(f->timeframe, name, sizeof name) < 0)
    return tide__error(error, TIDE_EINVAL, "the feed of %s needs a time frame", f->symbol);
  memcpy(s->symbol, f->symbol, strlen(f->symbol) + 1);
  s->empty = tide__candles_empty(f);
  s->next = INT64_MAX;
  s->last_open = INT64_MIN;
  return tide_candle_list_new(f, &s->queue, error);
}

static int init(tide_stepper *st, const tide_feed *feeds, tide_error *error) {
  st->source = tide__arena_zero(st->arena, (size_t)st->sources * sizeof *st->source);
  if (!st->source) return tide__error(error, TIDE_ENOMEM, "out of memory");
  for (int32_t i = 0; i < st->sources; i++) {
    const int status = init_source(&st->source[i], &feeds[i], error);
    if (status < 0) return status;
  }
  return tide__plan(st, error);
}

int tide_stepper_new(const tide_strategy *s, const tide_feed *feeds, int32_t n_feeds, bool strict,
                     tide_stepper **out, tide_error *error) {
  *out = NULL;
  if (n_feeds < 1 || n_feeds > MAX_FEEDS)
    return tide__error(error, TIDE_EINVAL, "a strategy needs 1 to %d feeds, the traded one first",
                       (int)MAX_FEEDS);
  tide__arena *arena = tide__arena_new();
  tide_stepper *st = arena ? tide__arena_zero(arena, sizeof *st) : NULL;
  if (!st) {
    tide__arena_free(arena);
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  st->arena = arena;
  st->strategy = s;
  st->graph = s->graph;
  st->strict = strict;
  st->sources = n_feeds;
  st->now = st->latest = st->zones_to = INT64_MIN;
  st->first[0] = st->first[1] = -1;
  for (int32_t side = 0; side < 2; side++)
    tide__nan_fill(st->position[side].value, TIDE__FIELDS - TIDE__FIELD_POSITION);
  const int status = init(st, feeds, error);
  if (status < 0)
    tide_stepper_free(st);
  else
    *out = st;
  return status;
}

void tide_stepper_free(tide_stepper *st) {
  if (!st) return;
  for (int32_t i = 0; i < st->sources && st->source; i++)
    tide_candle_list_free(st->source[i].queue);
  for (int32_t i = 0; i < st->zones; i++) tide__zone_free(st->zone[i].zone);
  tide__arena_free(st->arena); /* the stepper, too */
}

/* A node at the bar that the primary track has just closed. */
static double value_at_bar(const tide_stepper *st, int32_t node) {
  const tide__place *p = &st->place[node];
  const bool column = p->kind == TIDE_KIND_COLUMN;
  if (p->track >= 0 && tide__clock_seen(st, p->track, st->primary) < 0)
    return column ? TIDE__NAN : 0.0;
  return column ? *p->column : (double)(*p->bits & 1U);
}

static bool is_true(const tide_stepper *st, int32_t node) {
  return node >= 0 && value_at_bar(st, node) != 0.0;
}

static double optional(const tide_stepper *st, int32_t node) {
  return node < 0 ? TIDE__NAN : value_at_bar(st, node);
}

static tide_side_bar side_bar(const tide_stepper *st, const int32_t *root) {
  const bool known = !st->holds; /* else nothing has run that reads the position */
  return (tide_side_bar){
    .enter = is_true(st, root[TIDE__ROOT_ENTER]),
    .exit = known && is_true(st, root[TIDE__ROOT_EXIT]),
    .add = known && is_true(st, root[TIDE__ROOT_ADD]),
    .stop_loss = optional(st, root[TIDE__ROOT_STOP_LOSS]),
    .take_profit = optional(st, root[TIDE__ROOT_TAKE_PROFIT]),
    .trailing_stop = optional(st, root[TIDE__ROOT_TRAILING_STOP]),
    .limit = optional(st, root[TIDE__ROOT_LIMIT]),
    .confidence = optional(st, root[TIDE__ROOT_CONFIDENCE]),
  };
}

static double optional_price(const double *column) { return column ? *column : TIDE__NAN; }

static void make_bar(tide_stepper *st) {
  const tide__track *t = &st->track[st->primary];
  const tide_candles *c = &t->now.view;
  st->bar = (tide_bar){.index = t->count - 1,
                       .first = st->first[0] < 0 ? t->count : st->first[0],
                       .settled = st->first[1] < 0 ? t->count : st->first[1],
                       .close_time = t->closes,
                       .candle = {.time = t->now.time,
                                  .open = *c->open,
                                  .high = *c->high,
                                  .low = *c->low,
                                  .close = *c->close,
                                  .volume = optional_price(c->volume),
                                  .funding = optional_price(c->funding),
                                  .mark = optional_price(c->mark),
                                  .open_interest = optional_price(c->open_interest)},
                       .side = {side_bar(st, st->root[0]), side_bar(st, st->root[1])},
                       .atr = *st->atr};
}

int tide_stepper_step(tide_stepper *st, int64_t until, tide_error *error) {
  if (!until) until = st->latest;
  if (st->running) { /* after a call: its answer */
    tide__step_indicator *x = st->instruction[st->at++].indicator;
    memcpy(x->y, st->call.out, sizeof x->y);
  }
  for (;;) {
    if (!st->running) {
      const int status = tide__clock_next(st, until, error);
      if (status < 0) return status;
      if (!status) break;
      st->at = 0;
    }
    st->running = !tide__instructions_run(st, st->late);
    if (st->running) return TIDE_STEP_CALL;
    if (!st->holds) tide__instructions_run(st, st->instructions);
    if (st->leads) tide__leads_update(st);
    if (!st->track[st->primary].active) continue;
    make_bar(st);
    return TIDE_STEP_BAR;
  }
  if (until > st->now) st->now = until;
  return TIDE_STEP_DONE;
}

bool tide__stepper_hold(tide_stepper *st) {
  st->holds = st->late < st->instructions;
  return st->holds;
}

void tide__stepper_position(tide_stepper *st, const tide__step_position position[2]) {
  memcpy(st->position, position, sizeof st->position);
  st->at = st->late;
  tide__instructions_run(st, st->instructions);
  for (int32_t side = 0; side < 2; side++) {
    st->bar.side[side].exit = is_true(st, st->root[side][TIDE__ROOT_EXIT]);
    st->bar.side[side].add = is_true(st, st->root[side][TIDE__ROOT_ADD]);
  }
}

const tide_bar *tide_stepper_bar(const tide_stepper *st) { return &st->bar; }

tide_step_call *tide_stepper_call(tide_stepper *st) { return &st->call; }

double tide_stepper_value(const tide_stepper *st, int32_t node) {
  const bool known = node >= 0 && node < st->nodes && st->place[node].used;
  return known && st->track[st->primary].count ? value_at_bar(st, node) : TIDE__NAN;
}

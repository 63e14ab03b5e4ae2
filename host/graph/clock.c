/* clock.c -- which candles close next, and the coarser ones that they complete.
 *
 * A coarse candle is complete when a candle of its data reaches its end, or when
 * time has: by then the candle that would have reached it would have closed. Files
 * say the same in the end, but a file knows what comes. Candles that close at one
 * time close together, so that each sees the others. */
#include "core/error.h"
#include "core/nan.h"
#include "core/timeframe.h"
#include "data/candles.h"
#include "graph/stepper.h"

#include <string.h>

void tide__row_init(tide__row *row, const tide_candles *like, int64_t timeframe) {
  double *p = row->price;
  tide__nan_fill(p, 8);
  row->view = (tide_candles){.n = 1,
                             .timeframe = timeframe,
                             .time = &row->time,
                             .open = p,
                             .high = p + 1,
                             .low = p + 2,
                             .close = p + 3,
                             .volume = like->volume ? p + 4 : NULL,
                             .funding = like->funding ? p + 5 : NULL,
                             .mark = like->mark ? p + 6 : NULL,
                             .open_interest = like->open_interest ? p + 7 : NULL};
}

/* The close of the first candle from one close to the next, one time frame apart,
 * that does not end before `end`. */
static int64_t first_close(int64_t timeframe, int64_t close, int64_t end) {
  if (timeframe > 0 && close < end)
    return close + (end - close + timeframe - 1) / timeframe * timeframe;
  while (close < end) close = tide__timeframe_close(timeframe, close);
  return close;
}

/* A waiting candle of the source goes into the candle the track builds. One that overlaps
 * the candle before it may come when that has closed: it is left out. */
static void absorb(tide__track *t, const tide__source *s) {
  const tide_candles *c = s->waiting;
  if (!t->own && !t->building && t->count && c->time[s->at] < t->closes) return;
  if (t->building)
    tide__bar_extend(&t->next.view, 0, c, s->at);
  else
    tide__bar_start(&t->next.view, 0, c, s->at);
  if (t->own) {
    t->next.time = c->time[s->at]; /* where the data put it, be it off the grid */
    t->closes = t->due = s->next;
  } else {
    if (!t->building) t->closes = tide__timeframe_close(t->timeframe, t->next.time);
    t->due = first_close(c->timeframe, s->next, t->closes);
  }
  t->building = true;
}

/* When anything happens next; INT64_MAX: never. */
static int64_t next_time(const tide_stepper *st) {
  int64_t time = INT64_MAX;
  for (int32_t i = 0; i < st->sources; i++)
    if (st->source[i].next < time) time = st->source[i].next;
  for (int32_t i = 0; i < st->tracks; i++)
    if (st->track[i].building && st->track[i].due < time) time = st->track[i].due;
  return time;
}

/* Zones are known for ten years at a time. */
static int extend_zones(tide_stepper *st, int64_t time, tide_error *error) {
  const int64_t year = 366 * TIDE__DAY_US;
  if (!st->zones || time <= st->zones_to) return TIDE_OK;
  if (st->zones_to == INT64_MIN) st->zones_from = time - 2 * year;
  for (int32_t i = 0; i < st->zones; i++) {
    tide__zone *zone = NULL;
    const int status =
      tide__zone_load(st->zone[i].name, st->zones_from, time + 10 * year, &zone, error);
    if (status < 0) return status;
    tide__zone_free(st->zone[i].zone);
    st->zone[i].zone = zone;
  }
  st->zones_to = time + 10 * year;
  for (int32_t i = 0; i < st->instructions; i++) {
    tide__instruction *x = &st->instruction[i];
    if (x->kind == TIDE__STEP_OP && x->op.zone >= 0) x->op.work.zone = st->zone[x->op.zone].zone;
  }
  return TIDE_OK;
}

/* Candles off the grid may pass the end of a coarse one before it was due. */
static bool complete_passed(tide_stepper *st, int64_t time) {
  bool any = false;
  for (int32_t i = 0; i < st->tracks; i++) {
    tide__track *t = &st->track[i];
    const tide__source *s = &st->source[t->source];
    if (t->own || !t->building || s->next != time) continue;
    if (s->waiting->time[s->at] < t->closes) continue;
    t->ready = any = true;
  }
  return any;
}

/* Takes in the candles that close at `time`; what is complete then is ready. */
static void take(tide_stepper *st, int64_t time) {
  for (int32_t i = 0; i < st->tracks; i++) {
    tide__track *t = &st->track[i];
    const tide__source *s = &st->source[t->source];
    if (s->next == time) absorb(t, s);
    t->ready = t->building && t->due <= time;
  }
  for (int32_t i = 0; i < st->sources; i++)
    if (st->source[i].next == time) tide__source_advance(&st->source[i]);
}

/* Of the candles that are ready, those that end first close. */
static bool close_ready(tide_stepper *st) {
  int64_t time = INT64_MAX;
  for (int32_t i = 0; i < st->tracks; i++)
    if (st->track[i].ready && st->track[i].closes < time) time = st->track[i].closes;
  for (int32_t i = 0; i < st->tracks; i++) {
    tide__track *t = &st->track[i];
    t->active = t->ready && t->closes == time;
    if (!t->active) continue;
    t->ready = t->building = false;
    t->now.time = t->next.time;
    memcpy(t->now.price, t->next.price, sizeof t->now.price);
    t->count++;
  }
  return time < INT64_MAX;
}

int tide__clock_next(tide_stepper *st, int64_t until, tide_error *error) {
  while (!close_ready(st)) {
    const int64_t time = next_time(st);
    if (time == INT64_MAX || time > until) return 0;
    const int status = extend_zones(st, time, error);
    if (status < 0) return status;
    if (time > st->now) st->now = time;
    if (!complete_passed(st, time)) take(st, time);
  }
  return 1;
}

int32_t tide__clock_seen(const tide_stepper *st, int32_t from, int32_t to) {
  const tide__track *a = &st->track[from], *b = &st->track[to];
  if (from != to && a->timeframe == b->timeframe && a->now.time != b->now.time) return -1;
  return a->count - 1;
}

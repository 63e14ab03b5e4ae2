/* clock.c -- the least of the next times, by looking at all of them: there are few. */
#include "event/clock.h"

#include "core/timeframe.h"

void tide__clock_add(tide__clock *c, const tide__track *track) {
  int32_t i = c->n++;
  for (; i > 0 && c->track[i - 1].kind > track->kind; i--) c->track[i] = c->track[i - 1];
  c->track[i] = *track;
}

static bool has_receipts(const tide__track *t) {
  return tide__track_has_tape(t) || t->kind == TIDE_EVENT_BOOK ? t->received != NULL : true;
}

static void look(tide__clock *c, int32_t i) {
  const tide__track *t = &c->track[i];
  c->second[i] = INT64_MIN;
  if (t->row == t->n) {
    c->time[i] = INT64_MAX;
    return;
  }
  c->time[i] = t->time[t->row];
  if (t->kind == TIDE_EVENT_CANDLE || t->kind == TIDE__TRACK_INSIDE)
    c->time[i] = tide__timeframe_close(t->columns.candles->timeframe, c->time[i]);
  else if (t->kind == TIDE__TRACK_OPEN || t->kind == TIDE__TRACK_FUNDING_OPEN)
    c->second[i] = INT64_MAX;
  else if (c->by_receipt && t->kind != TIDE__TRACK_FUNDING)
    c->second[i] = t->received[t->row];
}

static void refresh(tide__track *t) {
  if (tide__track_has_tape(t)) {
    const tide_tape *tape = t->columns.tape;
    t->n = tape->n;
    t->time = tape->time;
    t->received = tape->received;
  } else if (t->kind == TIDE_EVENT_BOOK) {
    const tide_depth *depth = t->columns.depth;
    t->n = depth->messages;
    t->time = depth->time;
    t->received = depth->received;
  } else {
    const tide_candles *candles = t->columns.candles;
    t->n = candles->n;
    t->time = candles->time;
  }
}

void tide__clock_grow(tide__clock *c) {
  for (int32_t i = 0; i < c->n; i++) {
    refresh(&c->track[i]);
    look(c, i);
  }
}

void tide__clock_start(tide__clock *c) {
  c->by_receipt = true;
  for (int32_t i = 0; i < c->n; i++)
    if (!has_receipts(&c->track[i])) c->by_receipt = false;
  for (int32_t i = 0; i < c->n; i++) look(c, i);
}

int32_t tide__clock_least(const tide__clock *c) {
  int32_t least = 0;
  for (int32_t i = 1; i < c->n; i++)
    if (c->time[i] < c->time[least] ||
        (c->time[i] == c->time[least] && c->second[i] < c->second[least]))
      least = i;
  return c->n > 0 && c->time[least] < INT64_MAX && c->time[least] <= c->until ? least : -1;
}

void tide__clock_advance(tide__clock *c, int32_t i) {
  c->track[i].row++;
  look(c, i);
}

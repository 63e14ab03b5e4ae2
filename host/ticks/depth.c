/* depth.c -- changes of an order book from CSV. */
#include "core/error.h"
#include "ticks/messages.h"
#include "ticks/sheet.h"

#include <string.h>

enum { TIME, RECEIVED, TYPE, FIRST, LAST, PREVIOUS, SIDE, PRICE, QUANTITY, COLUMNS };

static const tide__wanted wanted[COLUMNS] = {
  [TIME] = {"time", "timestamp_ms timestamp time timestamp_us event_time", true},
  [RECEIVED] = {"received", "recv_us received local_timestamp", false},
  [TYPE] = {"type", "type kind", true},
  [FIRST] = {"first_id", "first_id first_update_id", true},
  [LAST] = {"last_id", "last_id last_update_id final_update_id", true},
  [PREVIOUS] = {"prev_id", "prev_id prev_last_id previous_update_id", false},
  [SIDE] = {"side", "side", true},
  [PRICE] = {"price", "price px", true},
  [QUANTITY] = {"quantity", "qty quantity amount size", true},
};

typedef struct {
  tide__sheet sheet;
  tide__messages messages;
  int64_t time;   /* of the last message that has one */
  int64_t update; /* of the last update */
} reader;

/* A time that is not known yet: a snapshot before all others. */
static const int64_t unknown = INT64_MIN;

static int read_kind(const tide__sheet *s, int32_t *kind) {
  *kind = TIDE_DEPTH_SNAPSHOT;
  if (tide__sheet_is(s, TYPE, "snapshot")) return TIDE_OK;
  *kind = TIDE_DEPTH_UPDATE;
  if (tide__sheet_is(s, TYPE, "update") || tide__sheet_is(s, TYPE, "delta")) return TIDE_OK;
  return tide__sheet_refuse(s, TYPE, "is neither snapshot nor update");
}

static int read_ids(const tide__sheet *s, int32_t kind, tide__update *ids) {
  *ids = (tide__update){.previous = -1};
  int status = tide__sheet_id(s, LAST, &ids->last);
  if (status != TIDE_OK || kind == TIDE_DEPTH_SNAPSHOT) return status;
  status = tide__sheet_id(s, FIRST, &ids->first);
  if (status != TIDE_OK) return status;
  if (ids->first > ids->last) return tide__sheet_refuse(s, FIRST, "is above the last_id");
  return tide__sheet_empty(s, PREVIOUS) ? TIDE_OK : tide__sheet_id(s, PREVIOUS, &ids->previous);
}

/* Binance's snapshots have no time on spot: that of the message before. */
static int read_times(reader *r, tide__message *m) {
  const tide__sheet *s = &r->sheet;
  const bool update = m->kind == TIDE_DEPTH_UPDATE;
  m->time = r->time;
  if (update || !tide__sheet_empty(s, TIME)) {
    const int status = tide__sheet_time(s, TIME, &m->time);
    if (status != TIDE_OK) return status;
  }
  if (update && m->time < r->update)
    return tide__sheet_refuse(s, TIME, "lies before that of the update above; sort the messages");
  r->time = m->time;
  if (update) r->update = m->time;
  return r->messages.received ? tide__sheet_time(s, RECEIVED, &m->received) : TIDE_OK;
}

static bool is_same(const tide__message *a, const tide__message *b) {
  return a->kind == b->kind && memcmp(&a->ids, &b->ids, sizeof a->ids) == 0;
}

/* Rows that follow one another with the same type and ids are one message. */
static int read_message(reader *r) {
  const tide__sheet *s = &r->sheet;
  tide__column *list = &r->messages.message;
  tide__message m = {.from = r->messages.side.n};
  int status = read_kind(s, &m.kind);
  if (status == TIDE_OK) status = read_ids(s, m.kind, &m.ids);
  if (status != TIDE_OK) return status;
  const tide__message *last = list->at;
  if (list->n > 0 && is_same(&m, &last[list->n - 1])) return TIDE_OK;
  if ((status = read_times(r, &m)) != TIDE_OK) return status;
  tide__message *at = tide__column_push(list, sizeof *at);
  if (!at) return tide__sheet_no_memory(s);
  *at = m;
  return TIDE_OK;
}

static int read_side(const tide__sheet *s, uint8_t *side) {
  *side = TIDE_BID;
  if (tide__sheet_is(s, SIDE, "bid") || tide__sheet_is(s, SIDE, "buy")) return TIDE_OK;
  *side = TIDE_ASK;
  if (tide__sheet_is(s, SIDE, "ask") || tide__sheet_is(s, SIDE, "sell")) return TIDE_OK;
  return tide__sheet_refuse(s, SIDE, "is neither bid nor ask");
}

static int read_row(reader *r) {
  const tide__sheet *s = &r->sheet;
  tide__messages *m = &r->messages;
  int status = read_message(r);
  if (status != TIDE_OK) return status;
  uint8_t *side = tide__column_push(&m->side, sizeof *side);
  if (!side) return tide__sheet_no_memory(s);
  if ((status = read_side(s, side)) != TIDE_OK) return status;
  if ((status = tide__sheet_number(s, PRICE, &m->price)) != TIDE_OK) return status;
  if ((status = tide__sheet_number(s, QUANTITY, &m->quantity)) != TIDE_OK) return status;
  if (tide__fixed_last(&m->quantity) >= 0) return TIDE_OK;
  return tide__sheet_refuse(s, QUANTITY, "is below zero");
}

/* Snapshots without a time that stand first have that of what follows. */
static void settle_times(tide__messages *m) {
  tide__message *message = m->message.at;
  int32_t i = 0;
  while (i < m->message.n && message[i].time == unknown) i++;
  const int64_t time = i < m->message.n ? message[i].time : 0;
  while (i-- > 0) message[i].time = time;
}

static int read_rows(reader *r, tide_depth **out, tide_tick_report *report) {
  const tide__sheet *s = &r->sheet;
  int status;
  r->messages.received = tide__sheet_has(s, RECEIVED);
  while ((status = tide__sheet_next(&r->sheet)) == 1) {
    report->rows++;
    if ((status = read_row(r)) < 0) return status;
  }
  if (status < 0) return status;
  settle_times(&r->messages);
  if (tide__messages_settle(&r->messages, out, report) != TIDE_OK) return tide__sheet_no_memory(s);
  if (*out) return TIDE_OK;
  return tide__error(s->error, TIDE_EDATA,
                     "%s: there is no snapshot, so that the book is never known", s->name);
}

int tide_depth_load(const tide_source *source, tide_depth **out, tide_tick_report *report,
                    tide_error *error) {
  reader r = {
    .sheet = {.wanted = wanted, .n = COLUMNS, .error = error}, .time = unknown, .update = unknown};
  *out = NULL;
  int status = tide__sheet_open(&r.sheet, source, report);
  if (status == TIDE_OK) status = read_rows(&r, out, report);
  tide__sheet_close(&r.sheet);
  tide__messages_free(&r.messages);
  return status;
}

void tide_depth_free(tide_depth *d) {
  if (!d) return;
  const void *const columns[] = {d->time, d->received, d->id,       d->kind,
                                 d->from, d->price,    d->quantity, d->side};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    free((void *)(uintptr_t)columns[i]);
  free(d);
}

/* messages.c -- from messages as they were received to those that are applied: what came before
 * its snapshot waits for it, what a snapshot says already goes, and what is missing is told. */
#include "ticks/messages.h"

#include <string.h>

void tide__messages_free(tide__messages *m) {
  tide__column_free(&m->message);
  tide__column_free(&m->side);
  tide__column_free(&m->price.values);
  tide__column_free(&m->quantity.values);
}

/* order  messages as they are applied, by number; -1 - i where message i told of a loss */
typedef struct {
  const tide__message *message;
  tide__chain chain;
  tide__column order;
  int32_t held, held_end; /* messages that wait for a snapshot */
  int32_t snapshots;
  tide_tick_report *report;
} plan;

static bool put(plan *p, int32_t i) {
  int32_t *at = tide__column_push(&p->order, sizeof *at);
  if (at) *at = i;
  return at != NULL;
}

/* False when out of memory. */
static bool take_update(plan *p, int32_t i) {
  const int32_t verdict = tide__chain_update(&p->chain, &p->message[i].ids);
  if (verdict == TIDE__CHAIN_APPLY) return put(p, i);
  p->report->stale += verdict == TIDE__CHAIN_STALE;
  if (verdict == TIDE__CHAIN_STALE) return true;
  if (p->held == p->held_end) p->held = i;
  p->held_end = i + 1;
  p->report->lost += verdict == TIDE__CHAIN_LOST;
  return verdict == TIDE__CHAIN_HOLD || put(p, -1 - i);
}

static bool take_snapshot(plan *p, int32_t i) {
  if (tide__chain_snapshot(&p->chain, p->message[i].ids.last) == TIDE__CHAIN_STALE) {
    p->report->stale++;
    return true;
  }
  p->snapshots++;
  if (!put(p, i)) return false;
  const int32_t first = p->held, end = p->held_end;
  p->held = p->held_end = 0;
  for (int32_t k = first; k < end; k++)
    if (p->message[k].kind == TIDE_DEPTH_UPDATE && !take_update(p, k)) return false;
  return true;
}

static bool make_plan(plan *p, int32_t n) {
  for (int32_t i = 0; i < n; i++) {
    const bool snapshot = p->message[i].kind == TIDE_DEPTH_SNAPSHOT;
    if (!(snapshot ? take_snapshot(p, i) : take_update(p, i))) return false;
  }
  for (int32_t k = p->held; k < p->held_end; k++)
    p->report->unused += p->message[k].kind == TIDE_DEPTH_UPDATE;
  return true;
}

/* Columns that are to be written. */
typedef struct {
  int64_t *time, *received, *id, *price, *quantity;
  uint8_t *kind, *side;
  int32_t *from;
} target;

static int32_t rows_of(const tide__messages *m, int32_t i) {
  const tide__message *message = m->message.at;
  const int32_t end = i + 1 < m->message.n ? message[i + 1].from : m->side.n;
  return end - message[i].from;
}

static void copy_rows(const tide__messages *m, int32_t i, const target *t, int32_t to) {
  const tide__message *message = m->message.at;
  const size_t from = (size_t)message[i].from, n = (size_t)rows_of(m, i);
  const int64_t *price = m->price.values.at, *quantity = m->quantity.values.at;
  const uint8_t *side = m->side.at;
  memcpy(t->price + to, price + from, n * sizeof *price);
  memcpy(t->quantity + to, quantity + from, n * sizeof *quantity);
  memcpy(t->side + to, side + from, n);
}

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }

/* A message that waited is applied when its snapshot is: times never fall. */
static void fill(const tide__messages *m, const plan *p, const target *t) {
  const int32_t *order = p->order.at;
  int64_t time = INT64_MIN, received = INT64_MIN, id = 0;
  int32_t row = 0;
  for (int32_t k = 0; k < p->order.n; k++) {
    const bool lost = order[k] < 0;
    const int32_t i = lost ? -1 - order[k] : order[k];
    const tide__message *message = &p->message[i];
    time = later(time, message->time);
    received = later(received, message->received);
    t->from[k] = row;
    t->kind[k] = lost ? TIDE_DEPTH_LOST : (uint8_t)message->kind;
    if (!lost) {
      id = message->ids.last;
      copy_rows(m, i, t, row);
      row += rows_of(m, i);
    }
    t->time[k] = time;
    t->id[k] = id;
    if (t->received) t->received[k] = received;
  }
  t->from[p->order.n] = row;
}

static void *room(int32_t n, size_t size) { return malloc((size_t)(n > 0 ? n : 1) * size); }

static bool make_room(target *t, int32_t messages, int32_t rows, bool received) {
  *t = (target){.time = room(messages, sizeof *t->time),
                .received = received ? room(messages, sizeof *t->received) : NULL,
                .id = room(messages, sizeof *t->id),
                .price = room(rows, sizeof *t->price),
                .quantity = room(rows, sizeof *t->quantity),
                .kind = room(messages, sizeof *t->kind),
                .side = room(rows, sizeof *t->side),
                .from = room(messages + 1, sizeof *t->from)};
  return t->time && (t->received || !received) && t->id && t->price && t->quantity && t->kind &&
         t->side && t->from;
}

static tide_depth *make_depth(const tide__messages *m, const plan *p) {
  const int32_t *order = p->order.at;
  tide_depth *d = malloc(sizeof *d);
  int32_t rows = 0;
  for (int32_t k = 0; k < p->order.n; k++) rows += order[k] < 0 ? 0 : rows_of(m, order[k]);
  target t;
  if (!d) return NULL;
  const bool whole = make_room(&t, p->order.n, rows, m->received);
  *d = (tide_depth){.messages = p->order.n,
                    .rows = rows,
                    .price_digits = m->price.digits,
                    .quantity_digits = m->quantity.digits,
                    .time = t.time,
                    .received = t.received,
                    .id = t.id,
                    .kind = t.kind,
                    .from = t.from,
                    .price = t.price,
                    .quantity = t.quantity,
                    .side = t.side};
  if (whole) {
    fill(m, p, &t);
    return d;
  }
  tide_depth_free(d);
  return NULL;
}

int tide__messages_settle(const tide__messages *m, tide_depth **out, tide_tick_report *report) {
  plan p = {.message = m->message.at, .report = report};
  *out = NULL;
  bool whole = make_plan(&p, m->message.n);
  if (whole && p.snapshots > 0) whole = (*out = make_depth(m, &p)) != NULL;
  tide__column_free(&p.order);
  return whole ? TIDE_OK : TIDE_ENOMEM;
}

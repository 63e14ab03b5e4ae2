/* orders.c -- rows handed out, and given back after the last report. */
#include "event/orders.h"

#include <stdlib.h>

void tide__orders_free(tide__orders *o) {
  free(o->row);
  *o = (tide__orders){0};
}

static bool reserve(tide__orders *o) {
  if (o->n < o->capacity) return true;
  if (o->capacity > INT32_MAX / 2) return false;
  const int32_t capacity = o->capacity ? 2 * o->capacity : 256;
  tide__row *grown = realloc(o->row, (size_t)capacity * sizeof *grown);
  if (!grown) return false;
  o->row = grown;
  o->capacity = capacity;
  if (o->n == 0) o->row[o->n++] = (tide__row){0};
  return true;
}

int32_t tide__orders_new(tide__orders *o) {
  int32_t name = o->free;
  if (name > 0) {
    o->free = o->row[name].next;
  } else {
    if (!reserve(o)) return 0;
    name = o->n++;
  }
  o->row[name] = (tide__row){.used = true, .older = name, .newer = name};
  return name;
}

void tide__orders_settle(tide__orders *o, int32_t name) {
  tide__row *row = tide__orders_row(o, name);
  if (!tide__orders_ended(row) || row->reports > 0 || row->pins > 0) return;
  row->used = false;
  row->next = o->free;
  o->free = name;
}

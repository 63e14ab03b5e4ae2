/* desk.c -- sorted arrays of orders; what was taken from the book. */
#include "event/desk.h"

#include "core/nan.h"

#include <stdlib.h>
#include <string.h>

void tide__desk_free(tide__desk *d) {
  if (!d) return;
  for (int32_t i = 0; i < TIDE__PLACES; i++) free(d->stack[i].at);
  free(d->taken);
  free(d);
}

double tide__desk_sign(int32_t place) {
  return place == TIDE__PLACE_ASKS || place == TIDE__PLACE_ABOVE ? -1.0 : 1.0;
}

/* The first slot whose key is not below. */
static int32_t find(const tide__stack *s, double key) {
  int32_t low = 0, high = s->n;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (s->at[middle].key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static double end_of(const tide__stack *s) { return s->n > 0 ? s->at[s->n - 1].key : -TIDE__INF; }

static double larger(double a, double b) { return a > b ? a : b; }

static void look(tide__desk *d) {
  d->low = larger(end_of(&d->stack[TIDE__PLACE_BIDS]), end_of(&d->stack[TIDE__PLACE_BELOW]));
  d->high = -larger(end_of(&d->stack[TIDE__PLACE_ASKS]), end_of(&d->stack[TIDE__PLACE_ABOVE]));
}

static bool reserve(tide__stack *s) {
  if (s->n < s->capacity) return true;
  const int32_t capacity = s->capacity ? 2 * s->capacity : 16;
  tide__slot *grown = realloc(s->at, (size_t)capacity * sizeof *grown);
  if (!grown) return false;
  s->at = grown;
  s->capacity = capacity;
  return true;
}

bool tide__desk_put(tide__desk *d, tide__row *row, int32_t name) {
  tide__stack *s = &d->stack[row->place];
  if (!reserve(s)) return false;
  const int32_t i = find(s, row->key);
  memmove(s->at + i + 1, s->at + i, (size_t)(s->n - i) * sizeof *s->at);
  s->at[i] = (tide__slot){row->key, name};
  s->n++;
  d->trailing += row->type == TIDE_ORDER_TRAILING;
  look(d);
  return true;
}

void tide__desk_remove(tide__desk *d, tide__row *row, int32_t name) {
  if (row->place == TIDE__PLACE_NONE) return;
  tide__stack *s = &d->stack[row->place];
  int32_t i = find(s, row->key);
  while (s->at[i].order != name) i++;
  memmove(s->at + i, s->at + i + 1, (size_t)(s->n - i - 1) * sizeof *s->at);
  s->n--;
  d->trailing -= row->type == TIDE_ORDER_TRAILING;
  row->place = TIDE__PLACE_NONE;
  look(d);
}

static tide__taken *find_taken(const tide__desk *d, int32_t side, double price) {
  for (int32_t i = 0; i < d->n_taken; i++)
    if (d->taken[i].price == price && d->taken[i].side == side) return &d->taken[i];
  return NULL;
}

double tide__desk_taken(const tide__desk *d, int32_t side, double price) {
  const tide__taken *t = find_taken(d, side, price);
  return t ? t->quantity : 0.0;
}

bool tide__desk_take(tide__desk *d, int32_t side, double price, double quantity) {
  tide__taken *t = find_taken(d, side, price);
  if (t) {
    t->quantity += quantity;
    return true;
  }
  if (d->n_taken == d->cap_taken) {
    const int32_t capacity = d->cap_taken ? 2 * d->cap_taken : 16;
    tide__taken *grown = realloc(d->taken, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    d->taken = grown;
    d->cap_taken = capacity;
  }
  d->taken[d->n_taken++] = (tide__taken){price, quantity, side};
  return true;
}

void tide__desk_forget(tide__desk *d, int32_t side, double price) {
  tide__taken *t = find_taken(d, side, price);
  if (t) *t = d->taken[--d->n_taken];
}

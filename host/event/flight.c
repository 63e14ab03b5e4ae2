/* flight.c -- a heap, the first to arrive on top. */
#include "event/flight.h"

#include <stdlib.h>

void tide__flight_free(tide__flight *f) {
  free(f->at);
  *f = (tide__flight){0};
}

static bool is_before(const tide__parcel *a, const tide__parcel *b) {
  return a->time != b->time ? a->time < b->time : a->made < b->made;
}

static bool reserve(tide__flight *f) {
  if (f->n < f->capacity) return true;
  if (f->capacity > INT32_MAX / 2) return false;
  const int32_t capacity = f->capacity ? 2 * f->capacity : 256;
  tide__parcel *grown = realloc(f->at, (size_t)capacity * sizeof *grown);
  if (!grown) return false;
  f->at = grown;
  f->capacity = capacity;
  return true;
}

bool tide__flight_send(tide__flight *f, tide__parcel parcel) {
  if (!reserve(f)) return false;
  parcel.made = f->made++;
  int32_t i = f->n++;
  for (; i > 0 && is_before(&parcel, &f->at[(i - 1) / 2]); i = (i - 1) / 2)
    f->at[i] = f->at[(i - 1) / 2];
  f->at[i] = parcel;
  return true;
}

tide__parcel tide__flight_take(tide__flight *f) {
  const tide__parcel first = f->at[0];
  const tide__parcel last = f->at[--f->n];
  int32_t i = 0;
  for (int32_t child = 1; child < f->n; child = 2 * i + 1) {
    if (child + 1 < f->n && is_before(&f->at[child + 1], &f->at[child])) child++;
    if (!is_before(&f->at[child], &last)) break;
    f->at[i] = f->at[child];
    i = child;
  }
  f->at[i] = last;
  return first;
}

/* column.h -- a column that grows while a file is read. */
#pragma once
#include "tide.h"

#include <stdlib.h>

typedef struct {
  void *at;
  int32_t n, capacity;
} tide__column;

/* Room for one more value of `size` bytes, to be written; NULL when out of memory. */
static inline void *tide__column_push(tide__column *c, size_t size) {
  if (c->n == c->capacity) {
    if (c->capacity > INT32_MAX / 2) return NULL;
    const int32_t capacity = c->capacity ? 2 * c->capacity : 1024;
    void *grown = realloc(c->at, (size_t)capacity * size);
    if (!grown) return NULL;
    c->at = grown;
    c->capacity = capacity;
  }
  return (char *)c->at + (size_t)c->n++ * size;
}

/* Hands the values over; the column is empty then. */
static inline void *tide__column_take(tide__column *c) {
  void *at = c->at;
  *c = (tide__column){0};
  return at;
}

static inline void tide__column_free(tide__column *c) { free(tide__column_take(c)); }

/* builder.c -- growing columns, order of rows, duplicates. */
#include "data/builder.h"

#include "core/error.h"
#include "data/candles.h"
#include "data/stamp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024 };

void tide__load_rows_add(tide_load_rows *rows, int32_t line) {
  if (rows->count < TIDE_LOAD_LINES) rows->line[rows->count] = line;
  rows->count++;
}

void tide__builder_init(tide__builder *b, const tide__layout *layout, const char *name,
                        tide_load_report *report) {
  *b = (tide__builder){.name = name, .report = report};
  for (int32_t r = TIDE__ROLE_OPEN; r < TIDE__ROLES; r++) b->used[r] = layout->column[r] >= 0;
}

void tide__builder_free(tide__builder *b) {
  free(b->time);
  for (int32_t r = 0; r < TIDE__ROLES; r++) free(b->column[r]);
  *b = (tide__builder){0};
}

static bool grow(tide__builder *b) {
  if (b->capacity > INT32_MAX / 2) return false;
  const int32_t capacity = b->capacity ? 2 * b->capacity : FIRST_CAPACITY;
  int64_t *time = realloc(b->time, (size_t)capacity * sizeof *time);
  if (!time) return false;
  b->time = time;
  for (int32_t r = 0; r < TIDE__ROLES; r++) {
    if (!b->used[r]) continue;
    double *column = realloc(b->column[r], (size_t)capacity * sizeof *column);
    if (!column) return false;
    b->column[r] = column;
  }
  b->capacity = capacity;
  return true;
}

/* Two empty cells (NaN) are the same. */
static bool same_values(const tide__builder *b, const tide__row *row) {
  for (int32_t r = 0; r < TIDE__ROLES; r++) {
    if (!b->used[r]) continue;
    const double x = b->column[r][b->n - 1], y = row->value[r];
    if (x != y && !(isnan(x) && isnan(y))) return false;
  }
  return true;
}

static void put(tide__builder *b, int32_t i, const tide__row *row) {
  b->time[i] = row->time;
  for (int32_t r = 0; r < TIDE__ROLES; r++)
    if (b->used[r]) b->column[r][i] = row->value[r];
  b->last_line = row->line;
}

static int refuse_order(const tide__builder *b, const tide__row *row, tide_error *error) {
  char now[40], before[40];
  tide__stamp_text(row->time, now);
  tide__stamp_text(b->time[b->n - 1], before);
  return tide__error(error, TIDE_EDATA,
                     b->order > 0
                       ? "%s:%d: time goes back: %s comes after %s of line %d; sort the rows"
                       : "%s:%d: time goes forward: %s comes after %s of line %d in a file "
                         "that runs newest first; sort the rows",
                     b->name, row->line, now, before, b->last_line);
}

int tide__builder_add(tide__builder *b, const tide__row *row, tide_error *error) {
  if (b->n > 0) {
    const int64_t last = b->time[b->n - 1];
    if (row->time == last) {
      tide__load_rows_add(same_values(b, row) ? &b->report->duplicates : &b->report->conflicts,
                          row->line);
      put(b, b->n - 1, row);
      return TIDE_OK;
    }
    const int32_t order = row->time > last ? 1 : -1;
    if (b->order == 0) b->order = order;
    if (order != b->order) return refuse_order(b, row, error);
  }
  if (b->n == b->capacity && !grow(b))
    return tide__error(error, TIDE_ENOMEM, "%s:%d: out of memory", b->name, row->line);
  put(b, b->n++, row);
  return TIDE_OK;
}

static void move_column(void *to, void *from, int32_t n, bool reverse) {
  const uint64_t *source = from;
  uint64_t *target = to;
  if (!reverse)
    memcpy(target, source, (size_t)n * sizeof *target);
  else
    for (int32_t i = 0; i < n; i++) target[i] = source[n - 1 - i];
  free(from);
}

tide_candles *tide__builder_take(tide__builder *b) {
  int32_t columns = 0;
  for (int32_t i = 0; i < 4; i++)
    if (b->used[TIDE__ROLE_VOLUME + i]) columns |= 1 << i;
  tide_candles *c = tide__candles_new(b->n, 0, columns);
  if (!c) return NULL;
  const double *const to[TIDE__ROLES] = {
    NULL,     NULL,      c->open,    c->high, c->low,
    c->close, c->volume, c->funding, c->mark, c->open_interest};
  const bool reverse = b->order < 0;
  move_column((void *)(uintptr_t)c->time, b->time, b->n, reverse);
  b->time = NULL;
  for (int32_t r = 0; r < TIDE__ROLES; r++) {
    if (!b->used[r]) continue;
    move_column((void *)(uintptr_t)to[r], b->column[r], b->n, reverse);
    b->column[r] = NULL;
  }
  tide__builder_free(b);
  return c;
}

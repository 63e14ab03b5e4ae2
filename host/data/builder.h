/* builder.h -- rows become columns. */
#pragma once
#include "data/row.h"

/* The optional columns, as TIDE__ROLE_*, are those of the layout.
 *   column  [role][n]; time apart
 *   order   1 oldest first, -1 newest first, 0 not yet known */
typedef struct {
  const char *name;
  int32_t n, capacity, order;
  int64_t *time;
  double *column[TIDE__ROLES];
  bool used[TIDE__ROLES];
  int32_t last_line;
  tide_load_report *report;
} tide__builder;

void tide__builder_init(tide__builder *b, const tide__layout *layout, const char *name,
                        tide_load_report *report);
void tide__builder_free(tide__builder *b);

/* Adds a row. A repeated time is kept once: the later row. Refuses a time that
 * goes the other way than the rows before. */
int tide__builder_add(tide__builder *b, const tide__row *row, tide_error *error);

/* Moves the columns into candles, oldest first, with time frame 0, and empties the
 * builder. NULL when out of memory. */
tide_candles *tide__builder_take(tide__builder *b);

/* Counts a row and remembers its line. */
void tide__load_rows_add(tide_load_rows *rows, int32_t line);

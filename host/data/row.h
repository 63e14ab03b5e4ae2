/* row.h -- one row of a candle file, read and checked. */
#pragma once
#include "data/layout.h"

/* What holds for all rows of a file, learned from the first. */
typedef struct {
  const char *name;
  tide__layout layout;
  bool allow_negative;
  int32_t kind; /* TIDE__STAMP_*, -1 before the first row */
  int64_t last; /* time of the row before */
} tide__row_reader;

/* value  by role; NaN where an optional cell is empty */
typedef struct {
  int64_t time;
  double value[TIDE__ROLES];
  int32_t line;
  bool no_volume; /* the cell was empty; value is 0 */
  bool negative;
} tide__row;

/* Returns 1 and a row, 0 when it holds no prices (all four "null" or empty), or a
 * negative status with a message that names the line. */
int tide__row_read(tide__row_reader *r, const tide__line *line, tide__row *row, tide_error *error);

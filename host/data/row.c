/* row.c -- reads one row and refuses what cannot be true. */
#include "data/row.h"

#include "core/error.h"
#include "core/timeframe.h"
#include "data/number.h"
#include "data/stamp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The row being read, for messages. */
typedef struct {
  const tide__row_reader *r;
  const tide__line *line;
  const tide__cell *cells;
  tide_error *error;
} context;

static tide__cell cell_of(const context *c, int32_t role) {
  return c->cells[c->r->layout.column[role]];
}

/* "FILE:LINE: open 'abc' is ..." */
static int refuse_cell(const context *c, int32_t role, const char *reason) {
  char text[48];
  return tide__error(c->error, TIDE_EDATA, "%s:%d: %s '%s' %s", c->r->name, c->line->number,
                     tide__role_name(role), tide__cell_text(cell_of(c, role), text), reason);
}

static int refuse_pair(const context *c, int32_t low, const char *relation, int32_t high) {
  char a[48], b[48];
  return tide__error(c->error, TIDE_EDATA, "%s:%d: %s %s is %s %s %s", c->r->name, c->line->number,
                     tide__role_name(low), tide__cell_text(cell_of(c, low), a), relation,
                     tide__role_name(high), tide__cell_text(cell_of(c, high), b));
}

static int refuse_number(const context *c, int32_t role, int status) {
  if (status == TIDE__NUMBER_EMPTY)
    return refuse_cell(c, role, "is missing, but other prices of the row are there");
  if (status == TIDE__NUMBER_UNDEFINED) return refuse_cell(c, role, "is not a finite number");
  return refuse_cell(c, role, "is not a number");
}

static int read_prices(const context *c, tide__row *row) {
  int status[TIDE__ROLES], empty = 0;
  for (int32_t r = TIDE__ROLE_OPEN; r <= TIDE__ROLE_CLOSE; r++) {
    const tide__cell cell = cell_of(c, r);
    status[r] = tide__number_parse(cell.at, cell.end, &row->value[r]);
    empty += status[r] == TIDE__NUMBER_EMPTY;
  }
  if (empty == 4) return 0;
  for (int32_t r = TIDE__ROLE_OPEN; r <= TIDE__ROLE_CLOSE; r++)
    if (status[r] != TIDE__NUMBER_OK) return refuse_number(c, r, status[r]);
  return 1;
}

static int check_prices(const context *c, tide__row *row) {
  const double open = row->value[TIDE__ROLE_OPEN], high = row->value[TIDE__ROLE_HIGH];
  const double low = row->value[TIDE__ROLE_LOW], close = row->value[TIDE__ROLE_CLOSE];
  if (low > high) return refuse_pair(c, TIDE__ROLE_LOW, "above", TIDE__ROLE_HIGH);
  if (low > open) return refuse_pair(c, TIDE__ROLE_LOW, "above", TIDE__ROLE_OPEN);
  if (low > close) return refuse_pair(c, TIDE__ROLE_LOW, "above", TIDE__ROLE_CLOSE);
  if (high < open) return refuse_pair(c, TIDE__ROLE_HIGH, "below", TIDE__ROLE_OPEN);
  if (high < close) return refuse_pair(c, TIDE__ROLE_HIGH, "below", TIDE__ROLE_CLOSE);
  row->negative = low <= 0;
  if (!row->negative || c->r->allow_negative) return 1;
  for (int32_t r = TIDE__ROLE_OPEN; r <= TIDE__ROLE_CLOSE; r++)
    if (row->value[r] <= 0)
      return refuse_cell(c, r,
                         row->value[r] < 0
                           ? "is negative; if that is true, allow it with --allow-negative"
                           : "is zero; if that is true, allow it with --allow-negative");
  return 1;
}

static int read_volume(const context *c, tide__row *row) {
  row->no_volume = false;
  if (c->r->layout.column[TIDE__ROLE_VOLUME] < 0) return 1;
  double *volume = &row->value[TIDE__ROLE_VOLUME];
  const tide__cell cell = cell_of(c, TIDE__ROLE_VOLUME);
  const int status = tide__number_parse(cell.at, cell.end, volume);
  row->no_volume = status == TIDE__NUMBER_EMPTY;
  if (row->no_volume)
    *volume = 0;
  else if (status != TIDE__NUMBER_OK)
    return refuse_number(c, TIDE__ROLE_VOLUME, status);
  if (*volume < 0) return refuse_cell(c, TIDE__ROLE_VOLUME, "is negative");
  return 1;
}

static int read_optional(const context *c, tide__row *row) {
  for (int32_t r = TIDE__ROLE_FUNDING; r < TIDE__ROLES; r++) {
    if (c->r->layout.column[r] < 0) continue;
    const tide__cell cell = cell_of(c, r);
    const int status = tide__number_parse(cell.at, cell.end, &row->value[r]);
    if (status == TIDE__NUMBER_EMPTY)
      row->value[r] = NAN;
    else if (status != TIDE__NUMBER_OK)
      return refuse_number(c, r, status);
  }
  return 1;
}

/* A date and a time of day in two cells. */
static bool parse_joined(tide__cell date, tide__cell clock, int64_t *us, int32_t *kind) {
  char text[96];
  const int size = snprintf(text, sizeof text, "%.*s %.*s", (int)(date.end - date.at), date.at,
                            (int)(clock.end - clock.at), clock.at);
  return size > 0 && size < (int)sizeof text && tide__stamp_parse(text, text + size, us, kind);
}

/* The unit is told by the size of a number, which fails for milliseconds before
 * 1973: a number near the row before, in the unit of the file, belongs to it. */
static bool fits_unit(const tide__row_reader *r, tide__cell cell, int64_t *us) {
  int64_t value = 0;
  const char *p = cell.at;
  const bool negative = p < cell.end && *p == '-';
  for (p += negative; p < cell.end; p++) {
    if (*p < '0' || *p > '9' || p - cell.at > 17) return false;
    value = value * 10 + (*p - '0');
  }
  if (r->kind == TIDE__STAMP_TEXT) return false;
  if (!tide__stamp_scale(negative ? -value : value, r->kind, us)) return false;
  int64_t distance;
  return !__builtin_sub_overflow(*us, r->last, &distance) && llabs(distance) <= 400 * TIDE__DAY_US;
}

static int read_time(const context *c, tide__row_reader *r, tide__row *row) {
  static const char *const units[] = {"text", "seconds", "milliseconds", "microseconds",
                                      "nanoseconds"};
  const tide__cell cell = cell_of(c, TIDE__ROLE_TIME);
  int32_t kind = TIDE__STAMP_TEXT;
  const bool known = r->layout.column[TIDE__ROLE_CLOCK] >= 0
                       ? parse_joined(cell, cell_of(c, TIDE__ROLE_CLOCK), &row->time, &kind)
                       : tide__stamp_parse(cell.at, cell.end, &row->time, &kind);
  if (!known)
    return refuse_cell(c, TIDE__ROLE_TIME, "is no time; write 2024-01-31 17:00:00 or a Unix time");
  if (r->kind < 0) r->kind = kind;
  if (kind != r->kind && !fits_unit(r, cell, &row->time)) {
    char text[48];
    return tide__error(c->error, TIDE_EDATA,
                       "%s:%d: mixed time units: '%s' is %s, the rows before are %s", r->name,
                       c->line->number, tide__cell_text(cell, text), units[kind], units[r->kind]);
  }
  r->last = row->time;
  return 1;
}

/* Whether "time" beside "date" is a time of day is seen in the first row. */
static void settle_clock(tide__row_reader *r, const tide__cell *cells) {
  int32_t *clock = &r->layout.column[TIDE__ROLE_CLOCK];
  if (r->kind >= 0 || *clock < 0) return;
  if (tide__stamp_is_clock(cells[*clock].at, cells[*clock].end)) return;
  r->layout.column[TIDE__ROLE_TIME] = *clock;
  *clock = -1;
}

static int split_row(const tide__row_reader *r, const tide__line *line, tide__cell *cells,
                     tide_error *error) {
  const int32_t n = tide__cells_split(line, r->layout.delimiter, cells);
  if (n < 0)
    return tide__error(error, TIDE_EDATA, "%s:%d: a quote is not closed", r->name, line->number);
  const bool trailing = n == r->layout.cells + 1 && line->end[-1] == r->layout.delimiter;
  if (n != r->layout.cells && !trailing)
    return tide__error(error, TIDE_EDATA, "%s:%d: this row has %d cells, expected are %d", r->name,
                       line->number, n, r->layout.cells);
  return 1;
}

int tide__row_read(tide__row_reader *r, const tide__line *line, tide__row *row, tide_error *error) {
  tide__cell cells[TIDE__MAX_CELLS];
  int status = split_row(r, line, cells, error);
  if (status != 1) return status;
  settle_clock(r, cells);
  const context c = {r, line, cells, error};
  row->line = line->number;
  if ((status = read_prices(&c, row)) != 1) return status;
  if ((status = read_time(&c, r, row)) != 1) return status;
  if ((status = check_prices(&c, row)) != 1) return status;
  if ((status = read_volume(&c, row)) != 1) return status;
  return read_optional(&c, row);
}

/* layout.h -- which cell of a row is what. */
#pragma once
#include "data/lines.h"

enum {
  TIDE__ROLE_TIME,
  TIDE__ROLE_CLOCK, /* time of day, beside a date */
  TIDE__ROLE_OPEN,
  TIDE__ROLE_HIGH,
  TIDE__ROLE_LOW,
  TIDE__ROLE_CLOSE,
  TIDE__ROLE_VOLUME,
  TIDE__ROLE_FUNDING,
  TIDE__ROLE_MARK,
  TIDE__ROLE_OPEN_INTEREST,
  TIDE__ROLES
};
const char *tide__role_name(int32_t role); /* "time" "open" ... */

enum { TIDE__MAX_CELLS = 64 };

/* A cell without its quotes and outer spaces. */
typedef struct {
  const char *at, *end;
} tide__cell;

/* column  [role] index of the cell, -1 when absent
 * cells   how many a row has */
typedef struct {
  int32_t column[TIDE__ROLES];
  int32_t cells;
  char delimiter;
  bool header, close_stamped;
  char columns[256]; /* as in tide_load_report */
} tide__layout;

/* Cuts a line. Returns how many cells it has, of which at most TIDE__MAX_CELLS
 * are stored, or -1 when a quote is not closed. */
int32_t tide__cells_split(const tide__line *line, char delimiter, tide__cell *cells);

/* Finds the layout in the first line that is no preamble (a URL, a comment).
 * Returns 1 when `line` was the header, 0 when it is the first row of data, or a
 * negative status with a message. */
int tide__layout_find(const tide__line *line, const char *name, tide__layout *layout,
                      tide_error *error);

/* True for lines that stand before the header: empty, "# ...", "sep=;", a URL. */
bool tide__layout_is_preamble(const tide__line *line);

/* Text of a cell for a message: cut, and without unprintable bytes. */
const char *tide__cell_text(tide__cell cell, char out[48]);

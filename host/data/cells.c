/* cells.c -- cuts a line into cells. */
#include "data/layout.h"

#include <string.h>

static tide__cell trimmed(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t')) at++;
  while (end > at && (end[-1] == ' ' || end[-1] == '\t')) end--;
  return (tide__cell){at, end};
}

/* Reads a quoted cell from its opening quote on; returns where it stopped, NULL
 * when the quote is not closed. A doubled quote stays doubled: no cell that is
 * used has one. */
static const char *read_quoted(const char *p, const char *end, tide__cell *cell) {
  const char *start = ++p;
  while ((p = memchr(p, '"', (size_t)(end - p)))) {
    if (p + 1 < end && p[1] == '"') {
      p += 2;
      continue;
    }
    *cell = trimmed(start, p);
    return p + 1;
  }
  return NULL;
}

int32_t tide__cells_split(const tide__line *line, char delimiter, tide__cell *cells) {
  const char *p = line->at, *const end = line->end;
  int32_t n = 0;
  for (;;) {
    tide__cell cell;
    while (p < end && *p == ' ') p++;
    if (p < end && *p == '"') {
      if (!(p = read_quoted(p, end, &cell))) return -1;
      while (p < end && *p != delimiter) p++;
    } else {
      const char *start = p;
      while (p < end && *p != delimiter) p++;
      cell = trimmed(start, p);
    }
    if (n < TIDE__MAX_CELLS) cells[n] = cell;
    n++;
    if (p == end) return n;
    p++;
  }
}

const char *tide__cell_text(tide__cell cell, char out[48]) {
  size_t n = 0;
  for (const char *p = cell.at; p < cell.end && n < 40; p++)
    out[n++] = (unsigned char)*p < 0x20 || *p == 0x7f ? '?' : *p;
  if (cell.end - cell.at > 40) {
    memcpy(out + n, "...", 3);
    n += 3;
  }
  out[n] = 0;
  return out;
}

/* layout.c -- from the names in a header, or the shape of the first row, to the
 * role of each cell. */
#define _GNU_SOURCE /* memmem */
#include "data/layout.h"

#include "core/error.h"
#include "data/names.h"
#include "data/number.h"
#include "data/stamp.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const role_names[TIDE__ROLES] = {
  "time", "clock", "open", "high", "low", "close", "volume", "funding", "mark", "open_interest"};

const char *tide__role_name(int32_t role) { return role_names[role]; }

static char find_delimiter(const tide__line *line) {
  static const char candidates[] = ",;\t|";
  int32_t best = 0;
  char delimiter = ',';
  for (int32_t i = 0; candidates[i]; i++) {
    int32_t count = 0;
    bool quoted = false;
    for (const char *p = line->at; p < line->end; p++) {
      if (*p == '"') quoted = !quoted;
      count += !quoted && *p == candidates[i];
    }
    if (count > best) {
      best = count;
      delimiter = candidates[i];
    }
  }
  return delimiter;
}

static bool starts_with(const tide__line *line, const char *word) {
  const size_t size = strlen(word);
  return (size_t)(line->end - line->at) >= size && strncasecmp(line->at, word, size) == 0;
}

bool tide__layout_is_preamble(const tide__line *line) {
  const char *p = line->at;
  while (p < line->end && (*p == ' ' || *p == '\t')) p++;
  return p == line->end || *p == '#' || starts_with(line, "http://") ||
         starts_with(line, "https://") || starts_with(line, "\"http") ||
         starts_with(line, "sep=") || starts_with(line, "www.");
}

static void find_roles(tide__layout *l, const tide__cell *cells) {
  int32_t best[TIDE__ROLES], date = -1;
  for (int32_t r = 0; r < TIDE__ROLES; r++) best[r] = INT32_MAX;
  for (int32_t i = 0; i < l->cells && i < TIDE__MAX_CELLS; i++) {
    int32_t rank = 0;
    const int32_t role = tide__name_role(cells[i], &rank);
    if (role == TIDE__ROLE_TIME && rank == TIDE__RANK_DATE) date = i;
    if (role == TIDE__ROLES || rank >= best[role]) continue;
    best[role] = rank;
    l->column[role] = i;
  }
  l->close_stamped = best[TIDE__ROLE_TIME] == TIDE__RANK_CLOSE_TIME;
  /* Which of "date" and "time" holds what is seen in the first row. */
  if (best[TIDE__ROLE_TIME] == TIDE__RANK_CLOCK && date >= 0) {
    l->column[TIDE__ROLE_CLOCK] = l->column[TIDE__ROLE_TIME];
    l->column[TIDE__ROLE_TIME] = date;
  }
}

/* Of two equal names one would be taken by chance; for a price that is a wrong
 * result nobody sees. A better name beside them settles it. */
static int check_repeats(const tide__layout *l, const tide__cell *cells, const tide__line *line,
                         const char *name, tide_error *error) {
  for (int32_t role = TIDE__ROLE_OPEN; role <= TIDE__ROLE_CLOSE; role++) {
    const int32_t used = l->column[role];
    int32_t rank = 0, other = 0;
    tide__name_role(cells[used], &rank);
    for (int32_t i = used + 1; i < l->cells; i++) {
      char text[48], again[48];
      if (tide__name_role(cells[i], &other) != role || other != rank) continue;
      return tide__error(error, TIDE_EDATA,
                         "%s:%d: columns %d ('%s') and %d ('%s') are both the %s price; remove or "
                         "rename the one that is not meant",
                         name, line->number, used + 1, tide__cell_text(cells[used], text), i + 1,
                         tide__cell_text(cells[i], again), tide__role_name(role));
    }
  }
  return TIDE_OK;
}

static bool is_number(tide__cell cell) {
  double x;
  return tide__number_parse(cell.at, cell.end, &x) == TIDE__NUMBER_OK;
}

/* time open high low close [volume ...], the time in one cell or two. */
static bool find_shape(tide__layout *l, const tide__cell *cells) {
  int64_t us;
  int32_t kind, at = 1;
  if (l->cells < 5 || !tide__stamp_parse(cells[0].at, cells[0].end, &us, &kind)) return false;
  if (tide__stamp_is_clock(cells[1].at, cells[1].end)) at = 2;
  if (l->cells < at + 4) return false;
  for (int32_t i = 0; i < 4; i++)
    if (!is_number(cells[at + i])) return false;
  l->column[TIDE__ROLE_TIME] = 0;
  if (at == 2) l->column[TIDE__ROLE_CLOCK] = 1;
  for (int32_t i = 0; i < 4; i++) l->column[TIDE__ROLE_OPEN + i] = at + i;
  if (l->cells > at + 4) l->column[TIDE__ROLE_VOLUME] = at + 4;
  return true;
}

static void list_cells(const tide__layout *l, const tide__cell *cells, char *out, size_t size) {
  size_t n = 0;
  out[0] = 0;
  for (int32_t i = 0; i < l->cells && i < 16 && n + 64 < size; i++) {
    char text[48];
    const int wrote =
      snprintf(out + n, size - n, "%s%s", i ? ", " : "", tide__cell_text(cells[i], text));
    if (wrote > 0) n += (size_t)wrote;
  }
}

/* Refuses what is no table at all. */
static int check_text(const tide__line *line, const char *name, tide_error *error) {
  for (const char *p = line->at; p < line->end; p++)
    if ((unsigned char)*p < 0x20 && *p != '\t')
      return tide__error(error, TIDE_EDATA, "%s:%d: this is binary data, no CSV file", name,
                         line->number);
  const size_t size = (size_t)(line->end - line->at);
  if (*line->at == '{' || *line->at == '[' || memmem(line->at, size, "{\"", 2))
    return tide__error(error, TIDE_EDATA, "%s:%d: this is JSON, no CSV file of candles", name,
                       line->number);
  return TIDE_OK;
}

static int refuse(const tide__layout *l, const tide__line *line, const tide__cell *cells,
                  const char *name, tide_error *error) {
  char list[512], missing[64] = "";
  int32_t found = 0;
  list_cells(l, cells, list, sizeof list);
  for (int32_t r = TIDE__ROLE_OPEN; r <= TIDE__ROLE_CLOSE; r++) {
    if (l->column[r] >= 0)
      found++;
    else
      snprintf(missing + strlen(missing), sizeof missing - strlen(missing), "%s%s",
               *missing ? ", " : "", tide__role_name(r));
  }
  if (l->column[TIDE__ROLE_TIME] < 0)
    snprintf(missing + strlen(missing), sizeof missing - strlen(missing), "%stime",
             *missing ? ", " : "");
  if (found == 0)
    return tide__error(error, TIDE_EDATA,
                       "%s:%d: these are no candles: needed are time, open, high, low and close, "
                       "found are the columns %s",
                       name, line->number, list);
  return tide__error(error, TIDE_EDATA, "%s:%d: no column for %s; the columns are %s", name,
                     line->number, missing, list);
}

/* "time=timestamp open=open": the cell's own name, or its number. */
static void describe(tide__layout *l, const tide__cell *cells) {
  size_t n = 0;
  l->columns[0] = 0;
  for (int32_t r = 0; r < TIDE__ROLES; r++) {
    char text[48], number[16];
    const int32_t i = l->column[r];
    if (i < 0 || n + 80 > sizeof l->columns) continue;
    snprintf(number, sizeof number, "%d", i + 1);
    const bool named = l->header && cells[i].at < cells[i].end;
    const int wrote =
      snprintf(l->columns + n, sizeof l->columns - n, "%s%s=%s", n ? " " : "", tide__role_name(r),
               named ? tide__cell_text(cells[i], text) : number);
    if (wrote > 0) n += (size_t)wrote;
  }
}

int tide__layout_find(const tide__line *line, const char *name, tide__layout *l,
                      tide_error *error) {
  tide__cell cells[TIDE__MAX_CELLS];
  const int status = check_text(line, name, error);
  if (status != TIDE_OK) return status;
  *l = (tide__layout){.delimiter = find_delimiter(line)};
  for (int32_t r = 0; r < TIDE__ROLES; r++) l->column[r] = -1;
  l->cells = tide__cells_split(line, l->delimiter, cells);
  if (l->cells < 0)
    return tide__error(error, TIDE_EDATA, "%s:%d: a quote is not closed", name, line->number);
  if (l->cells > TIDE__MAX_CELLS)
    return tide__error(error, TIDE_EDATA, "%s:%d: %d columns are more than the %d that are read",
                       name, line->number, l->cells, TIDE__MAX_CELLS);
  find_roles(l, cells);
  bool complete = l->column[TIDE__ROLE_TIME] >= 0;
  for (int32_t r = TIDE__ROLE_OPEN; r <= TIDE__ROLE_CLOSE; r++) complete &= l->column[r] >= 0;
  l->header = complete;
  if (!complete) {
    tide__layout shape = *l;
    for (int32_t r = 0; r < TIDE__ROLES; r++) shape.column[r] = -1;
    shape.close_stamped = false;
    if (!find_shape(&shape, cells)) return refuse(l, line, cells, name, error);
    *l = shape;
  } else if (check_repeats(l, cells, line, name, error) != TIDE_OK) {
    return TIDE_EDATA;
  }
  describe(l, cells);
  return complete;
}

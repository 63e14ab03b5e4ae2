/* sheet.c -- finds the columns in the header, then cuts rows. */
#include "ticks/sheet.h"

#include "core/error.h"
#include "data/stamp.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool cell_is(tide__cell cell, const char *text, size_t size) {
  return (size_t)(cell.end - cell.at) == size && strncasecmp(cell.at, text, size) == 0;
}

/* Whether a header cell is one of the words. */
static bool is_called(tide__cell cell, const char *words) {
  while (*words) {
    const size_t size = strcspn(words, " ");
    if (cell_is(cell, words, size)) return true;
    words += size + strspn(words + size, " ");
  }
  return false;
}

static char find_delimiter(const tide__line *line) {
  static const char known[] = ",;\t|";
  int32_t most = 0;
  char found = ',';
  for (const char *d = known; *d; d++) {
    int32_t n = 0;
    for (const char *p = line->at; p < line->end; p++) n += *p == *d;
    if (n > most) {
      most = n;
      found = *d;
    }
  }
  return found;
}

/* "time=timestamp_ms price=price" */
static void describe(const tide__sheet *s, tide_tick_report *report) {
  size_t n = 0;
  for (int32_t i = 0; i < s->n && n < sizeof report->columns; i++) {
    char text[48];
    if (s->column[i] < 0) continue;
    n += (size_t)snprintf(report->columns + n, sizeof report->columns - n, "%s%s=%s", n ? " " : "",
                          s->wanted[i].name, tide__cell_text(s->cell[s->column[i]], text));
  }
}

static int read_header(tide__sheet *s, tide_tick_report *report) {
  int status = tide__lines_next(s->lines, &s->line, s->error);
  if (status == 0) return tide__error(s->error, TIDE_EDATA, "%s: this file is empty", s->name);
  if (status < 0) return status;
  s->delimiter = find_delimiter(&s->line);
  s->cells = tide__cells_split(&s->line, s->delimiter, s->cell);
  if (s->cells < 0 || s->cells > TIDE__MAX_CELLS)
    return tide__error(s->error, TIDE_EDATA, "%s:%d: this is no header of a CSV file", s->name,
                       s->line.number);
  for (int32_t i = 0; i < s->n; i++) {
    s->column[i] = -1;
    for (int32_t k = s->cells - 1; k >= 0; k--)
      if (is_called(s->cell[k], s->wanted[i].words)) s->column[i] = k;
    if (s->column[i] < 0 && s->wanted[i].needed)
      return tide__error(s->error, TIDE_EDATA,
                         "%s:%d: no column is called %s; write a header with one of: %s", s->name,
                         s->line.number, s->wanted[i].name, s->wanted[i].words);
  }
  describe(s, report);
  return TIDE_OK;
}

int tide__sheet_open(tide__sheet *s, const tide_source *source, tide_tick_report *report) {
  int status = TIDE_OK;
  s->lines = NULL;
  s->name = source->path ? source->path : "text";
  *report = (tide_tick_report){0};
  if (!source->path && !source->text)
    return tide__error(s->error, TIDE_EINVAL, "no file was named");
  tide_source named = *source;
  named.path = s->name;
  tide__bytes *bytes = tide__bytes_open(&named, &status, s->error);
  if (!bytes) return status;
  report->gzip = tide__bytes_is_gzip(bytes);
  s->lines = tide__lines_new(bytes, s->name, report->gzip && source->threads != 1);
  return s->lines ? read_header(s, report) : tide__sheet_no_memory(s);
}

void tide__sheet_close(tide__sheet *s) {
  tide__lines_free(s->lines);
  s->lines = NULL;
}

int tide__sheet_next(tide__sheet *s) {
  int status;
  do status = tide__lines_next(s->lines, &s->line, s->error);
  while (status == 1 && s->line.at == s->line.end);
  if (status != 1) return status;
  const int32_t n = tide__cells_split(&s->line, s->delimiter, s->cell);
  if (n == s->cells) return 1;
  if (n < 0)
    return tide__error(s->error, TIDE_EDATA, "%s:%d: a quote is not closed", s->name,
                       s->line.number);
  return tide__error(s->error, TIDE_EDATA, "%s:%d: this row has %d cells, expected are %d", s->name,
                     s->line.number, n, s->cells);
}

bool tide__sheet_has(const tide__sheet *s, int32_t i) { return s->column[i] >= 0; }

tide__cell tide__sheet_cell(const tide__sheet *s, int32_t i) {
  if (s->column[i] < 0) return (tide__cell){s->line.end, s->line.end};
  return s->cell[s->column[i]];
}

bool tide__sheet_empty(const tide__sheet *s, int32_t i) {
  const tide__cell cell = tide__sheet_cell(s, i);
  return cell.at == cell.end;
}

bool tide__sheet_is(const tide__sheet *s, int32_t i, const char *text) {
  return cell_is(tide__sheet_cell(s, i), text, strlen(text));
}

int tide__sheet_refuse(const tide__sheet *s, int32_t i, const char *why) {
  char text[48];
  return tide__error(s->error, TIDE_EDATA, "%s:%d: %s '%s' %s", s->name, s->line.number,
                     s->wanted[i].name, tide__cell_text(tide__sheet_cell(s, i), text), why);
}

int tide__sheet_no_memory(const tide__sheet *s) {
  return tide__error(s->error, TIDE_ENOMEM, "%s: out of memory", s->name);
}

int tide__sheet_time(const tide__sheet *s, int32_t i, int64_t *us) {
  const tide__cell cell = tide__sheet_cell(s, i);
  int32_t kind;
  if (tide__stamp_parse(cell.at, cell.end, us, &kind)) return TIDE_OK;
  return tide__sheet_refuse(s, i, "is no time; write a Unix time or 2024-01-31 17:00:00.123");
}

int tide__sheet_id(const tide__sheet *s, int32_t i, int64_t *id) {
  const tide__cell cell = tide__sheet_cell(s, i);
  int64_t sum = 0;
  bool fits = cell.at < cell.end;
  for (const char *p = cell.at; p < cell.end && fits; p++)
    fits = *p >= '0' && *p <= '9' && !__builtin_mul_overflow(sum, 10, &sum) &&
           !__builtin_add_overflow(sum, *p - '0', &sum);
  *id = sum;
  return fits ? TIDE_OK : tide__sheet_refuse(s, i, "is no whole number");
}

int tide__sheet_number(const tide__sheet *s, int32_t i, tide__fixed *f) {
  const tide__cell cell = tide__sheet_cell(s, i);
  int64_t value;
  int32_t digits;
  if (!tide__fixed_parse(cell.at, cell.end, &value, &digits))
    return tide__sheet_refuse(s, i, "is not a number of at most 18 figures");
  const int status = tide__fixed_add(f, value, digits);
  if (status == TIDE_ENOMEM) return tide__sheet_no_memory(s);
  if (status == TIDE_OK) return TIDE_OK;
  return tide__sheet_refuse(s, i, "and the rows above need more than 2^53 of one unit");
}

/* csv.c -- from a source to candles: find the layout, read the rows, settle the
 * time frame. */
#include "data/csv.h"

#include "core/error.h"
#include "core/timeframe.h"
#include "data/builder.h"
#include "data/stamp.h"
#include "data/step.h"

#include <stdio.h>
#include <string.h>

/* Reads lines up to the header or the first row; 1: `line` is the header, 0: a row. */
static int find_layout(tide__lines *lines, tide__row_reader *r, tide__line *line,
                       tide_error *error) {
  int status;
  while ((status = tide__lines_next(lines, line, error)) == 1)
    if (!tide__layout_is_preamble(line)) return tide__layout_find(line, r->name, &r->layout, error);
  if (status < 0) return status;
  return tide__error(error, TIDE_EDATA, "%s: this file is empty", r->name);
}

static bool is_blank(const tide__line *line) {
  const char *p = line->at;
  while (p < line->end && (*p == ' ' || *p == '\t')) p++;
  return p == line->end;
}

static int add_row(tide__row_reader *r, tide__builder *b, const tide__line *line,
                   tide_error *error) {
  tide__row row;
  if (is_blank(line)) return TIDE_OK;
  const int status = tide__row_read(r, line, &row, error);
  if (status < 0) return status;
  b->report->rows++;
  if (status == 0) {
    tide__load_rows_add(&b->report->empty, line->number);
    return TIDE_OK;
  }
  if (row.no_volume) tide__load_rows_add(&b->report->no_volume, line->number);
  b->report->negative |= row.negative;
  return tide__builder_add(b, &row, error);
}

static int read_rows(tide__lines *lines, tide__row_reader *r, tide__builder *b,
                     tide_load_report *report, tide_error *error) {
  tide__line line;
  int status = find_layout(lines, r, &line, error);
  if (status < 0) return status;
  tide__builder_init(b, &r->layout, r->name, report);
  if (status == 0) {
    status = add_row(r, b, &line, error);
    if (status < 0) return status;
  }
  while ((status = tide__lines_next(lines, &line, error)) == 1)
    if ((status = add_row(r, b, &line, error)) < 0) return status;
  if (status < 0) return status;
  if (b->n == 0) return tide__error(error, TIDE_EDATA, "%s: no row has prices", r->name);
  /* A column without a single volume is no volume column. */
  if (report->no_volume.count == report->rows - report->empty.count)
    b->used[TIDE__ROLE_VOLUME] = false;
  return TIDE_OK;
}

static int settle(tide_candles *c, const tide__row_reader *r, tide_error *error) {
  int64_t *time = (int64_t *)(uintptr_t)c->time;
  if (r->layout.close_stamped) tide__step_round_closes(time, c->n);
  c->timeframe = tide__step_find(time, c->n);
  if (c->timeframe == 0) c->timeframe = tide__step_from_name(r->name);
  if (c->timeframe == 0)
    return tide__error(error, TIDE_EDATA,
                       "%s: one candle does not tell its time frame; name the file "
                       "SYMBOL_1h.csv or so",
                       r->name);
  if (r->layout.close_stamped) tide__step_to_open(time, c->n, c->timeframe);
  return TIDE_OK;
}

static void describe(const tide__row_reader *r, const tide__builder *b, tide_load_report *report) {
  report->header = r->layout.header;
  report->delimiter = r->layout.delimiter;
  report->close_stamped = r->layout.close_stamped;
  report->newest_first = b->order < 0;
  snprintf(report->columns, sizeof report->columns, "%s", r->layout.columns);
  snprintf(report->time_unit, sizeof report->time_unit, "%s", tide__stamp_kind(r->kind));
}

int tide__csv_read(const tide_source *source, tide_candles **out, tide_load_report *report,
                   uint64_t *digest, tide_error *error) {
  int status = TIDE_OK;
  *report = (tide_load_report){0};
  tide__bytes *bytes = tide__bytes_open(source, &status, error);
  if (!bytes) return status;
  report->gzip = tide__bytes_is_gzip(bytes);
  tide__lines *lines = tide__lines_new(bytes, source->path, report->gzip && source->threads != 1);
  if (!lines) return tide__error(error, TIDE_ENOMEM, "%s: out of memory", source->path);
  tide__row_reader reader = {
    .name = source->path, .allow_negative = source->allow_negative, .kind = -1};
  tide__builder builder = {0};
  status = read_rows(lines, &reader, &builder, report, error);
  if (status == TIDE_OK) *digest = tide__lines_digest(lines);
  tide__lines_free(lines);
  if (status == TIDE_OK) {
    describe(&reader, &builder, report);
    *out = tide__builder_take(&builder);
    status = *out ? settle(*out, &reader, error)
                  : tide__error(error, TIDE_ENOMEM, "%s: out of memory", source->path);
    if (status != TIDE_OK) {
      tide_candles_free(*out);
      *out = NULL;
    }
  }
  tide__builder_free(&builder);
  return status;
}

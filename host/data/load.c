/* load.c -- candles as a run wants them: read, then the unfinished last one
 * dropped, then the gaps treated; with notes on all that was found. */
#include "core/error.h"
#include "core/timeframe.h"
#include "data/cache.h"
#include "data/csv.h"
#include "data/gaps.h"
#include "data/stamp.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Adds a line to the notes. */
static void note(tide_load_report *r, const char *format, ...) {
  const size_t n = strlen(r->notes);
  if (n + 2 > sizeof r->notes) return;
  if (n) memcpy(r->notes + n, "\n", 2);
  const size_t at = n ? n + 1 : 0;
  va_list args;
  va_start(args, format);
  /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is the line above */
  vsnprintf(r->notes + at, sizeof r->notes - at, format, args);
  va_end(args);
}

/* "3 rows without prices skipped: line 12, 13, 14" */
static void note_rows(tide_load_report *r, const tide_load_rows *rows, const char *one,
                      const char *many) {
  if (rows->count == 0) return;
  char lines[TIDE_LOAD_LINES * 14 + 8] = "";
  for (int32_t i = 0; i < rows->count && i < TIDE_LOAD_LINES; i++) {
    const size_t n = strlen(lines);
    snprintf(lines + n, sizeof lines - n, "%s%d", i ? ", " : "", rows->line[i]);
  }
  note(r, "%d %s: line%s %s%s", rows->count, rows->count == 1 ? one : many,
       rows->count == 1 ? "" : "s", lines, rows->count > TIDE_LOAD_LINES ? ", ..." : "");
}

static void describe(const tide_candles *c, tide_load_report *r) {
  r->notes[0] = 0;
  note_rows(r, &r->empty, "row without prices skipped", "rows without prices skipped");
  note_rows(r, &r->duplicates, "repeated row kept once", "repeated rows kept once");
  note_rows(r, &r->conflicts, "repeated time with other values: the later row counts",
            "repeated times with other values: the later rows count");
  if (c->volume)
    note_rows(r, &r->no_volume, "row without a volume: taken as 0",
              "rows without a volume: taken as 0");
  else
    note(r, "no volume column");
  if (r->gaps > 0)
    note(r, "%d gap%s, %d candle%s missing%s%s", r->gaps, r->gaps == 1 ? "" : "s", r->missing,
         r->missing == 1 ? "" : "s", r->weekend_gaps * 2 > r->gaps ? ", mostly weekends" : "",
         r->filled ? ", filled" : "");
  if (r->short_steps > 0)
    note(r, "%d step%s shorter than the time frame", r->short_steps,
         r->short_steps == 1 ? " is" : "s are");
}

/* The last candle goes while it is still open, or on request; others that lie in
 * the future are what the file says. */
static int drop_last(tide_candles *c, const tide_source *s, tide_load_report *r,
                     tide_error *error) {
  const int64_t now = s->now ? s->now : (int64_t)tide_clock_wall_us();
  const bool open = tide__timeframe_close(c->timeframe, c->time[c->n - 1]) > now;
  r->dropped = open || s->drop_last;
  c->n -= r->dropped;
  if (c->n > 0) return TIDE_OK;
  return tide__error(error, TIDE_EDATA, "%s: no finished candle is left", s->path);
}

static int treat_gaps(tide_candles **c, const tide_source *s, tide_load_report *r,
                      tide_error *error) {
  tide__gaps_count(*c, r);
  if (s->gaps == TIDE_GAPS_FAIL) return tide__gaps_fail(*c, s->path, error);
  if (s->gaps == TIDE_GAPS_FILL) return tide__gaps_fill(c, s->path, &r->filled, error);
  return TIDE_OK;
}

static void note_dropped(const tide_source *s, int64_t last, tide_load_report *r) {
  char text[40];
  if (r->dropped == 0) return;
  tide__stamp_text(last, text);
  note(r, "the last candle, %s, is %s", text, s->drop_last ? "dropped" : "not finished: dropped");
}

/* From the cache, or from the file and then into the cache. The reader must see a
 * negative price itself to name its line. */
static int read_candles(const tide_source *s, tide_candles **c, tide_load_report *r,
                        tide_error *error) {
  tide__file_id id;
  uint64_t digest = 0;
  const bool cache = !s->text && !s->no_cache && tide__file_identify(s->path, &id);
  *c = cache ? tide__cache_find(s, r) : NULL;
  if (*c && (!r->negative || s->allow_negative)) return TIDE_OK;
  tide_candles_free(*c);
  *c = NULL;
  const int status = tide__csv_read(s, c, r, &digest, error);
  if (status == TIDE_OK && cache) tide__cache_store(s, &id, digest, *c, r);
  return status;
}

int tide_candles_load(const tide_source *source, tide_candles **out, tide_load_report *report,
                      tide_error *error) {
  tide_candles *c = NULL;
  tide_source s = *source;
  *out = NULL;
  if (!s.path) {
    if (!s.text) return tide__error(error, TIDE_EINVAL, "no file was named");
    s.path = "text";
  }
  int status = read_candles(&s, &c, report, error);
  if (status != TIDE_OK) return status;
  const int64_t last = c->time[c->n - 1];
  status = drop_last(c, &s, report, error);
  if (status == TIDE_OK) status = treat_gaps(&c, &s, report, error);
  if (status != TIDE_OK) {
    tide_candles_free(c);
    return status;
  }
  describe(c, report);
  note_dropped(&s, last, report);
  *out = c;
  return TIDE_OK;
}

/* ticks.c -- libFuzzer target: any bytes are trades, or changes of a book, or a message; what is
 * handed out keeps its promises, and a book can be made of it.
 *
 * The first byte chooses what is read, the rest is the file. */
#include "tide.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t limit = INT64_C(1) << 53;

static void require(bool holds) {
  if (!holds) abort();
}

static void require_rising(const int64_t *x, int32_t n) {
  for (int32_t i = 1; x && i < n; i++) require(x[i] >= x[i - 1]);
}

static void require_within(const int64_t *x, int32_t n, int64_t least) {
  for (int32_t i = 0; i < n; i++) require(x[i] >= least && x[i] <= limit);
}

static void require_side(const uint8_t *side, int32_t n) {
  for (int32_t i = 0; i < n; i++) require(side[i] <= 1);
}

static void require_message(int status, const void *out, const tide_error *error) {
  require((status == TIDE_OK) == (out != NULL));
  require(status == TIDE_OK || strncmp(error->text, "fuzz.csv:", 9) == 0);
}

static void read_tape(const tide_source *source, const char *instrument) {
  tide_tape *t = NULL;
  tide_tick_report report;
  tide_error error;
  const int status = tide_tape_load(source, instrument, &t, &report, &error);
  require_message(status, t, &error);
  if (!t) return;
  require(t->n > 0 && t->n + report.others == report.rows);
  require(t->price_digits >= 0 && t->quantity_digits >= 0);
  require_rising(t->time, t->n);
  require_within(t->price, t->n, -limit);
  require_within(t->quantity, t->n, 1);
  require_side(t->side, t->n);
  tide_tape_free(t);
}

static void require_levels(const tide_book *b, int32_t side) {
  const int32_t n = tide_book_count(b, side);
  tide_book_level *level = malloc(((size_t)n + 1) * sizeof *level);
  require(level != NULL);
  require(tide_book_levels(b, side, level, n + 1) == n);
  for (int32_t i = 0; i < n; i++) {
    require(level[i].quantity > 0);
    require((double)level[i].quantity == tide_book_quantity(b, side, level[i].price));
    if (i == 0) continue;
    require(side == TIDE_BID ? level[i].price < level[i - 1].price
                             : level[i].price > level[i - 1].price);
  }
  free(level);
}

static void require_book(const tide_depth *d) {
  tide_book *b = tide_book_new();
  require(b != NULL);
  bool known = false;
  for (int32_t i = 0; i < d->messages; i++) {
    require(tide_book_apply(b, d, i, i + 1) == TIDE_OK);
    if (d->kind[i] != TIDE_DEPTH_UPDATE) known = d->kind[i] == TIDE_DEPTH_SNAPSHOT;
    require(known == tide_book_known(b));
    require(known || tide_book_count(b, TIDE_BID) + tide_book_count(b, TIDE_ASK) == 0);
  }
  require_levels(b, TIDE_BID);
  require_levels(b, TIDE_ASK);
  tide_book_free(b);
}

static void read_depth(const tide_source *source) {
  tide_depth *d = NULL;
  tide_tick_report report;
  tide_error error;
  const int status = tide_depth_load(source, &d, &report, &error);
  require_message(status, d, &error);
  if (!d) return;
  require(d->messages > 0 && d->kind[0] == TIDE_DEPTH_SNAPSHOT && d->rows <= report.rows);
  require(d->from[0] == 0 && d->from[d->messages] == d->rows);
  int32_t lost = 0;
  for (int32_t i = 0; i < d->messages; i++) {
    require(d->kind[i] <= TIDE_DEPTH_LOST && d->from[i] <= d->from[i + 1]);
    require(d->kind[i] != TIDE_DEPTH_LOST || d->from[i] == d->from[i + 1]);
    lost += d->kind[i] == TIDE_DEPTH_LOST;
  }
  require(lost == report.lost);
  require_rising(d->time, d->messages);
  require_rising(d->received, d->messages);
  require_within(d->price, d->rows, -limit);
  require_within(d->quantity, d->rows, 0);
  require_side(d->side, d->rows);
  require_book(d);
  tide_depth_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const tide_source source = {.path = "fuzz.csv",
                              .text = (const char *)data + 1,
                              .size = size - 1,
                              .threads = data[0] & 4 ? 1 : 2};
  if (data[0] & 1)
    read_depth(&source);
  else
    read_tape(&source, data[0] & 2 ? "A" : NULL);
  return 0;
}

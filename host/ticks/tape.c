/* tape.c -- trades from CSV. */
#include "core/error.h"
#include "ticks/sheet.h"

#include <string.h>

enum { TIME, RECEIVED, ID, SIDE, MAKER, PRICE, QUANTITY, INSTRUMENT, COLUMNS };

/* A Binance dump says whether the buyer was the maker: then the taker sold. */
static const tide__wanted wanted[COLUMNS] = {
  [TIME] = {"time", "timestamp_ms timestamp time timestamp_us transact_time date", true},
  [RECEIVED] = {"received", "recv_us received local_timestamp", false},
  [ID] = {"id", "trade_id id agg_trade_id", false},
  [SIDE] = {"side", "side taker_side", false},
  [MAKER] = {"is_buyer_maker", "is_buyer_maker isbuyermaker", false},
  [PRICE] = {"price", "price px", true},
  [QUANTITY] = {"quantity", "qty quantity amount size", true},
  [INSTRUMENT] = {"instrument", "symbol coin instrument", false},
};

typedef struct {
  tide__sheet sheet;
  const char *instrument;
  char first[64]; /* the instrument of the first row */
  tide__column time, received, id, side;
  tide__fixed price, quantity;
} reader;

static int read_side(const tide__sheet *s, uint8_t *side) {
  const int32_t i = tide__sheet_has(s, SIDE) ? SIDE : MAKER;
  const bool named = i == SIDE;
  *side = TIDE_SELL;
  if (tide__sheet_is(s, i, named ? "sell" : "true")) return TIDE_OK;
  *side = TIDE_BUY;
  if (tide__sheet_is(s, i, named ? "buy" : "false")) return TIDE_OK;
  return tide__sheet_refuse(s, i, named ? "is neither buy nor sell" : "is neither true nor false");
}

static int read_time(reader *r) {
  const tide__sheet *s = &r->sheet;
  int64_t *time = tide__column_push(&r->time, sizeof *time);
  if (!time) return tide__sheet_no_memory(s);
  const int status = tide__sheet_time(s, TIME, time);
  if (status != TIDE_OK) return status;
  if (r->time.n == 1 || *time >= time[-1]) return TIDE_OK;
  return tide__sheet_refuse(s, TIME, "lies before that of the row above; sort the rows");
}

static int read_optional(reader *r) {
  const tide__sheet *s = &r->sheet;
  int status = TIDE_OK;
  if (tide__sheet_has(s, RECEIVED)) {
    int64_t *received = tide__column_push(&r->received, sizeof *received);
    if (!received) return tide__sheet_no_memory(s);
    status = tide__sheet_time(s, RECEIVED, received);
  }
  if (status == TIDE_OK && tide__sheet_has(s, ID)) {
    int64_t *id = tide__column_push(&r->id, sizeof *id);
    if (!id) return tide__sheet_no_memory(s);
    status = tide__sheet_id(s, ID, id);
  }
  return status;
}

/* 1: a row of the instrument that is read; 0: of another one. */
static int is_wanted(reader *r) {
  const tide__sheet *s = &r->sheet;
  if (!tide__sheet_has(s, INSTRUMENT)) return 1;
  if (r->instrument) return tide__sheet_is(s, INSTRUMENT, r->instrument);
  const tide__cell cell = tide__sheet_cell(s, INSTRUMENT);
  const size_t size = (size_t)(cell.end - cell.at);
  if (r->time.n == 0 && size < sizeof r->first) {
    memcpy(r->first, cell.at, size);
    r->first[size] = 0;
  }
  if (tide__sheet_is(s, INSTRUMENT, r->first)) return 1;
  return tide__sheet_refuse(s, INSTRUMENT, "is not that of the first row: say which one to read");
}

static int read_row(reader *r, tide_tick_report *report) {
  int status = is_wanted(r);
  if (status == 0) report->others++;
  if (status != 1) return status;
  uint8_t *side = tide__column_push(&r->side, sizeof *side);
  if (!side) return tide__sheet_no_memory(&r->sheet);
  if ((status = read_time(r)) != TIDE_OK) return status;
  if ((status = read_optional(r)) != TIDE_OK) return status;
  if ((status = read_side(&r->sheet, side)) != TIDE_OK) return status;
  if ((status = tide__sheet_number(&r->sheet, PRICE, &r->price)) != TIDE_OK) return status;
  if ((status = tide__sheet_number(&r->sheet, QUANTITY, &r->quantity)) != TIDE_OK) return status;
  if (tide__fixed_last(&r->quantity) > 0) return TIDE_OK;
  return tide__sheet_refuse(&r->sheet, QUANTITY, "is not above zero");
}

static int read_rows(reader *r, tide_tick_report *report) {
  const tide__sheet *s = &r->sheet;
  int status;
  if (!tide__sheet_has(s, SIDE) && !tide__sheet_has(s, MAKER))
    return tide__error(s->error, TIDE_EDATA,
                       "%s:%d: no column is called side or is_buyer_maker; it says what the taker "
                       "did",
                       s->name, s->line.number);
  while ((status = tide__sheet_next(&r->sheet)) == 1) {
    report->rows++;
    if ((status = read_row(r, report)) < 0) return status;
  }
  if (status < 0 || r->time.n > 0) return status;
  if (report->rows == 0) return tide__error(s->error, TIDE_EDATA, "%s: there is no row", s->name);
  return tide__error(s->error, TIDE_EDATA, "%s: no row is of '%s'", s->name, r->instrument);
}

static tide_tape *take(reader *r) {
  tide_tape *t = malloc(sizeof *t);
  if (!t) return NULL;
  *t = (tide_tape){.n = r->time.n,
                   .price_digits = r->price.digits,
                   .quantity_digits = r->quantity.digits,
                   .time = tide__column_take(&r->time),
                   .received = tide__column_take(&r->received),
                   .id = tide__column_take(&r->id),
                   .price = tide__column_take(&r->price.values),
                   .quantity = tide__column_take(&r->quantity.values),
                   .side = tide__column_take(&r->side)};
  return t;
}

static void free_reader(reader *r) {
  tide__sheet_close(&r->sheet);
  tide__column_free(&r->time);
  tide__column_free(&r->received);
  tide__column_free(&r->id);
  tide__column_free(&r->side);
  tide__column_free(&r->price.values);
  tide__column_free(&r->quantity.values);
}

int tide_tape_load(const tide_source *source, const char *instrument, tide_tape **out,
                   tide_tick_report *report, tide_error *error) {
  reader r = {.sheet = {.wanted = wanted, .n = COLUMNS, .error = error}, .instrument = instrument};
  *out = NULL;
  int status = tide__sheet_open(&r.sheet, source, report);
  if (status == TIDE_OK) status = read_rows(&r, report);
  if (status == TIDE_OK && !(*out = take(&r))) status = tide__sheet_no_memory(&r.sheet);
  free_reader(&r);
  return status;
}

void tide_tape_free(tide_tape *t) {
  if (!t) return;
  const void *const columns[] = {t->time, t->received, t->id, t->price, t->quantity, t->side};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    free((void *)(uintptr_t)columns[i]);
  free(t);
}

/* fills_test.c -- what an account is told of fills: the time of the venue and the price as it was
 * paid, whatever the strategy hears and when. */
#include "event/run.h"

#include <stdio.h>

enum { MOST = 8 };

typedef struct {
  tide__filled fill[MOST];
  int32_t n;
} ledger;

static void keep(void *self, const tide__filled *filled) {
  ledger *l = self;
  if (l->n < MOST) l->fill[l->n++] = *filled;
}

static int failures = 0;

static void expect(const char *what, double got, double wanted) {
  if (got == wanted) return;
  printf("%s is %.17g, expected %.17g\n", what, got, wanted);
  failures++;
}

static void expect_fill(const tide__filled *f, int64_t time, double price, double quantity) {
  expect("time", (double)f->time, (double)time);
  expect("price", f->price, price);
  expect("quantity", f->quantity, quantity);
}

/* Reports take longer than the market lasts: the account knows, the strategy does not. */
static void trades(void) {
  static const int64_t time[] = {1000, 2000, 3000};
  static const int64_t price[] = {1000, 1001, 1002}, quantity[] = {50, 50, 50};
  static const uint8_t side[] = {TIDE_BUY, TIDE_BUY, TIDE_BUY};
  const tide_tape tape = {.n = 3,
                          .price_digits = 1,
                          .quantity_digits = 2,
                          .time = time,
                          .price = price,
                          .quantity = quantity,
                          .side = side};
  ledger l = {.n = 0};
  tide_events *e = tide_events_new();
  tide_error error;
  const tide_venue venue = {.entry = 1500, .response = 100000, .slippage = 0.5};
  expect("source", tide_events_add_trades(e, 0, &tape), 0);
  expect("open", tide_events_open(e, 0, &venue, &error), TIDE_OK);
  e->account = (tide__account){&l, keep};
  const tide_order order = {.side = TIDE_BUY, .quantity = 0.25};
  expect("name", tide_events_submit(e, &order, &error), 1);
  tide_events_want(e, 1 << TIDE_EVENT_TRADE);
  while (tide_events_next(e) == TIDE_EVENT_TRADE)
    expect("known position", tide_events_position(e, 0, 0), 0.0);
  expect("fills", l.n, 1);
  expect_fill(&l.fill[0], 3000, 100.2 * 1.5, 0.25);
  expect("maker", l.fill[0].maker, false);
  expect("known position", tide_events_position(e, 0, 0), 0.25);
  tide_events_free(e);
}

/* Fills of a candle have the time of its open. */
static void candles(void) {
  const int64_t minute = 60 * INT64_C(1000000);
  const int64_t time[] = {0, minute};
  static const double open[] = {10.0, 11.0}, high[] = {10.0, 12.0}, low[] = {10.0, 9.0},
                      close[] = {10.0, 10.0};
  const tide_candles c = {.n = 2,
                          .timeframe = minute,
                          .time = time,
                          .open = open,
                          .high = high,
                          .low = low,
                          .close = close};
  ledger l = {.n = 0};
  tide_events *e = tide_events_new();
  tide_error error;
  const tide_venue venue = {.slippage = 0.0};
  expect("source", tide_events_add_candles(e, 0, &c), 0);
  expect("open", tide_events_open(e, 0, &venue, &error), TIDE_OK);
  e->account = (tide__account){&l, keep};
  tide_events_want(e, 1 << TIDE_EVENT_CANDLE);
  expect("first", tide_events_next(e), TIDE_EVENT_CANDLE);
  const tide_order buy = {.side = TIDE_BUY, .quantity = 1.0};
  const tide_order limit = {
    .side = TIDE_SELL, .type = TIDE_ORDER_LIMIT, .quantity = 2.0, .price = 11.5, .strategy = 1};
  tide_events_submit(e, &buy, &error);
  tide_events_submit(e, &limit, &error);
  while (tide_events_next(e) == TIDE_EVENT_CANDLE) continue;
  expect("fills", l.n, 2);
  expect_fill(&l.fill[0], minute, 11.0, 1.0);
  expect_fill(&l.fill[1], minute, 11.5, 2.0);
  expect("maker", l.fill[1].maker, true);
  expect("strategy", l.fill[1].strategy, 1);
  tide_events_free(e);
}

int main(void) {
  trades();
  candles();
  return failures > 0;
}

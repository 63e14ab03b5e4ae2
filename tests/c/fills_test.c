/* fills_test.c -- what an account is told of fills: the time of the venue and the price as it was
 * paid, whatever the strategy hears and when. */
#include "tide.h"

#include <stdio.h>

static int failures = 0;

static void expect(const char *what, double got, double wanted) {
  if (got == wanted) return;
  printf("%s is %.17g, expected %.17g\n", what, got, wanted);
  failures++;
}

static void expect_entry(const tide_trade *t, int64_t time, double price, double quantity) {
  expect("time", (double)t->entry_time, (double)time);
  expect("price", t->entry_price, price);
  expect("quantity", t->quantity, quantity);
}

static void open_account(tide_events *e, int32_t strategy) {
  tide_settings settings;
  tide_error error;
  expect("settings", tide_settings_init(&settings, "tide"), TIDE_OK);
  expect("account", tide_events_account(e, strategy, &settings, &error), TIDE_OK);
}

/* The one trade of a strategy. */
static tide_trade trade_of(tide_events *e, int32_t strategy) {
  tide_result *r = NULL;
  tide_error error;
  expect("result", tide_events_result(e, strategy, &r, &error), TIDE_OK);
  expect("trades", r->n_trades, 1);
  const tide_trade trade = r->trades[0];
  tide_result_free(r);
  return trade;
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
  tide_events *e = tide_events_new();
  tide_error error;
  const tide_venue venue = {.entry = 1500, .response = 100000, .slippage = 0.5};
  expect("source", tide_events_add_trades(e, 0, &tape), 0);
  expect("open", tide_events_open(e, 0, &venue, &error), TIDE_OK);
  open_account(e, 0);
  const tide_order order = {.side = TIDE_BUY, .quantity = 0.25};
  expect("name", tide_events_submit(e, &order, &error), 1);
  tide_events_want(e, 1 << TIDE_EVENT_TRADE);
  while (tide_events_next(e) == TIDE_EVENT_TRADE)
    expect("known position", tide_events_position(e, 0, 0), 0.0);
  const tide_trade trade = trade_of(e, 0);
  expect_entry(&trade, 3000, 100.2 * 1.5, 0.25);
  expect("maker", trade.maker, false);
  expect("known position", tide_events_position(e, 0, 0), 0.0);
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
  tide_events *e = tide_events_new();
  tide_error error;
  const tide_venue venue = {.slippage = 0.0};
  expect("source", tide_events_add_candles(e, 0, &c), 0);
  expect("open", tide_events_open(e, 0, &venue, &error), TIDE_OK);
  open_account(e, 0);
  open_account(e, 1);
  tide_events_want(e, 1 << TIDE_EVENT_CANDLE);
  expect("first", tide_events_next(e), TIDE_EVENT_CANDLE);
  const tide_order buy = {.side = TIDE_BUY, .quantity = 1.0};
  const tide_order limit = {
    .side = TIDE_SELL, .type = TIDE_ORDER_LIMIT, .quantity = 2.0, .price = 11.5, .strategy = 1};
  tide_events_submit(e, &buy, &error);
  tide_events_submit(e, &limit, &error);
  expect("second", tide_events_next(e), TIDE_EVENT_CANDLE);
  expect("end", tide_events_next(e), TIDE_EVENT_END);
  const tide_trade long_one = trade_of(e, 0), short_one = trade_of(e, 1);
  expect_entry(&long_one, minute, 11.0, 1.0);
  expect_entry(&short_one, minute, 11.5, 2.0);
  expect("maker", short_one.maker, true);
  tide_events_free(e);
}

int main(void) {
  trades();
  candles();
  return failures > 0;
}

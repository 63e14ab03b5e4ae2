/* graph_threads_test.c -- one market serves several threads: what each evaluates
 * there equals what one thread alone gets. */
#include "tide.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BARS = 3000, ROUNDS = 60, THREADS = 3 };

static const char rules[] =
  "{\"name\": \"x\", \"entry_rules\": {\"long\": {\"conditions\": ["
  "{\"indicator\": \"sma\", \"params\": [%d], \"comparison\": \"crosses_above\","
  " \"value\": {\"indicator\": \"highest\", \"params\": [2], \"timeframe\": \"%s\"}},"
  "{\"session\": {\"from\": \"08:00\", \"to\": \"20:00\", \"tz\": \"%s\"}}],"
  "\"limit\": {\"indicator\": \"bbands\", \"output\": \"upper\"}}}}";
static const char *const frames[] = {"4h", "1d", "2h", "1w"};
static const char *const zones[] = {"Europe/London", "Asia/Tokyo", "UTC"};
enum { CASES = 12 };

static double prices[5][BARS];
static int64_t times[BARS];
static tide_candles candles = {.n = BARS,
                               .timeframe = INT64_C(3600000000),
                               .time = times,
                               .open = prices[0],
                               .high = prices[1],
                               .low = prices[2],
                               .close = prices[3],
                               .volume = prices[4]};

static void make_candles(void) {
  uint32_t state = 7;
  double price = 100.0;
  for (int32_t t = 0; t < BARS; t++) {
    state = state * 1664525U + 1013904223U;
    times[t] = INT64_C(1704067200000000) + t * INT64_C(3600000000);
    prices[0][t] = price;
    price += (double)(state >> 24) / 128.0 - 0.996;
    prices[3][t] = price;
    prices[1][t] = (prices[0][t] > price ? prices[0][t] : price) + 1.0;
    prices[2][t] = (prices[0][t] < price ? prices[0][t] : price) - 1.0;
    prices[4][t] = 1.0;
  }
}

static tide_strategy *make_strategy(int32_t i) {
  char text[1024];
  tide_strategy *s = NULL;
  tide_error error = {0};
  const int size = snprintf(text, sizeof text, rules, 3 + i, frames[i % 4], zones[i % 3]);
  if (tide_strategy_from_json(text, (size_t)size, NULL, 0, &s, &error) == TIDE_OK) return s;
  fprintf(stderr, "%s\n", error.text);
  exit(1);
}

/* A number that differs when any signal does. */
static uint64_t digest(const tide_strategy *s, tide_market *m) {
  tide_signals *signals = NULL;
  tide_error error = {0};
  if (tide_signals_new(s, m, &signals, &error) < 0) {
    fprintf(stderr, "%s\n", error.text);
    exit(1);
  }
  uint64_t sum = (uint64_t)signals->first * 100000 + (uint64_t)signals->settled;
  for (int32_t w = 0; w < (BARS + 63) / 64; w++)
    sum = sum * 31 + signals->signals[TIDE_LONG].enter[w];
  for (int32_t t = signals->first; t < BARS; t++) {
    uint64_t bits;
    memcpy(&bits, &signals->signals[TIDE_LONG].limit[t], sizeof bits);
    sum = sum * 31 + bits;
  }
  tide_signals_free(signals);
  return sum;
}

static tide_strategy *strategies[CASES];
static uint64_t expected[CASES];

static void *work(void *market) {
  for (int32_t round = 0; round < ROUNDS; round++)
    for (int32_t i = 0; i < CASES; i++)
      if (digest(strategies[i], market) != expected[i]) return market;
  return NULL;
}

int main(void) {
  make_candles();
  for (int32_t i = 0; i < CASES; i++) strategies[i] = make_strategy(i);
  tide_market *alone = tide_market_new("A", &candles), *shared = tide_market_new("A", &candles);
  if (!alone || !shared) return 1;
  for (int32_t i = 0; i < CASES; i++) expected[i] = digest(strategies[i], alone);
  pthread_t thread[THREADS];
  int failed = 0;
  for (int32_t i = 0; i < THREADS; i++)
    if (pthread_create(&thread[i], NULL, work, shared) != 0) return 1;
  for (int32_t i = 0; i < THREADS; i++) {
    void *wrong = NULL;
    pthread_join(thread[i], &wrong);
    failed |= wrong != NULL;
  }
  tide_market_free(alone);
  tide_market_free(shared);
  for (int32_t i = 0; i < CASES; i++) tide_strategy_free(strategies[i]);
  if (failed) fprintf(stderr, "threads that share a market disagree\n");
  return failed;
}

/* population_threads_test.c -- a population on three threads, with hardly any memory for
 * columns and with plenty, gives what one thread gives; stopping in between is safe. */
#include "tide.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BARS = 4000, STRATEGIES = 90, ROUNDS = 6 };

static const char rules[] =
  "{\"name\": \"s%d\", \"timeframes\": {\"primary\": \"%s\"}, \"entry_rules\": {\"long\": {"
  "\"conditions\": [{\"indicator\": \"sma\", \"params\": [%d], \"comparison\": \"crosses_above\","
  " \"value\": {\"indicator\": \"bbands\", \"params\": [%d], \"output\": \"%s\"}},"
  "{\"indicator\": \"rsi\", \"params\": [%d], \"comparison\": \"less_than\", \"value\": %d},"
  "{\"indicator\": \"highest\", \"params\": [3], \"timeframe\": \"1d\", \"comparison\": \"rising\","
  " \"within\": 60}]}},"
  "\"exit_rules\": {\"long\": {\"conditions\": [{\"type\": \"stop_loss\", \"atr\": %d},"
  "{\"indicator\": \"rsi\", \"params\": [%d], \"comparison\": \"greater_than\", \"value\": "
  "%d}]}}}\n";
static const char *const frames[] = {"1h", "1h", "4h"};
static const char *const outputs[] = {"lower", "middle", "upper"};

static char *make_text(void) {
  const size_t room = (size_t)STRATEGIES * 1024;
  char *text = malloc(room);
  size_t at = 0;
  for (int32_t i = 0; text && i < STRATEGIES; i++)
    at += (size_t)snprintf(text + at, room - at, rules, i, frames[i % 3], 3 + i % 7, 5 + i % 5,
                           outputs[i % 3], 5 + i % 4, 40 + i % 20, 2 + i % 3, 5 + (i + 1) % 4,
                           55 + i % 9);
  return text;
}

/* A number that differs when any metric does; 0 when something went wrong. */
static uint64_t digest(const char *text, const tide_candles *c, int32_t threads, double memory,
                       bool stop) {
  tide_population *p = tide_population_new(threads);
  tide_market *m = tide_market_new("A", c);
  tide_settings settings;
  tide_settings_init(&settings, "tide");
  if (!p || !m || tide_population_read(p, text, strlen(text), 1, 0) != STRATEGIES) return 0;
  tide_batch *b = tide_batch_new(p, m, &settings, memory);
  tide_batch_state state = {.running = true};
  if (!b || tide_batch_start(b) < 0) return 0;
  while (state.running && tide_batch_poll(b, 0.002, &state) == TIDE_OK)
    if (stop && state.done > 0) break;
  if (stop) tide_batch_stop(b);
  uint64_t sum = 1;
  for (int32_t i = 0; i < STRATEGIES; i++) {
    const tide_batch_row *row = tide_batch_row_at(b, i);
    if (row->error) fprintf(stderr, "%s\n", row->error);
    if (row->error || (!row->metric && !stop)) sum = 0;
    for (int32_t k = 0; sum && row->metric && k < tide_metric_count(); k++) {
      uint64_t bits;
      memcpy(&bits, &row->metric[k], sizeof bits);
      sum = (sum * 31 + bits) | 1;
    }
  }
  /* in the other order than they were made */
  tide_population_free(p);
  tide_market_free(m);
  tide_batch_free(b);
  return sum;
}

int main(void) {
  char *text = make_text();
  tide_candles *c = tide_synthetic_new(BARS, 3, TIDE_SYNTHETIC_REGIMES);
  if (!text || !c) return 1;
  const uint64_t expected = digest(text, c, 1, 0x1p30, false);
  int failed = expected == 0;
  for (int32_t i = 0; i < ROUNDS; i++) {
    failed |= digest(text, c, 3, i % 2 ? 0.0 : 0x1p30, false) != expected;
    failed |= digest(text, c, 2, 200000.0, false) != expected;
    digest(text, c, 3, 0x1p30, true);
  }
  tide_candles_free(c);
  free(text);
  if (failed) fprintf(stderr, "threads of a population disagree\n");
  return failed;
}

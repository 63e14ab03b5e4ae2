/* json.c -- fuzz target: whatever the bytes say, a JSON strategy is refused with
 * a message or can be evaluated, hashed and written out. */
#include "tide.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BARS = 130 };

static double prices[5][BARS];
static int64_t times[BARS];

static tide_market *make_market(void) {
  for (int32_t t = 0; t < BARS; t++) {
    times[t] = INT64_C(1704067200000000) + t * INT64_C(3600000000);
    const double open = 100.0 + (t * 7919) % 13, close = 100.0 + ((t + 1) * 7919) % 13;
    prices[0][t] = open;
    prices[1][t] = (open > close ? open : close) + 1.0;
    prices[2][t] = (open < close ? open : close) - 1.0;
    prices[3][t] = close;
    prices[4][t] = t % 5;
  }
  static const tide_candles candles = {
    .n = BARS,
    .timeframe = INT64_C(3600000000),
    .time = times,
    .open = prices[0],
    .high = prices[1],
    .low = prices[2],
    .close = prices[3],
    .volume = prices[4],
  };
  return tide_market_new("A", &candles);
}

static void require_message(const tide_error *error) {
  if (error->text[0]) return;
  fprintf(stderr, "a refusal without a message\n");
  abort();
}

static void evaluate(tide_market *m, const tide_strategy *s) {
  tide_signals *signals = NULL;
  tide_error error = {0};
  if (tide_signals_new(s, m, &signals, &error) < 0) {
    require_message(&error);
    return;
  }
  for (int32_t node = 0; node < tide_graph_count(s->graph) && node < 64; node++)
    tide_signals_value(signals, node, BARS - 1);
  tide_signals_free(signals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const tide_binding bindings[] = {{"n", 3.0}};
  tide_strategy *s = NULL;
  tide_error error = {0};
  int32_t count = 0;
  tide_json_param params[4];
  tide_strategy_json_params((const char *)data, size, params, 4, &count, &error);
  const int32_t bound = count && strcmp(params[0].name, "n") == 0;
  memset(&error, 0, sizeof error);
  if (tide_strategy_from_json((const char *)data, size, bindings, bound, &s, &error) < 0) {
    require_message(&error);
    return 0;
  }
  char text[1024], hash[17];
  tide_strategy_hash(s, hash);
  tide_graph_text(s->graph, tide_graph_count(s->graph) - 1, text, sizeof text);
  tide_market *m = make_market();
  if (m) evaluate(m, s);
  tide_market_free(m);
  tide_strategy_free(s);
  return 0;
}

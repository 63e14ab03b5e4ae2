/* lines.c -- fuzz target: whatever the bytes say, each line of JSON Lines becomes a
 * strategy or a member with a message, and those that are strategies can run. */
#include "tide.h"

#include <stdlib.h>
#include <string.h>

enum { BARS = 130 };

static tide_candles *candles;

static void require(bool ok) {
  if (!ok) abort();
}

static void run(tide_population *p, double memory) {
  tide_settings settings;
  tide_settings_init(&settings, "tide");
  tide_market *m = tide_market_new("A", candles);
  tide_batch *b = m ? tide_batch_new(p, m, &settings, memory) : NULL;
  tide_batch_state state = {.running = true};
  if (b && tide_batch_start(b) == TIDE_OK)
    while (state.running)
      if (tide_batch_poll(b, 1.0, &state) != TIDE_OK) break;
  for (int32_t i = 0; b && i < tide_population_count(p); i++) {
    const tide_batch_row *row = tide_batch_row_at(b, i);
    require(row->error ? row->error[0] != 0 : row->metric != NULL);
  }
  tide_batch_free(b);
  tide_market_free(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!candles) candles = tide_synthetic_new(BARS, 1, TIDE_SYNTHETIC_REGIMES);
  tide_population *p = tide_population_new(1);
  if (!p || !candles) return 0;
  require(tide_population_read(p, (const char *)data, size, 1, 0) == tide_population_count(p));
  int32_t line = 0;
  for (int32_t i = 0; i < tide_population_count(p); i++) {
    const tide_member *m = tide_population_at(p, i);
    require(m->line > line);
    line = m->line;
    require(m->error ? m->error[0] != 0 : strlen(m->hash) == 16);
  }
  if (tide_population_count(p) <= 8) run(p, size % 2 ? 0.0 : 1e9);
  tide_population_free(p);
  return 0;
}

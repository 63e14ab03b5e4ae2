/* csv.c -- libFuzzer target: any bytes are candles or a message, and
 * candles that are handed out are valid.
 *
 * The first byte chooses the options, the rest is the file. */
#include "tide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
  if (!holds) abort();
}

static void check(const tide_candles *c, bool allow_negative) {
  require(c->n > 0 && c->timeframe != 0);
  for (int32_t i = 0; i < c->n; i++) {
    require(i == 0 || c->time[i] > c->time[i - 1]);
    require(isfinite(c->high[i]) && isfinite(c->low[i]));
    require(c->low[i] <= c->open[i] && c->open[i] <= c->high[i]);
    require(c->low[i] <= c->close[i] && c->close[i] <= c->high[i]);
    require(allow_negative || c->low[i] > 0);
    require(!c->volume || (isfinite(c->volume[i]) && c->volume[i] >= 0));
  }
}

static void resample(const tide_candles *c, int64_t timeframe) {
  tide_candles *coarse = NULL;
  tide_error error;
  error.text[0] = 0;
  const int status = tide_candles_resample(c, timeframe, &coarse, &error);
  require((status == TIDE_OK) == (coarse != NULL));
  require(status == TIDE_OK || error.text[0]);
  tide_candles_free(coarse);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const int64_t frames[] = {300000000, 3600000000, 86400000000, 604800000000, -1, -3};
  if (size == 0) return 0;
  const tide_source source = {.path = "fuzz.csv",
                              .text = (const char *)data + 1,
                              .size = size - 1,
                              .allow_negative = data[0] & 1,
                              .drop_last = data[0] & 2,
                              .gaps = (data[0] >> 2) % 3,
                              .threads = data[0] & 16 ? 1 : 2,
                              .no_cache = true,
                              .now = data[0] & 32 ? INT64_C(1800000000000000) : 0};
  tide_candles *c = NULL;
  tide_load_report report;
  tide_error error;
  error.text[0] = 0;
  const int status = tide_candles_load(&source, &c, &report, &error);
  require((status == TIDE_OK) == (c != NULL));
  require(status == TIDE_OK || strncmp(error.text, "fuzz.csv:", 9) == 0);
  if (c) {
    require(strlen(report.notes) < sizeof report.notes);
    check(c, source.allow_negative);
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) resample(c, frames[i]);
  }
  tide_candles_free(c);
  return 0;
}

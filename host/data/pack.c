/* pack.c -- columns as short text for a page: numbers scaled to integers, their
 * differences in bytes of 7 bits with the sign folded into bit 0, then base64.
 * The other end is stdlib/report/page/decode.js.
 *
 * In C because a report is written once by a fresh process: compiled Lua takes
 * 6 to 40 ms for 50,000 bars before its traces settle, this 2 ms.
 */
#include "tide.h"

#include <math.h>
#include <stdlib.h>

/* Scaled numbers stay below 2^29, so that a folded difference fits in 31 bits. */
static const double largest = 536870912.0;
enum { MAX_DECIMALS = 12, BYTES_EACH = 5, CANDLE_NUMBERS = 4 };

static int32_t rounded(double x) { return (int32_t)floor(x + 0.5); }

static uint8_t *put(uint8_t *at, int32_t value) {
  uint32_t rest = value >= 0 ? 2U * (uint32_t)value : 2U * (uint32_t)-value - 1U;
  for (; rest >= 128U; rest >>= 7) *at++ = (uint8_t)(rest | 128U);
  *at++ = (uint8_t)rest;
  return at;
}

static int32_t base64(const uint8_t *bytes, size_t n, char *out) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *at = out;
  for (size_t i = 0; i < n; i += 3) {
    const size_t rest = n - i;
    const uint32_t word = (uint32_t)bytes[i] << 16 | (rest > 1 ? (uint32_t)bytes[i + 1] << 8 : 0U) |
                          (rest > 2 ? (uint32_t)bytes[i + 2] : 0U);
    *at++ = letters[word >> 18];
    *at++ = letters[word >> 12 & 63U];
    *at++ = rest > 1 ? letters[word >> 6 & 63U] : '=';
    *at++ = rest > 2 ? letters[word & 63U] : '=';
  }
  return (int32_t)(at - out);
}

static double widest(int32_t n, const double *x) {
  double top = 0.0;
  for (int32_t t = 0; t < n; t++) top = fmax(top, fabs(x[t]));
  return top;
}

double tide_pack_scale(int32_t n, int32_t count, const double *const *columns) {
  double top = 0.0;
  for (int32_t k = 0; k < count; k++) top = fmax(top, widest(n, columns[k]));
  double limit = 1.0;
  for (int32_t d = 0; d < MAX_DECIMALS && limit * 10.0 * top < largest; d++) limit *= 10.0;
  double scale = 1.0;
  for (int32_t k = 0; k < count; k++) {
    for (int32_t t = 0; t < n; t++) {
      while (scale < limit &&
             fabs(columns[k][t] * scale - floor(columns[k][t] * scale + 0.5)) > 1e-6)
        scale *= 10.0;
    }
  }
  return top * scale < largest ? scale : largest / (top * 2.0);
}

double tide_pack_fineness(int32_t n, const double *x, double step) {
  const double top = widest(n, x);
  return top > largest * step ? largest / top : 1.0 / step;
}

int32_t tide_pack_steps(int32_t n, const int64_t *time, int32_t from) {
  int32_t t = from;
  while (t + 1 < n && time[t + 1] - time[t] == time[from + 1] - time[from]) t++;
  return t - from;
}

int32_t tide_pack_size(int32_t n, int32_t count) {
  return n > INT32_MAX / (2 * BYTES_EACH * count) ? TIDE_EINVAL
                                                  : (BYTES_EACH * n * count + 2) / 3 * 4;
}

int32_t tide_pack_column(int32_t n, const double *x, double scale, char *out) {
  if (n < 1 || !(widest(n, x) * scale <= largest)) return TIDE_EINVAL;
  uint8_t *const bytes = malloc((size_t)n * BYTES_EACH);
  if (!bytes) return TIDE_ENOMEM;
  uint8_t *at = bytes;
  for (int32_t t = 0, before = 0; t < n; t++) {
    const int32_t now = rounded(x[t] * scale);
    at = put(at, now - before);
    before = now;
  }
  const int32_t len = base64(bytes, (size_t)(at - bytes), out);
  free(bytes);
  return len;
}

int32_t tide_pack_candles(const tide_candles *c, int32_t first, int32_t last, double scale,
                          char *out) {
  if (first < 0 || last < first || last >= c->n) return TIDE_EINVAL;
  const int32_t n = last - first + 1;
  if (!(fmax(widest(n, c->high + first), widest(n, c->low + first)) * scale <= largest))
    return TIDE_EINVAL;
  uint8_t *const bytes = malloc((size_t)n * BYTES_EACH * CANDLE_NUMBERS);
  if (!bytes) return TIDE_ENOMEM;
  uint8_t *at = bytes;
  for (int32_t t = first, before = 0; t <= last; t++) {
    const int32_t open = rounded(c->open[t] * scale);
    const int32_t close = rounded(c->close[t] * scale);
    at = put(at, open - before);
    at = put(at, close - open);
    at = put(at, rounded(c->high[t] * scale) - (open > close ? open : close));
    at = put(at, (open < close ? open : close) - rounded(c->low[t] * scale));
    before = close;
  }
  const int32_t len = base64(bytes, (size_t)(at - bytes), out);
  free(bytes);
  return len;
}

/* fixed.c -- exact numbers: no price passes through a double on its way into a column. */
#include "ticks/fixed.h"

enum { MAX_FIGURES = 18 };

static const int64_t limit = INT64_C(1) << 53;

static bool is_digit(char c) { return (unsigned char)(c - '0') < 10; }

/* Where the digits that matter end: zeros behind the point say nothing. */
static const char *without_zeros(const char *point, const char *end) {
  while (end > point + 1 && end[-1] == '0') end--;
  return end == point + 1 ? point : end;
}

bool tide__fixed_parse(const char *p, const char *end, int64_t *value, int32_t *digits) {
  const bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  const char *point = p;
  while (point < end && is_digit(*point)) point++;
  if (point < end && *point != '.') return false;
  for (const char *q = point; q < end; q++)
    if (q > point && !is_digit(*q)) return false;
  if (end - p - (point < end) < 1) return false;
  if (point < end) end = without_zeros(point, end);
  while (point - p > 1 && *p == '0') p++;
  if (end - p - (point < end) > MAX_FIGURES) return false;
  int64_t sum = 0;
  for (const char *q = p; q < end; q++)
    if (q != point) sum = sum * 10 + (*q - '0');
  *value = negative ? -sum : sum;
  *digits = point < end ? (int32_t)(end - point - 1) : 0;
  return true;
}

static int64_t power(int32_t n) {
  int64_t x = 1;
  while (n-- > 0) x *= 10;
  return x;
}

/* False when the value would be beyond the limit. */
static bool scale(int64_t *value, int64_t by) {
  return !__builtin_mul_overflow(*value, by, value) && *value <= limit && *value >= -limit;
}

/* All values in a unit that is finer by so many digits. */
static bool refine(tide__fixed *f, int32_t digits) {
  int64_t *at = f->values.at;
  const int64_t by = power(digits);
  for (int32_t i = 0; i < f->values.n; i++)
    if (!scale(&at[i], by)) return false;
  f->digits += digits;
  return true;
}

int tide__fixed_add(tide__fixed *f, int64_t value, int32_t digits) {
  if (digits > f->digits && !refine(f, digits - f->digits)) return TIDE_EDATA;
  if (!scale(&value, power(f->digits - digits))) return TIDE_EDATA;
  int64_t *at = tide__column_push(&f->values, sizeof *at);
  if (!at) return TIDE_ENOMEM;
  *at = value;
  return TIDE_OK;
}

/* number.c -- decimal text to double, correctly rounded.
 *
 * A number of at most 19 digits is an integer m times a power of ten. When m
 * fits 53 bits and the power is exactly representable, one multiplication or
 * division rounds once and is right. When only the power is small, m / 10^k is
 * divided as integers with the remainder as sticky bit. All else goes to strtod
 * in the C locale. */
#define _GNU_SOURCE /* strtod_l */
#include "data/number.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_DIGITS = 19, MAX_TEXT = 400 };

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static locale_t c_locale;
static void make_locale(void) { c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

static int parse_slow(const char *p, size_t size, double *x) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  char text[MAX_TEXT];
  if (size >= sizeof text) return TIDE__NUMBER_TEXT;
  pthread_once(&once, make_locale);
  memcpy(text, p, size);
  text[size] = 0;
  char *stop = NULL;
  const double value = c_locale ? strtod_l(text, &stop, c_locale) : strtod(text, &stop);
  if (stop != text + size) return TIDE__NUMBER_TEXT;
  if (!isfinite(value)) return TIDE__NUMBER_UNDEFINED;
  *x = value;
  return TIDE__NUMBER_OK;
}

/* m / 10^k for m > 0, k <= 19: both are shifted to have their top bit set, so the
 * quotient has 63 or 64 bits, 53 of which stay. */
static double divide(uint64_t m, int32_t k) {
  uint64_t power = 1;
  for (int32_t i = 0; i < k; i++) power *= 10;
  const int32_t up = __builtin_clzll(m), down = __builtin_clzll(power);
  const __uint128_t wide = (__uint128_t)(m << up) << 63;
  uint64_t quotient = (uint64_t)(wide / (power << down));
  const bool sticky = wide % (power << down) != 0;
  const int32_t drop = 11 - __builtin_clzll(quotient);
  const uint64_t half = UINT64_C(1) << (drop - 1), rest = quotient & (2 * half - 1);
  quotient >>= drop;
  if (rest > half || (rest == half && (sticky || (quotient & 1)))) quotient++;
  return ldexp((double)quotient, drop - 63 - up + down);
}

static int scale(uint64_t m, int32_t exponent, bool negative, double *x) {
  double value;
  if (m <= UINT64_C(1) << 53 && exponent >= -22 && exponent <= 22)
    value = exponent < 0 ? (double)m / powers[-exponent] : (double)m * powers[exponent];
  else if (exponent < 0 && exponent >= -MAX_DIGITS)
    value = divide(m, -exponent);
  else
    return TIDE__NUMBER_TEXT;
  *x = negative ? -value : value;
  return TIDE__NUMBER_OK;
}

static bool is_digit(char c) { return (unsigned char)(c - '0') < 10; }

static const char *read_exponent(const char *p, const char *end, int32_t *exponent) {
  const bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end || !is_digit(*p)) return NULL;
  int32_t value = 0;
  for (; p < end && is_digit(*p); p++)
    if (value < 100000) value = value * 10 + (*p - '0');
  *exponent += negative ? -value : value;
  return p;
}

/* [+-] digits [. digits] [e [+-] digits] and nothing else. */
static int parse_plain(const char *start, const char *end, double *x) {
  const char *p = start;
  const bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  uint64_t m = 0;
  const char *digits = p;
  for (; p < end && is_digit(*p); p++) m = m * 10 + (uint64_t)(*p - '0');
  int64_t count = p - digits;
  int32_t exponent = 0;
  if (p < end && *p == '.') {
    digits = ++p;
    for (; p < end && is_digit(*p); p++) m = m * 10 + (uint64_t)(*p - '0');
    const int64_t fraction = p - digits;
    count += fraction;
    exponent = fraction > 1000 ? -1000 : (int32_t)-fraction;
  }
  if (count == 0) return TIDE__NUMBER_TEXT;
  if (p < end && (*p == 'e' || *p == 'E') && !(p = read_exponent(p + 1, end, &exponent)))
    return TIDE__NUMBER_TEXT;
  if (p != end) return TIDE__NUMBER_TEXT;
  if (count <= MAX_DIGITS && scale(m, exponent, negative, x) == TIDE__NUMBER_OK)
    return TIDE__NUMBER_OK;
  return parse_slow(start, (size_t)(end - start), x);
}

/* Drops commas that part groups of exactly three digits. Returns the length, 0 when the
 * commas stand elsewhere. */
static size_t drop_thousands(const char *p, const char *end, char *out) {
  const char *dot = memchr(p, '.', (size_t)(end - p));
  if (!dot) dot = end;
  size_t n = 0;
  for (const char *at = p; at < end; at++) {
    if (*at != ',') {
      out[n++] = *at;
    } else if (at > dot || at == p || !is_digit(at[-1]) || (dot - at) % 4 != 0) {
      return 0;
    }
  }
  for (const char *at = dot - 4; at > p; at -= 4)
    if (*at != ',' && memchr(p, ',', (size_t)(at - p))) return 0;
  return n;
}

static bool is_word(const char *p, const char *end, const char *word) {
  const size_t size = strlen(word);
  return (size_t)(end - p) == size && strncasecmp(p, word, size) == 0;
}

static int classify_word(const char *p, const char *end) {
  static const char *const empty[] = {"", "null", "none", "n/a", "na", "-"};
  static const char *const undefined[] = {"nan", "inf", "infinity"};
  for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++)
    if (is_word(p, end, empty[i])) return TIDE__NUMBER_EMPTY;
  if (p < end && (*p == '-' || *p == '+')) p++;
  for (size_t i = 0; i < sizeof undefined / sizeof undefined[0]; i++)
    if (is_word(p, end, undefined[i])) return TIDE__NUMBER_UNDEFINED;
  return TIDE__NUMBER_TEXT;
}

/* What a suffix multiplies by, as an exponent; NULL for any other character. */
static const char *suffix_exponent(char c) {
  switch (c) {
  case 'K':
  case 'k':
    return "e3";
  case 'M':
  case 'm':
    return "e6";
  case 'B':
  case 'b':
    return "e9";
  default:
    return NULL;
  }
}

/* "106.30K" is 106.30e3: the exponent is added to the text, so it rounds once. */
int tide__number_parse(const char *p, const char *end, double *x) {
  const int status = parse_plain(p, end, x);
  if (status != TIDE__NUMBER_TEXT) return status;
  const int word = classify_word(p, end);
  if (word != TIDE__NUMBER_TEXT || end - p > 40) return word;
  char text[48];
  const char *exponent = suffix_exponent(end[-1]);
  if (exponent) end--;
  size_t n = (size_t)(end - p);
  if (memchr(p, ',', n))
    n = drop_thousands(p, end, text);
  else
    memcpy(text, p, n);
  if (n == 0 || !is_digit(end[-1])) return TIDE__NUMBER_TEXT;
  for (; exponent && *exponent; exponent++) text[n++] = *exponent;
  return parse_plain(text, text + n, x);
}

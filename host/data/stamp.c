/* stamp.c -- reads the times that candle files are written with. */
#include "data/stamp.h"

#include "core/timeframe.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A cursor over the cell. */
typedef struct {
  const char *p, *end;
} text;

static bool is_digit(char c) { return (unsigned char)(c - '0') < 10; }
static bool is_letter(char c) { return (unsigned char)((c | 32) - 'a') < 26; }
static bool at_char(const text *t, char c) { return t->p < t->end && *t->p == c; }

static bool skip_char(text *t, char c) {
  if (!at_char(t, c)) return false;
  t->p++;
  return true;
}

static void skip_spaces(text *t) {
  while (skip_char(t, ' ')) {
  }
}

/* Between `least` and `most` digits. */
static bool read_digits(text *t, int32_t least, int32_t most, int32_t *out) {
  int32_t n = 0, value = 0;
  while (n < most && t->p < t->end && is_digit(*t->p)) {
    value = value * 10 + (*t->p++ - '0');
    n++;
  }
  *out = value;
  return n >= least;
}

static bool date_us(int32_t year, int32_t month, int32_t day, int64_t *us) {
  static const int8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  if (day > length[month - 1] + (month == 2 && leap)) return false;
  *us = tide__days_from_civil(year, month, day) * TIDE__DAY_US;
  return true;
}

static bool read_month(text *t, int32_t *month) {
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (t->end - t->p < 3) return false;
  for (int32_t i = 0; i < 12; i++) {
    if (strncasecmp(t->p, names + (ptrdiff_t)3 * i, 3) != 0) continue;
    *month = i + 1;
    while (t->p < t->end && is_letter(*t->p)) t->p++;
    skip_char(t, '.');
    return true;
  }
  return false;
}

/* "Sep 17, 2024" or "17 Sep 2024", also with dashes. */
static bool read_named_date(text *t, int64_t *us) {
  int32_t year, month, day = 0;
  const bool day_first = t->p < t->end && is_digit(*t->p);
  if (day_first && !read_digits(t, 1, 2, &day)) return false;
  if (!skip_char(t, '-')) skip_spaces(t);
  if (!read_month(t, &month)) return false;
  if (!skip_char(t, '-')) skip_spaces(t);
  if (!day_first && !read_digits(t, 1, 2, &day)) return false;
  skip_char(t, ',');
  skip_spaces(t);
  return read_digits(t, 4, 4, &year) && date_us(year, month, day, us);
}

/* "2024-09-17", also with slashes or dots, or "20240917". */
static bool read_iso_date(text *t, int64_t *us) {
  int32_t year, month, day;
  if (!read_digits(t, 4, 4, &year)) return false;
  const char separator = t->p < t->end ? *t->p : 0;
  if (is_digit(separator))
    return read_digits(t, 2, 2, &month) && read_digits(t, 2, 2, &day) &&
           date_us(year, month, day, us);
  if (separator == 0 || !strchr("-/.", separator)) return false;
  t->p++;
  return read_digits(t, 1, 2, &month) && skip_char(t, separator) && read_digits(t, 1, 2, &day) &&
         date_us(year, month, day, us);
}

static bool read_fraction(text *t, int64_t *us) {
  if (!at_char(t, '.') && !at_char(t, ',')) return true;
  t->p++;
  int64_t unit = TIDE__US / 10;
  const char *start = t->p;
  for (; t->p < t->end && is_digit(*t->p); t->p++, unit /= 10) *us += unit * (*t->p - '0');
  return t->p > start;
}

/* AM, PM: turns a 12-hour clock into a 24-hour one. */
static bool read_half(text *t, int32_t *hour) {
  if (t->end - t->p < 2 || (t->p[1] | 32) != 'm') return true;
  const char half = (char)(t->p[0] | 32);
  if (half != 'a' && half != 'p') return true;
  if (*hour < 1 || *hour > 12) return false;
  *hour = *hour % 12 + (half == 'p' ? 12 : 0);
  t->p += 2;
  return true;
}

/* "17:00", "17:00:59.123", "05:00 PM", "05-PM". */
static bool read_clock(text *t, int64_t *us) {
  int32_t hour, minute = 0, second = 0;
  int64_t fraction = 0;
  if (!read_digits(t, 1, 2, &hour)) return false;
  if (skip_char(t, '-')) {
    const char *half = t->p;
    if (!read_half(t, &hour) || t->p == half) return false;
  } else if (at_char(t, ':')) {
    t->p++;
    if (!read_digits(t, 2, 2, &minute)) return false;
    if (skip_char(t, ':') && (!read_digits(t, 2, 2, &second) || !read_fraction(t, &fraction)))
      return false;
  } else {
    const int32_t packed = hour; /* "170059" */
    if (!read_digits(t, 2, 2, &minute)) return false;
    read_digits(t, 0, 2, &second);
    hour = packed;
  }
  const char *before = t->p;
  skip_spaces(t);
  if (!read_half(t, &hour)) return false;
  if (t->p > before && at_char(&(text){before, t->end}, ' ') && (t->p[-1] | 32) != 'm')
    t->p = before;
  if (hour > 23 || minute > 59 || second > 59) return false;
  *us = (int64_t)(hour * 3600 + minute * 60 + second) * TIDE__US + fraction;
  return true;
}

/* "Z", "UTC", "+03:00", "-0500", "+03"; nothing is UTC. */
static bool read_zone(text *t, int64_t *offset) {
  *offset = 0;
  skip_spaces(t);
  if (t->end - t->p == 1 && (*t->p | 32) == 'z') {
    t->p++;
    return true;
  }
  if (t->end - t->p >= 3 && (!strncasecmp(t->p, "utc", 3) || !strncasecmp(t->p, "gmt", 3)))
    t->p += 3;
  if (!at_char(t, '+') && !at_char(t, '-')) return true;
  const int64_t sign = *t->p++ == '-' ? -1 : 1;
  int32_t hours, minutes = 0;
  if (!read_digits(t, 2, 2, &hours)) return false;
  if (skip_char(t, ':') && t->p == t->end) return false;
  if (t->p < t->end && !read_digits(t, 2, 2, &minutes)) return false;
  *offset = sign * (hours * 60 + minutes) * 60 * TIDE__US;
  return hours <= 18 && minutes <= 59;
}

static bool parse_text(const char *p, const char *end, int64_t *us) {
  text t = {p, end};
  int64_t date, clock = 0, offset = 0;
  if (!read_iso_date(&t, &date)) {
    t.p = p;
    if (!read_named_date(&t, &date)) return false;
  }
  if (t.p < t.end) {
    if (!skip_char(&t, 'T') && !skip_char(&t, 't')) {
      skip_char(&t, ',');
      if (!at_char(&t, ' ')) return false;
      skip_spaces(&t);
    }
    if (!read_clock(&t, &clock) || !read_zone(&t, &offset)) return false;
  }
  *us = date + clock - offset;
  return t.p == t.end;
}

bool tide__stamp_scale(int64_t value, int32_t kind, int64_t *us) {
  if (kind == TIDE__STAMP_NS) {
    *us = value / 1000 - (value % 1000 < 0);
    return true;
  }
  const int64_t unit = kind == TIDE__STAMP_S ? 1000000 : kind == TIDE__STAMP_MS ? 1000 : 1;
  return !__builtin_mul_overflow(value, unit, us);
}

static int32_t unit_of(int64_t value) {
  const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  if (size < UINT64_C(100000000000)) return TIDE__STAMP_S;
  if (size < UINT64_C(100000000000000)) return TIDE__STAMP_MS;
  return size < UINT64_C(100000000000000000) ? TIDE__STAMP_US : TIDE__STAMP_NS;
}

/* A whole number, perhaps with decimals: "1705197600", "1705197600.5". */
static bool parse_number(const char *p, const char *end, int64_t *us, int32_t *kind) {
  const bool negative = p < end && *p == '-';
  p += negative;
  int64_t value = 0;
  const char *digits = p;
  for (; p < end && is_digit(*p) && p - digits < 19; p++)
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, *p - '0', &value))
      return false;
  if (p == digits) return false;
  int64_t rest = 0;
  *kind = unit_of(value);
  if (p < end) {
    text t = {p, end};
    if (!at_char(&t, '.') || !read_fraction(&t, &rest) || t.p != end) return false;
    for (int32_t k = TIDE__STAMP_S; k < *kind; k++) rest /= 1000;
  }
  if (negative) value = -value;
  if (!tide__stamp_scale(value, *kind, us)) return false;
  *us += negative ? -rest : rest;
  return true;
}

static bool parse(const char *p, const char *end, int64_t *us, int32_t *kind) {
  if (p == end) return false;
  if ((end - p != 8 || *p > '2') && parse_number(p, end, us, kind)) return true;
  if (parse_text(p, end, us)) {
    *kind = TIDE__STAMP_TEXT;
    return true;
  }
  return parse_number(p, end, us, kind);
}

/* Years 1 to 9999, so that no difference of two times overflows. */
bool tide__stamp_parse(const char *p, const char *end, int64_t *us, int32_t *kind) {
  return parse(p, end, us, kind) && *us >= INT64_C(-62135596800000000) &&
         *us <= INT64_C(253402300799999999);
}

bool tide__stamp_is_clock(const char *p, const char *end) {
  text t = {p, end};
  int64_t us;
  return memchr(p, ':', (size_t)(end - p)) && read_clock(&t, &us) && t.p == end;
}

const char *tide__stamp_kind(int32_t kind) {
  static const char *const names[] = {"text", "s", "ms", "us", "ns"};
  return kind >= 0 && kind < TIDE__STAMP_KINDS ? names[kind] : "";
}

void tide__stamp_text(int64_t us, char out[40]) {
  int64_t day = us / TIDE__DAY_US, rest = us % TIDE__DAY_US, year;
  int32_t month, of_month;
  if (rest < 0) {
    rest += TIDE__DAY_US;
    day--;
  }
  tide__civil_from_days(day, &year, &month, &of_month);
  const int32_t second = (int32_t)(rest / TIDE__US), fraction = (int32_t)(rest % TIDE__US);
  const int size = snprintf(out, 40, "%04lld-%02d-%02d %02d:%02d:%02d", (long long)year, month,
                            of_month, second / 3600, second / 60 % 60, second % 60);
  if (fraction && size > 0 && size < 32) snprintf(out + size, 40 - (size_t)size, ".%06d", fraction);
}

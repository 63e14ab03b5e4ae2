/* timeframe.c -- names and calendar arithmetic of time frames.
 *
 * Civil dates follow the proleptic Gregorian calendar, counted in eras of 400
 * years that begin on 1 March, so that a leap day is the last of its year. */
#include "core/timeframe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *suffix;
  int64_t unit; /* microseconds, or -1 for a month */
} units[] = {
  {"w", 7 * TIDE__DAY_US}, {"d", TIDE__DAY_US}, {"h", 3600 * TIDE__US}, {"m", 60 * TIDE__US},
  {"s", TIDE__US},         {"mo", -1},          {"ms", 1000},
};
enum { UNITS = sizeof units / sizeof units[0] };

int tide_timeframe_parse(const char *name, int64_t *timeframe) {
  char *end = NULL;
  if (name[0] < '1' || name[0] > '9') return TIDE_EINVAL;
  const long count = strtol(name, &end, 10);
  if (count < 1 || count > 100000) return TIDE_EINVAL;
  for (int32_t i = 0; i < UNITS; i++) {
    if (strcmp(end, units[i].suffix) != 0) continue;
    *timeframe = count * units[i].unit;
    return TIDE_OK;
  }
  return TIDE_EINVAL;
}

int tide_timeframe_name(int64_t timeframe, char *out, int32_t size) {
  if (timeframe < 0) {
    snprintf(out, (size_t)size, "%lldmo", (long long)-timeframe);
    return TIDE_OK;
  }
  for (int32_t i = 0; i < UNITS; i++) {
    const int64_t unit = units[i].unit;
    if (unit < 0 || timeframe <= 0 || timeframe % unit != 0) continue;
    snprintf(out, (size_t)size, "%lld%s", (long long)(timeframe / unit), units[i].suffix);
    return TIDE_OK;
  }
  return TIDE_EINVAL;
}

int64_t tide__days_from_civil(int64_t year, int32_t month, int32_t day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

void tide__civil_from_days(int64_t days, int64_t *year, int32_t *month, int32_t *day) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t d = days - era * 146097;
  const int64_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
  const int64_t day_of_year = d - (365 * y + y / 4 - y / 100);
  const int64_t m = (5 * day_of_year + 2) / 153;
  *day = (int32_t)(day_of_year - (153 * m + 2) / 5 + 1);
  *month = (int32_t)(m < 10 ? m + 3 : m - 9);
  *year = y + era * 400 + (*month <= 2);
}

static int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int64_t tide__timeframe_floor(int64_t timeframe, int64_t t) {
  if (timeframe > 0) {
    /* 1970-01-01 was a Thursday: weeks are counted from Monday 1969-12-29. */
    const int64_t anchor = timeframe % (7 * TIDE__DAY_US) == 0 ? -3 * TIDE__DAY_US : 0;
    return floor_div(t - anchor, timeframe) * timeframe + anchor;
  }
  int64_t year;
  int32_t month, day;
  tide__civil_from_days(floor_div(t, TIDE__DAY_US), &year, &month, &day);
  const int64_t index = floor_div(year * 12 + month - 1, -timeframe) * -timeframe;
  return tide__days_from_civil(floor_div(index, 12),
                               (int32_t)(index - floor_div(index, 12) * 12) + 1, 1) *
         TIDE__DAY_US;
}

static int32_t days_in_month(int64_t year, int32_t month) {
  const int64_t next =
    month == 12 ? tide__days_from_civil(year + 1, 1, 1) : tide__days_from_civil(year, month + 1, 1);
  return (int32_t)(next - tide__days_from_civil(year, month, 1));
}

int64_t tide__timeframe_close(int64_t timeframe, int64_t open) {
  if (timeframe > 0) return open + timeframe;
  const int64_t days = floor_div(open, TIDE__DAY_US);
  int64_t year;
  int32_t month, day;
  tide__civil_from_days(days, &year, &month, &day);
  const bool last = day == days_in_month(year, month);
  const int64_t index = year * 12 + month - 1 - timeframe;
  year = floor_div(index, 12);
  month = (int32_t)(index - year * 12) + 1;
  const int32_t length = days_in_month(year, month);
  if ((last && day > 1) || day > length) day = length;
  return tide__days_from_civil(year, month, day) * TIDE__DAY_US + (open - days * TIDE__DAY_US);
}

int64_t tide_timeframe_close(int64_t timeframe, int64_t open) {
  return tide__timeframe_close(timeframe, open);
}

double tide__timeframe_seconds(int64_t timeframe) {
  return timeframe > 0 ? (double)timeframe / 1e6 : (double)-timeframe * 30.4375 * 86400.0;
}

/* step.c -- the time frame is the modal step of the data. */
#include "data/step.h"

#include "core/timeframe.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
  const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static int32_t count_steps(const int64_t *time, int32_t n, int64_t step) {
  int32_t count = 0;
  for (int32_t i = 1; i < n; i++) count += time[i] - time[i - 1] == step;
  return count;
}

/* The step of more than half of the candles, if there is one: no table needed. */
static int64_t majority(const int64_t *time, int32_t n) {
  int64_t step = 0;
  int32_t votes = 0;
  for (int32_t i = 1; i < n; i++) {
    const int64_t s = time[i] - time[i - 1];
    if (votes == 0) step = s;
    votes += s == step ? 1 : -1;
  }
  return count_steps(time, n, step) > (n - 1) / 2 ? step : 0;
}

/* The longest run of equal steps once they are sorted; 0 when out of memory. */
static int64_t sorted_mode(const int64_t *time, int32_t n) {
  int64_t *steps = malloc((size_t)n * sizeof *steps);
  if (!steps) return 0;
  for (int32_t i = 1; i < n; i++) steps[i - 1] = time[i] - time[i - 1];
  qsort(steps, (size_t)n - 1, sizeof *steps, compare);
  int64_t mode = steps[0];
  int32_t best = 0, run = 0;
  for (int32_t i = 0; i < n - 1; i++) {
    run = i > 0 && steps[i] == steps[i - 1] ? run + 1 : 1;
    if (run > best) {
      best = run;
      mode = steps[i];
    }
  }
  free(steps);
  return mode;
}

/* Months, quarters, years have no constant step. */
static int64_t calendar_step(const int64_t *time, int32_t n, int32_t least) {
  static const int8_t months[] = {1, 3, 6, 12};
  for (size_t k = 0; k < sizeof months; k++) {
    int32_t count = 0;
    for (int32_t i = 1; i < n; i++)
      count += tide__timeframe_close(-months[k], time[i - 1]) == time[i];
    if (count >= least) return -months[k];
  }
  return 0;
}

int64_t tide__step_find(const int64_t *time, int32_t n) {
  if (n < 2) return 0;
  int64_t step = majority(time, n);
  if (step == 0) step = sorted_mode(time, n);
  if (step < 28 * TIDE__DAY_US) return step;
  const int64_t months = calendar_step(time, n, count_steps(time, n, step));
  return months ? months : step;
}

int64_t tide__step_from_name(const char *path) {
  const char *base = strrchr(path, '/');
  base = base ? base + 1 : path;
  const char *at = strrchr(base, '_');
  if (!at) return 0;
  char name[16] = "";
  const size_t size = strcspn(++at, ".");
  if (size == 0 || size >= sizeof name) return 0;
  memcpy(name, at, size);
  int64_t timeframe;
  return tide_timeframe_parse(name, &timeframe) == TIDE_OK ? timeframe : 0;
}

static int64_t modulo(int64_t a, int64_t b) {
  const int64_t rest = a % b;
  return rest < 0 ? rest + b : rest;
}

void tide__step_round_closes(int64_t *time, int32_t n) {
  int32_t at_59 = 0;
  for (int32_t i = 0; i < n; i++) {
    const int64_t part = modulo(time[i], TIDE__US);
    if (part >= 999000) time[i] += TIDE__US - part;
    at_59 += modulo(time[i], 60 * TIDE__US) == 59 * TIDE__US;
  }
  for (int32_t i = 0; at_59 == n && i < n; i++) time[i] += TIDE__US;
}

/* The open of a month is found from its close: one month back. */
static int64_t months_back(int64_t close, int64_t months) {
  int64_t days = close / TIDE__DAY_US, year;
  if (close % TIDE__DAY_US < 0) days--;
  int32_t month, day;
  tide__civil_from_days(days, &year, &month, &day);
  int64_t index = year * 12 + month - 1 - months;
  year = index / 12 - (index % 12 < 0);
  month = (int32_t)(index - year * 12) + 1;
  return tide__days_from_civil(year, month, day > 28 ? 28 : day) * TIDE__DAY_US +
         (close - days * TIDE__DAY_US);
}

void tide__step_to_open(int64_t *time, int32_t n, int64_t timeframe) {
  for (int32_t i = 0; i < n; i++)
    time[i] = timeframe > 0 ? time[i] - timeframe : months_back(time[i], -timeframe);
}

int64_t tide__step_missing(int64_t timeframe, int64_t from, int64_t to) {
  if (timeframe > 0) return (to - from) < timeframe ? -1 : (to - from) / timeframe - 1;
  int64_t missing = -1;
  while ((from = tide__timeframe_close(timeframe, from)) <= to) missing++;
  return missing;
}

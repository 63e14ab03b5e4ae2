/* zone.c -- asks the C library for the offsets of a zone, once for a span.
 *
 * The C library knows one zone at a time, named by the environment variable TZ:
 * a lock guards it, and it is put back at once. A zone changes its offset a few
 * times a year, so asking once a day and bisecting finds every change. */
#include "graph/zone.h"

#include "core/error.h"
#include "core/timeframe.h"

#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int tide__zone_check_name(const char *name, tide_error *error) {
  bool ok = *name && strlen(name) < TIDE_NAME_SIZE && *name != '/' && !strstr(name, "//");
  for (const char *s = name; *s; s++) ok = ok && (isalnum((unsigned char)*s) || strchr("_+-/", *s));
  if (ok) return TIDE_OK;
  return tide__error(error, TIDE_EINVAL,
                     "unknown time zone '%.64s': expected a name as Europe/London or UTC", name);
}

/* The C library takes an unknown zone for UTC, so look for its file first. */
static bool zone_exists(const char *name) {
  const char *dir = getenv("TZDIR");
  char path[512], magic[4] = {0};
  snprintf(path, sizeof path, "%s/%s", dir && *dir ? dir : "/usr/share/zoneinfo", name);
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  const size_t got = fread(magic, 1, sizeof magic, f);
  fclose(f);
  return got == sizeof magic && memcmp(magic, "TZif", sizeof magic) == 0;
}

int tide_timezone_check(const char *name, tide_error *error) {
  const int status = tide__zone_check_name(name, error);
  if (status < 0 || strcmp(name, "UTC") == 0 || zone_exists(name)) return status;
  return tide__error(error, TIDE_EMISSING,
                     "unknown time zone '%.64s': expected a name as Europe/London; if it exists, "
                     "the system's tz database (package tzdata) lacks it",
                     name);
}

static int64_t offset_at(int64_t second) {
  const time_t t = (time_t)second;
  struct tm local;
  return localtime_r(&t, &local) ? (int64_t)local.tm_gmtoff : 0;
}

static bool add(tide__zone *z, int32_t *capacity, int64_t second, int64_t offset) {
  if (z->n == *capacity) {
    const int32_t more = 2 * *capacity + 64;
    int64_t *from = realloc(z->from, (size_t)more * sizeof *from);
    if (from) z->from = from;
    int64_t *offsets = realloc(z->offset, (size_t)more * sizeof *offsets);
    if (offsets) z->offset = offsets;
    if (!from || !offsets) return false;
    *capacity = more;
  }
  z->from[z->n] = second * TIDE__US;
  z->offset[z->n++] = offset * TIDE__US;
  return true;
}

/* The first second in (before, after] at which the offset is another. */
static int64_t change_between(int64_t before, int64_t after, int64_t offset) {
  while (after - before > 1) {
    const int64_t middle = before + (after - before) / 2;
    if (offset_at(middle) == offset)
      before = middle;
    else
      after = middle;
  }
  return after;
}

static bool collect(tide__zone *z, int64_t first, int64_t last) {
  int32_t capacity = 0;
  int64_t offset = offset_at(first);
  if (!add(z, &capacity, first, offset)) return false;
  for (int64_t day = first; day < last; day += 86400) {
    const int64_t next = offset_at(day + 86400);
    if (next == offset) continue;
    const int64_t from = change_between(day, day + 86400, offset);
    offset = next;
    if (!add(z, &capacity, from, offset)) return false;
  }
  return true;
}

static bool collect_in(const char *name, tide__zone *z, int64_t first, int64_t last) {
  char zone[TIDE_NAME_SIZE + 1];
  snprintf(zone, sizeof zone, ":%s", name);
  pthread_mutex_lock(&lock);
  const char *old = getenv("TZ");
  char *saved = old ? strdup(old) : NULL;
  bool ok = (!old || saved) && setenv("TZ", zone, 1) == 0;
  if (ok) {
    tzset();
    ok = collect(z, first, last);
    if (saved)
      setenv("TZ", saved, 1);
    else
      unsetenv("TZ");
    tzset();
  }
  free(saved);
  pthread_mutex_unlock(&lock);
  return ok;
}

int tide__zone_load(const char *name, int64_t first, int64_t last, tide__zone **out,
                    tide_error *error) {
  const int status = tide_timezone_check(name, error);
  if (status < 0) return status;
  tide__zone *z = calloc(1, sizeof *z);
  if (!z) return tide__error(error, TIDE_ENOMEM, "out of memory");
  int32_t capacity = 0;
  first = first / TIDE__US - 86400;
  last = last / TIDE__US + 86400;
  const bool utc = strcmp(name, "UTC") == 0;
  if (!(utc ? add(z, &capacity, first, 0) : collect_in(name, z, first, last))) {
    tide__zone_free(z);
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  *out = z;
  return TIDE_OK;
}

void tide__zone_free(tide__zone *z) {
  if (!z) return;
  free(z->from);
  free(z->offset);
  free(z);
}

/* minutes.c -- one candle for each minute that has a price. */
#include "event/minutes.h"

#include "core/timeframe.h"

#include <stdlib.h>

static const int64_t minute = 60 * TIDE__US;

void tide__minutes_begin(tide__minutes *m) {
  m->view.timeframe = minute;
  m->until = INT64_MAX;
}

void tide__minutes_free(tide__minutes *m) {
  free(m->time);
  free(m->open);
  free(m->high);
  free(m->low);
  free(m->close);
}

static bool grow(void *column, size_t bytes) {
  void **at = column;
  void *grown = realloc(*at, bytes);
  if (grown) *at = grown;
  return grown != NULL;
}

static bool reserve(tide__minutes *m) {
  if (m->view.n < m->capacity) return true;
  const int32_t capacity = m->capacity ? 2 * m->capacity : 1024;
  const size_t doubles = (size_t)capacity * sizeof *m->open;
  if (!grow(&m->time, (size_t)capacity * sizeof *m->time) || !grow(&m->open, doubles) ||
      !grow(&m->high, doubles) || !grow(&m->low, doubles) || !grow(&m->close, doubles))
    return false;
  m->capacity = capacity;
  m->view.time = m->time;
  m->view.open = m->open;
  m->view.high = m->high;
  m->view.low = m->low;
  m->view.close = m->close;
  return true;
}

bool tide__minutes_add(tide__minutes *m, int64_t time, double price) {
  if (m->view.n == 0 || time >= m->until) {
    if (!reserve(m)) return false;
    const int32_t i = m->view.n++;
    m->time[i] = tide__timeframe_floor(minute, time);
    m->until = m->time[i] + minute;
    m->open[i] = m->high[i] = m->low[i] = m->close[i] = price;
    return true;
  }
  const int32_t i = m->view.n - 1;
  if (price > m->high[i]) m->high[i] = price;
  if (price < m->low[i]) m->low[i] = price;
  m->close[i] = price;
  return true;
}

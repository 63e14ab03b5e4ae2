/* days.c -- finds the last candle of each day without looking at every one:
 * days mostly follow each other and have nearly equal numbers of candles. */
#include "data/days.h"

#include "core/timeframe.h"

static int32_t day_at(int64_t t) {
  return (int32_t)(t >= 0 ? t / TIDE__DAY_US : -((TIDE__DAY_US - 1 - t) / TIDE__DAY_US));
}

/* 1970-01-01 was a Thursday. */
static int32_t weekday_of(int32_t day) { return ((day + 3) % 7 + 7) % 7; }

tide_day tide__day_of(const tide_candles *c, int32_t t) {
  const int32_t day = day_at(c->time[t]);
  return (tide_day){day, weekday_of(day), t};
}

/* First index after t whose time is at or past `until`: the guess, or doubling
 * steps, then halving. */
static int32_t find_time(const tide_candles *c, int32_t t, int64_t until, int32_t guess) {
  const int64_t *time = c->time;
  const int32_t n = c->n;
  if (guess > t && guess < n && time[guess] >= until && time[guess - 1] < until) return guess;
  int32_t step = 1;
  while (t + step < n && time[t + step] < until) step *= 2;
  int32_t low = t + step / 2, high = t + step < n ? t + step : n;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (time[middle] < until)
      low = middle + 1;
    else
      high = middle;
  }
  return low > t ? low : t + 1;
}

int32_t tide__days_most(const tide_candles *c) {
  if (c->n == 0) return 1;
  const int32_t span = day_at(c->time[c->n - 1]) - day_at(c->time[0]) + 1;
  return span < c->n ? span : c->n;
}

int32_t tide__days_find(const tide_candles *c, tide_day *days) {
  int32_t count = 0, length = 1;
  for (int32_t t = 0; t < c->n;) {
    tide_day day = tide__day_of(c, t);
    const int32_t next = find_time(c, t, (day.day + 1) * TIDE__DAY_US, t + length);
    day.last = next - 1;
    days[count++] = day;
    length = next - t;
    t = next;
  }
  return count;
}

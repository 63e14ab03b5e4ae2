/* clock.c -- the two clocks: one for measuring, one for stamping. */
#include "tide.h"

#include <time.h>

static double seconds(clockid_t id) {
  struct timespec now;
  clock_gettime(id, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double tide_clock_seconds(void) { return seconds(CLOCK_MONOTONIC); }

double tide_clock_wall_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (double)((int64_t)now.tv_sec * 1000000 + (int64_t)(now.tv_nsec / 1000));
}

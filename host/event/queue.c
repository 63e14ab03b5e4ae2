/* queue.c -- the models, a function each. Powers are whole, so that every machine multiplies the
 * same numbers. */
#include "event/queue.h"

#include <math.h>

typedef double model(double ahead, double behind, int32_t power);

static double pessimistic(double ahead, double behind, int32_t power) {
  (void)ahead, (void)behind, (void)power;
  return 0.0;
}

static double proportional(double ahead, double behind, int32_t power) {
  (void)power;
  return ahead / (ahead + behind);
}

static double raised(double x, int32_t power) {
  double y = x;
  while (--power > 0) y *= x;
  return y;
}

static double powers(double ahead, double behind, int32_t power) {
  const double a = raised(ahead, power);
  return a / (a + raised(behind, power));
}

static const struct {
  model *fraction;
  int32_t most; /* power */
} models[] = {
  [TIDE_QUEUE_PESSIMISTIC] = {pessimistic, 0},
  [TIDE_QUEUE_PROPORTIONAL] = {proportional, 0},
  [TIDE_QUEUE_POWER] = {powers, 16},
};
enum { MODELS = sizeof models / sizeof models[0] };

bool tide__queue_known(int32_t i, int32_t power) {
  if (i < 0 || i >= MODELS) return false;
  return models[i].most == 0 || (power >= 1 && power <= models[i].most);
}

double tide__queue_share(const tide_venue *venue, double cancelled, double ahead, double behind) {
  if (!(cancelled > 0.0) || !(ahead > 0.0)) return 0.0;
  const double share =
    floor(cancelled * models[venue->queue].fraction(ahead, behind, venue->power));
  return share < ahead ? share : ahead;
}

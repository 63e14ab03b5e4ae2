/* sarext.c -- Parabolic Stop and Reverse with a pace for each side.
 *
 *   sarext = +stop of a long, -stop of a short
 *
 * The stop moves as that of psar, with a factor that begins at init_long or init_short,
 * grows by accel_long or accel_short with each new extreme, and ends at max_long or
 * max_short. `start` is 0 where the first two bars shall tell the side (as in psar), the
 * first stop of a long, or minus the first stop of a short. A reversal moves the new
 * stop away from the price by the share `offset` of itself.
 *
 * The sign tells the side, so the value is no price: its magnitude is.
 */
#include "indicators/parabola.h"
#include "indicators/steps.h"

enum { START, OFFSET, INIT_LONG, ACCEL_LONG, MAX_LONG, INIT_SHORT, ACCEL_SHORT, MAX_SHORT };

static int32_t sarext_lookback(const double *p) {
  (void)p;
  return 1;
}

static int32_t sarext_warmup(const double *p) {
  const int32_t of_long = tide__parabola_warmup(p[INIT_LONG], p[MAX_LONG]);
  const int32_t of_short = tide__parabola_warmup(p[INIT_SHORT], p[MAX_SHORT]);
  return of_long > of_short ? of_long : of_short;
}

struct sarext {
  tide__parabola stop;
};

static void sarext_begin(struct sarext *s, const double *p) {
  s->stop = (tide__parabola){
    .start = p[START],
    .offset = p[OFFSET],
    .pace = {tide__pace_of(p[INIT_LONG], p[ACCEL_LONG], p[MAX_LONG]),
             tide__pace_of(p[INIT_SHORT], p[ACCEL_SHORT], p[MAX_SHORT])},
  };
}

static inline void sarext_step(struct sarext *s, const double *x, double *y) {
  const double stop = tide__parabola_next(&s->stop, x[0], x[1]);
  y[0] = s->stop.is_long ? stop : -stop;
}

TIDE__STEPS(sarext, 2, 1)

#define PACE(which, first)                                                                         \
  { .name = (which), .min = 0.0001, .max = 1, .def = (first), .step = 0.005 }

const tide_indicator tide_ind_sarext = {
  .name = "sarext",
  .title = "Parabolic SAR, extended",
  .group = "overlap",
  .source = "TA-Lib SAREXT",
  .inputs = {"high", "low"},
  .outputs = {"sarext"},
  .units = {"index"},
  .params = {{.name = "start", .min = -1e12, .max = 1e12, .def = 0, .step = 1},
             {.name = "offset", .min = 0, .max = 1, .def = 0, .step = 0.005},
             PACE("init_long", 0.02),
             PACE("accel_long", 0.02),
             PACE("max_long", 0.2),
             PACE("init_short", 0.02),
             PACE("accel_short", 0.02),
             PACE("max_short", 0.2)},
  .lookback = sarext_lookback,
  .warmup = sarext_warmup,
  TIDE__STREAM(sarext),
};

/* synthetic.c -- a market made up from a seed, for trying things out.
 *
 * Each bar is a walk of STEPS steps from the last close. The deviation of a step
 * follows the last moves, as GARCH(1,1) does; a few steps are three times as
 * large; a regime gives the drift and lasts some weeks. Volume grows with the
 * range of the bar. Only + - * / and sqrt are used, each exact by IEEE 754: the
 * same seed gives the same bytes on every machine, and the first bars of a longer
 * market are those of a shorter one. */
#include "data/synthetic.h"
#include "core/random.h"
#include "data/candles.h"

#include <math.h>

enum { STEPS = 12, REGIMES = 3 };
static const int64_t START_US = 1577836800000000; /* 2020-01-01 */
static const int64_t HOUR_US = 3600000000;

/* Drift of an hour, and the chance of the regime ending in it. */
typedef struct {
  double drift, ends;
} regime;

/* How one kind of market moves. */
typedef struct {
  double deviation; /* of an hour, in the long run */
  double memory, shock;
  double large; /* share of steps that are three times as large */
  regime regimes[REGIMES];
} behaviour;

static const behaviour behaviours[] = {
  [TIDE_SYNTHETIC_REGIMES] = {.deviation = 0.005,
                              .memory = 0.90,
                              .shock = 0.06,
                              .large = 0.03,
                              .regimes = {{0.0003, 1.0 / 800.0},
                                          {-0.0002, 1.0 / 600.0},
                                          {0.0, 1.0 / 600.0}}},
  [TIDE_SYNTHETIC_NOISE] = {.deviation = 0.006},
  [TIDE_SYNTHETIC_MOMENTUM] = {.deviation = 0.004,
                               .memory = 0.90,
                               .shock = 0.06,
                               .large = 0.01,
                               .regimes = {{0.0007, 1.0 / 300.0},
                                           {-0.0007, 1.0 / 300.0},
                                           {0.0, 1.0 / 300.0}}},
  [TIDE_SYNTHETIC_CLUSTERS] = {.deviation = 0.004, .memory = 0.90, .shock = 0.06, .large = 0.03},
};

enum { KINDS = sizeof behaviours / sizeof behaviours[0] };

static double rounded(double x, double per_unit) { return floor(x * per_unit + 0.5) / per_unit; }

bool tide__walk_start(tide__walk *w, int32_t kind, double seed) {
  if (kind < 0 || kind >= KINDS) return false;
  const double usual = behaviours[kind].deviation;
  *w = (tide__walk){.kind = kind,
                    .random = (uint64_t)(int64_t)seed,
                    .price = 10000.0,
                    .variance = usual * usual,
                    .time = START_US};
  return true;
}

static double step_return(const behaviour *b, tide__walk *w, double drift) {
  const double scale = tide__random_uniform(&w->random) < b->large ? 3.0 : 1.0;
  return (b->regimes[w->regime].drift + drift) / STEPS +
         tide__random_normal(&w->random) * scale * sqrt(w->variance / STEPS);
}

void tide__walk_hour(tide__walk *w, double drift, tide_candle *out) {
  const behaviour *b = &behaviours[w->kind];
  const double open = rounded(w->price, 100.0);
  double low = open;
  double high = open;
  double price = w->price;
  for (int32_t i = 0; i < STEPS; i++) {
    double r = step_return(b, w, drift);
    if (price < 1.0) r = fabs(r); /* prices stay above zero */
    if (r > 0.1) r = 0.1;
    if (r < -0.1) r = -0.1;
    price *= 1.0 + r;
    if (price < low) low = price;
    if (price > high) high = price;
  }
  const double surprise = price / w->price - 1.0 - drift;
  const double usual = b->deviation * b->deviation;
  w->variance =
    usual * (1.0 - b->memory - b->shock) + b->memory * w->variance + b->shock * surprise * surprise;
  const double range = (high - low) / open / b->deviation;
  w->price = price;
  *out = (tide_candle){.time = w->time, .open = open};
  out->high = rounded(high, 100.0);
  out->low = rounded(low, 100.0);
  out->close = rounded(price, 100.0);
  out->volume =
    rounded((0.5 + tide__random_uniform(&w->random)) * (20.0 + 60.0 * range * range), 1000.0);
  w->time += HOUR_US;
  if (tide__random_uniform(&w->random) < b->regimes[w->regime].ends)
    w->regime = (w->regime + 1 + (tide__random_uniform(&w->random) < 0.5)) % REGIMES;
}

tide_candles *tide__walk_candles(int32_t bars) {
  return bars < 1 ? NULL : tide__candles_new(bars, HOUR_US, TIDE__HAS_VOLUME);
}

static void put(const double *column, int32_t t, double x) { ((double *)(uintptr_t)column)[t] = x; }

void tide__walk_put(tide_candles *c, int32_t t, const tide_candle *x) {
  ((int64_t *)(uintptr_t)c->time)[t] = x->time;
  put(c->open, t, x->open);
  put(c->high, t, x->high);
  put(c->low, t, x->low);
  put(c->close, t, x->close);
  put(c->volume, t, x->volume);
}

tide_candles *tide_synthetic_new(int32_t bars, double seed, int32_t kind) {
  tide__walk w;
  if (!tide__walk_start(&w, kind, seed)) return NULL;
  tide_candles *made = tide__walk_candles(bars);
  if (!made) return NULL;
  tide_candle x;
  for (int32_t t = 0; t < bars; t++) {
    tide__walk_hour(&w, 0.0, &x);
    tide__walk_put(made, t, &x);
  }
  return made;
}

/* synthetic.c -- a market made up from a seed, for trying things out.
 *
 * Each bar is a walk of STEPS steps from the last close. The deviation of a step
 * follows the last moves, as GARCH(1,1) does; a few steps are three times as
 * large; a regime gives the drift and lasts some weeks. Volume grows with the
 * range of the bar. Only + - * / and sqrt are used, each exact by IEEE 754: the
 * same seed gives the same bytes on every machine. */
#include "data/candles.h"
#include "tide.h"

#include <math.h>
#include <stdlib.h>

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
};

/* splitmix64: each seed gives a stream of its own. */
static uint64_t next_bits(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static double uniform(uint64_t *state) { return (double)(next_bits(state) >> 11) * 0x1p-53; }

/* Nearly normal: twelve uniforms, mean 0, deviation 1. */
static double normal(uint64_t *state) {
  double sum = -6.0;
  for (int32_t i = 0; i < 12; i++) sum += uniform(state);
  return sum;
}

static double rounded(double x, double per_unit) { return floor(x * per_unit + 0.5) / per_unit; }

/* Where the walk is. */
typedef struct {
  uint64_t random;
  double price, variance; /* variance of an hour */
  int32_t regime;
} walk;

static double step_return(const behaviour *b, walk *w) {
  const double scale = uniform(&w->random) < b->large ? 3.0 : 1.0;
  return b->regimes[w->regime].drift / STEPS +
         normal(&w->random) * scale * sqrt(w->variance / STEPS);
}

static void bar(const behaviour *b, walk *w, int32_t t, double *const *out) {
  const double open = rounded(w->price, 100.0);
  double low = open;
  double high = open;
  double price = w->price;
  for (int32_t i = 0; i < STEPS; i++) {
    double r = step_return(b, w);
    if (price < 1.0) r = fabs(r); /* prices stay above zero */
    if (r > 0.1) r = 0.1;
    if (r < -0.1) r = -0.1;
    price *= 1.0 + r;
    if (price < low) low = price;
    if (price > high) high = price;
  }
  const double move = price / w->price - 1.0;
  const double usual = b->deviation * b->deviation;
  w->variance =
    usual * (1.0 - b->memory - b->shock) + b->memory * w->variance + b->shock * move * move;
  const double range = (high - low) / open / b->deviation;
  w->price = price;
  out[0][t] = open;
  out[1][t] = rounded(high, 100.0);
  out[2][t] = rounded(low, 100.0);
  out[3][t] = rounded(price, 100.0);
  out[4][t] = rounded((0.5 + uniform(&w->random)) * (20.0 + 60.0 * range * range), 1000.0);
  if (uniform(&w->random) < b->regimes[w->regime].ends)
    w->regime = (w->regime + 1 + (uniform(&w->random) < 0.5)) % REGIMES;
}

tide_candles *tide_synthetic_new(int32_t bars, double seed, int32_t kind) {
  if (bars < 1 || kind < 0 || kind > TIDE_SYNTHETIC_MOMENTUM) return NULL;
  const size_t n = (size_t)bars;
  tide_candles *made = NULL;
  int64_t *time = malloc(n * sizeof *time);
  double *columns = malloc(5 * n * sizeof *columns);
  if (!time || !columns) goto done;
  double *out[5];
  for (size_t i = 0; i < 5; i++) out[i] = columns + i * n;
  const behaviour *b = &behaviours[kind];
  walk w = {(uint64_t)(int64_t)seed, 10000.0, b->deviation * b->deviation, 0};
  for (int32_t t = 0; t < bars; t++) {
    time[t] = START_US + t * HOUR_US;
    bar(b, &w, t, out);
  }
  const tide_candles view = {.n = bars,
                             .timeframe = HOUR_US,
                             .time = time,
                             .open = out[0],
                             .high = out[1],
                             .low = out[2],
                             .close = out[3],
                             .volume = out[4]};
  made = tide_candles_copy(&view);

done:
  free(time);
  free(columns);
  return made;
}

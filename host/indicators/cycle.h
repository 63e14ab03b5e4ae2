/* cycle.h -- what is measured over the last cycle: a mean, and the phase.
 *
 * Both look back as many whole bars as the cycle of hilbert.h has (up to 50), and both
 * are taken of differences to the newest value: exact when nothing moves. */
#pragma once
#include "core/angle.h"
#include "indicators/hilbert.h"

/* Places are a power of two above the longest cycle; a row of waves is filled up with
 * zeros to a multiple of four. */
enum { TIDE__CYCLE_MAX = 50, TIDE__CYCLE_ROW = 52, TIDE__CYCLE_PLACES = 64 };

/* The last values, the newest first: each is kept twice, so that all are in a row. */
typedef struct {
  double kept[2 * TIDE__CYCLE_PLACES];
  int32_t at;
} tide__trail;

/* Returns the newest; the values before follow. */
static inline const double *tide__trail_next(tide__trail *trail, double x) {
  const int32_t at = trail->at = (trail->at - 1) & (TIDE__CYCLE_PLACES - 1);
  trail->kept[at] = trail->kept[at + TIDE__CYCLE_PLACES] = x;
  return trail->kept + at;
}

/* Whole bars of a cycle; a cycle that is undefined has none. */
static inline int32_t tide__cycle_bars(double cycle) {
  return cycle <= TIDE__CYCLE_MAX ? (int32_t)(cycle + 0.5) : cycle > 0.0 ? TIDE__CYCLE_MAX : 0;
}

/* Mean of the newest values, as many as the cycle has bars; 0 of none. */
static inline double tide__cycle_mean(const double *x, double cycle) {
  const int32_t bars = tide__cycle_bars(cycle);
  if (bars == 0) return cycle * 0.0; /* NaN for NaN */
  double sum[4] = {0.0};
  int32_t i = 0;
  for (; i + 4 <= bars; i += 4)
    for (int k = 0; k < 4; k++) sum[k] += x[i + k] - x[0];
  for (; i < bars; i++) sum[0] += x[i] - x[0];
  return x[0] + ((sum[0] + sum[1]) + (sum[2] + sum[3])) / (double)bars;
}

/* One turn of a sine and a cosine over `bars` bars; rows are made when first wanted. */
typedef struct {
  double wave[TIDE__CYCLE_MAX + 1][TIDE__CYCLE_ROW][2];
} tide__waves;

static inline const double (*tide__wave(tide__waves *w, int32_t bars))[2] {
  double(*row)[2] = w->wave[bars];
  if (row[0][1] == 0.0) /* the cosine of 0 is 1 */
    for (int32_t i = 0; i < bars; i++)
      tide__sine_cosine(360.0 * (double)i / (double)bars, &row[i][0], &row[i][1]);
  return (const double(*)[2])row;
}

/* Where the newest value stands in the cycle, in degrees above -45, at most 315: the
 * angle of the first term of a Fourier series over one cycle, with a lead of one bar for
 * the smoothing. x: smooth prices, the newest first. */
static inline double tide__cycle_phase(const double *x, double cycle, tide__waves *waves) {
  const int32_t bars = tide__cycle_bars(cycle);
  const double(*wave)[2] = tide__wave(waves, bars);
  const double k = bars > 1 ? x[0] : 0.0; /* a whole turn of a constant is 0 */
  double sum[4][2] = {{0.0}};
  for (int32_t i = 0; i < bars; i += 4)
    for (int32_t j = 0; j < 4; j++) {
      sum[j][0] += wave[i + j][0] * (x[i + j] - k);
      sum[j][1] += wave[i + j][1] * (x[i + j] - k);
    }
  const double real = (sum[0][0] + sum[1][0]) + (sum[2][0] + sum[3][0]);
  const double imaginary = (sum[0][1] + sum[1][1]) + (sum[2][1] + sum[3][1]);
  double phase = real == 0.0 ? 0.0 : tide__angle(real, imaginary);
  phase += 90.0 + 360.0 / cycle;
  if (imaginary < 0.0) phase += 180.0;
  return phase > 315.0 ? phase - 360.0 : phase;
}

/* The phase, bar by bar. Trail and waves are behind the state. */
typedef struct {
  tide__hilbert hilbert;
  tide__trail *smooth;
  tide__waves *waves;
} tide__phase;

enum { TIDE__PHASE_LOOKBACK = 63 };

static inline int32_t tide__phase_bytes(void) {
  return (int32_t)(sizeof(tide__trail) + sizeof(tide__waves));
}

/* Takes tide__phase_bytes() of zeroed memory, returns the rest. */
static inline void *tide__phase_begin(tide__phase *p, void *memory) {
  tide__hilbert_begin(&p->hilbert, TIDE__HILBERT_LONG);
  p->smooth = memory;
  p->waves = (tide__waves *)(p->smooth + 1);
  return p->waves + 1;
}

static inline bool tide__phase_whole(const tide__phase *p) {
  return p->hilbert.t > TIDE__PHASE_LOOKBACK;
}

/* NaN until the transform has begun. */
static inline double tide__phase_next(tide__phase *p, double x) {
  if (!tide__hilbert_next(&p->hilbert, x)) return TIDE__NAN;
  const double *smooth = tide__trail_next(p->smooth, tide__hilbert_smoothed(&p->hilbert));
  return tide__cycle_phase(smooth, p->hilbert.cycle, p->waves);
}

/* The sine of a phase and of the phase 45 degrees on. */
static inline void tide__sine_pair(double phase, double *sine, double *lead) {
  double cosine;
  tide__sine_cosine(phase, sine, &cosine);
  *lead = (*sine + cosine) * 0.70710678118654752440;
}

/* The trendline: means over one cycle each, weighted 4, 3, 2, 1. */
typedef struct {
  tide__trail *prices;
  double m1, m2, m3; /* the means before */
} tide__trend;

/* Takes a trail of zeroed memory. */
static inline void tide__trend_begin(tide__trend *s, void *memory) {
  *s = (tide__trend){.prices = memory};
}

static inline double tide__trend_next(tide__trend *s, double x, double cycle) {
  const double *prices = tide__trail_next(s->prices, x);
  const double m = tide__cycle_mean(prices, cycle);
  const double k = s->m3;
  const double line = k + (4.0 * (m - k) + 3.0 * (s->m1 - k) + 2.0 * (s->m2 - k)) / 10.0;
  s->m3 = s->m2;
  s->m2 = s->m1;
  s->m1 = m;
  return line;
}

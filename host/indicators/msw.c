/* msw.c -- Mesa Sine Wave: where prices stand in a cycle of n bars.
 *
 *   re, im = sum(x[t-j] * cos(360 j / n)), sum(x[t-j] * sin(360 j / n)), j = 0 .. n-1
 *   phase  = the angle of (re, im) + 90
 *   sine   = sin(phase)                   lead = sin(phase + 45)
 *
 * in degrees. A wave that is not above 1e-12 of the price is rounding, or flat: 0.
 * (Tulip's pi has eight digits and moves its values by up to 1e-6 or so; its flat
 * wave is one below 0.001, whatever the price.)
 */
#include "core/angle.h"
#include "indicators/steps.h"
#include "indicators/window.h"

/* The window is a block's suffix and the next one's prefix, as in window.h, of the
 * values turned by their place in the block; the step at t turns their sum to t. As
 * the cosines and sines of a whole cycle add up to 0, sums are taken of x - k. */
struct msw {
  tide__window w;             /* values, then what the block before adds to re */
  double *im, *cosine, *sine; /* [period] */
  double k, re_sum, im_sum;
};

static int32_t msw_lookback(const double *p) { return (int32_t)p[0]; }

static int32_t msw_memory(const double *p) {
  return (int32_t)sizeof(struct msw) + 4 * tide__window_bytes(p[0]);
}

static void msw_begin(struct msw *s, const double *p, void *memory) {
  s->im = tide__window_begin(&s->w, p[0], memory);
  s->cosine = s->im + s->w.period;
  s->sine = s->cosine + s->w.period;
  for (int32_t j = 0; j < s->w.period; j++)
    tide__sine_cosine(360.0 * (double)j / p[0], &s->sine[j], &s->cosine[j]);
}

static void msw_turn(struct msw *s) {
  double re = 0.0;
  double im = 0.0;
  for (int32_t i = s->w.period - 1; i > 0; i--) {
    const double d = s->w.kept[i] - s->k;
    s->w.kept[i] = re += d * s->cosine[s->w.period - i];
    s->im[i] = im += d * s->sine[s->w.period - i];
  }
}

static inline void msw_step(struct msw *s, const double *x, double *y) {
  tide__window *w = &s->w;
  const int32_t i = w->i;
  if (i == 0) {
    s->k = x[0];
    s->re_sum = s->im_sum = 0.0;
    if (w->seen) msw_turn(s);
  }
  const bool whole = w->seen == w->period;
  const bool inside = i + 1 < w->period;
  const double d = x[0] - s->k;
  s->re_sum += d * s->cosine[i];
  s->im_sum -= d * s->sine[i];
  const double u = s->re_sum + (inside ? w->kept[i + 1] : 0.0);
  const double v = s->im_sum + (inside ? s->im[i + 1] : 0.0);
  w->kept[i] = x[0];
  tide__window_step(w);

  const double re = u * s->cosine[i] - v * s->sine[i];
  const double im = u * s->sine[i] + v * s->cosine[i];
  const double size = sqrt(re * re + im * im);
  const bool flat = size <= 1e-12 * fabs(x[0]);
  /* sin(phase) is the cosine of the angle of (re, im). */
  y[0] = !whole ? TIDE__NAN : flat ? 0.0 : re / size;
  const double lead = (re - im) / size * 0.70710678118654752440;
  y[1] = !whole ? TIDE__NAN : flat ? 0.0 : tide__max(-1.0, tide__min(1.0, lead));
}

TIDE__WINDOW_STEPS(msw, 1, 2)

const tide_indicator tide_ind_msw = {
  .name = "msw",
  .title = "Mesa Sine Wave",
  .group = "momentum",
  .source = "J. Ehlers (1996); Tulip msw",
  .inputs = {"real"},
  .outputs = {"sine", "lead"},
  .units = {"ratio", "ratio"},
  .params = {{.name = "period", .min = 2, .max = 5000, .def = 5, .step = 1, .integer = true}},
  .out_min = -1.0,
  .out_max = 1.0,
  .lookback = msw_lookback,
  .warmup = msw_lookback,
  TIDE__STREAM(msw),
};

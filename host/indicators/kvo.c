/* kvo.c -- Klinger Volume Oscillator.
 *
 *   trend = 1 when high + low + close rose, -1 when it fell, else that of the bar before
 *   dm    = high - low
 *   cm    = cm[t-1] + dm, and dm[t-1] + dm where the trend turned; 0 at first
 *   vf    = volume * |2 * dm / cm - 1| * trend * 100, 0 where cm is 0
 *   kvo   = average(vf, short) - average(vf, long)
 *
 * An average begins with vf[1] and moves by 2 / (n + 1). Until prices move the trend is 1.
 */
#include "indicators/smoothing.h"
#include "indicators/steps.h"

enum { SHORT, LONG };

static int32_t kvo_lookback(const double *p) {
  (void)p;
  return 1;
}

static int32_t kvo_warmup(const double *p) {
  const int32_t fast = tide__decay_bars(tide__ema_alpha(p[SHORT]));
  const int32_t slow = tide__decay_bars(tide__ema_alpha(p[LONG]));
  return 1 + (fast > slow ? fast : slow);
}

struct kvo {
  double sum, range; /* high + low + close and high - low of the bar before */
  double cm;
  int32_t trend; /* 1, -1; 0: not known yet */
  double fast, slow, a_fast, a_slow;
  int32_t seen; /* bars, up to 2 */
};

static void kvo_begin(struct kvo *s, const double *p) {
  s->a_fast = tide__ema_alpha(p[SHORT]);
  s->a_slow = tide__ema_alpha(p[LONG]);
}

static inline double kvo_force(struct kvo *s, double sum, double range, double volume) {
  const int32_t sign = (sum > s->sum) - (sum < s->sum);
  if ((sign != 0) & (sign != s->trend)) {
    s->trend = sign;
    s->cm = s->range;
  }
  s->cm += sum == sum ? range : TIDE__NAN; /* a hole stays, whichever column it is in */
  const double share = fabs(2.0 * (range / s->cm) - 1.0);
  const double force = volume * share * 100.0 * (double)(s->trend | 1); /* not known: 1 */
  return s->cm == 0.0 ? 0.0 * volume : force;
}

static inline void kvo_step(struct kvo *s, const double *x, double *y) {
  const double sum = x[0] + x[1] + x[2];
  const double range = x[0] - x[1];
  y[0] = TIDE__NAN;
  if (s->seen > 0) {
    const double force = kvo_force(s, sum, range, x[3]);
    s->fast += (force - s->fast) * (s->seen == 1 ? 1.0 : s->a_fast);
    s->slow += (force - s->slow) * (s->seen == 1 ? 1.0 : s->a_slow);
    y[0] = s->fast - s->slow;
  }
  if (s->seen < 2) s->seen++;
  s->sum = sum;
  s->range = range;
}

TIDE__STEPS(kvo, 4, 1)

const tide_indicator tide_ind_kvo = {
  .name = "kvo",
  .title = "Klinger Volume Oscillator",
  .group = "volume",
  .source = "S. Klinger (1997); Tulip Indicators kvo",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"kvo"},
  .units = {"volume"},
  .params = {{.name = "short", .min = 1, .max = 5000, .def = 34, .step = 1, .integer = true},
             {.name = "long", .min = 1, .max = 5000, .def = 55, .step = 1, .integer = true}},
  .lookback = kvo_lookback,
  .warmup = kvo_warmup,
  TIDE__STREAM(kvo),
};

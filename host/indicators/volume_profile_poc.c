/* volume_profile_poc.c -- Point of control: the most traded level of a window.
 *
 *   low, high = lowest low, highest high of t-n+1 .. t
 *   tp[i]     = (high[i] + low[i] + close[i]) / 3
 *   level[i]  = floor((tp[i] - low) * (bins / (high - low))), below bins
 *   poc[t]    = middle of the level with the largest sum of volume
 *
 * Of levels with equal volume the lowest counts. A window without range gives its price, one
 * without volume tp[t].
 *
 * The levels move with the range: a bar that changes it sorts the whole window anew, which
 * is why the period ends at 1000. Any other adds the new bar to its level and sums again
 * the level that lost its oldest bar. Sums are of what is in a level, oldest first, and
 * nothing is subtracted.
 */
#include "indicators/steps.h"
#include "indicators/window.h"

enum { PERIOD, BINS };

static int32_t volume_profile_poc_lookback(const double *p) { return (int32_t)p[PERIOD] - 1; }

/* The bars of one level, as a chain of places in the ring. */
struct level {
  double volume;
  int32_t oldest, newest; /* -1: none */
};

/* A bar in the ring. */
struct trade {
  double price, volume;
  int32_t level, next; /* next: place of the next bar of its level, -1: none */
};

struct volume_profile_poc {
  tide__extreme highest, lowest;
  struct trade *ring;   /* [period] */
  struct level *levels; /* [bins] */
  double top, bottom;   /* the range that the levels divide */
  double scale;         /* levels in one unit of price */
  int32_t best;         /* the level with the most volume, -1: not known */
  int32_t period, bins;
  int32_t at;   /* place of the next bar in the ring */
  int32_t seen; /* bars, up to the period */
  int32_t bad;  /* bars until the last undefined one has left */
};

static int32_t volume_profile_poc_memory(const double *p) {
  return (int32_t)sizeof(struct volume_profile_poc) + 2 * tide__window_bytes(p[PERIOD]) +
         (int32_t)p[PERIOD] * (int32_t)sizeof(struct trade) +
         (int32_t)p[BINS] * (int32_t)sizeof(struct level);
}

static void volume_profile_poc_begin(struct volume_profile_poc *s, const double *p, void *memory) {
  memory = tide__extreme_begin(&s->highest, p[PERIOD], memory);
  memory = tide__extreme_begin(&s->lowest, p[PERIOD], memory);
  s->period = (int32_t)p[PERIOD];
  s->bins = (int32_t)p[BINS];
  s->ring = memory;
  s->levels = (struct level *)(s->ring + s->period);
  s->top = s->bottom = TIDE__NAN; /* no levels yet */
}

/* Puts the bar at a place of the ring into its level, behind the bars there. Returns the
 * level. */
static inline int32_t profile_join(struct volume_profile_poc *s, int32_t at) {
  struct trade *bar = &s->ring[at];
  const double place = (bar->price - s->bottom) * s->scale;
  const double last = (double)(s->bins - 1);
  const int32_t index = (int32_t)tide__max(0.0, tide__min(place, last));
  struct level *level = &s->levels[index];
  bar->level = index;
  bar->next = -1;
  if (level->oldest < 0)
    level->oldest = at;
  else
    s->ring[level->newest].next = at;
  level->newest = at;
  level->volume += bar->volume;
  return index;
}

/* Takes the oldest bar of the window out of its level, of which it is the oldest, too. */
static inline void profile_leave(struct volume_profile_poc *s, const struct trade *bar) {
  struct level *level = &s->levels[bar->level];
  if (bar->level == s->best) s->best = -1;
  level->oldest = bar->next;
  level->volume = 0.0;
  for (int32_t i = bar->next; i >= 0; i = s->ring[i].next) level->volume += s->ring[i].volume;
}

/* Sorts the window, whose oldest bar is at `at`, into the levels of a new range. */
static void profile_sort(struct volume_profile_poc *s, double top, double bottom) {
  s->top = top;
  s->bottom = bottom;
  s->scale = (double)s->bins / (top - bottom);
  s->best = -1;
  for (int32_t i = 0; i < s->bins; i++) s->levels[i] = (struct level){.oldest = -1, .newest = -1};
  for (int32_t i = s->at; i < s->period; i++) profile_join(s, i);
  for (int32_t i = 0; i < s->at; i++) profile_join(s, i);
}

/* The bar at a place of the ring comes for the one that is gone. */
static inline void profile_replace(struct volume_profile_poc *s, const struct trade *gone,
                                   int32_t at) {
  profile_leave(s, gone);
  const int32_t index = profile_join(s, at);
  if (s->best < 0) return;
  const double more = s->levels[index].volume - s->levels[s->best].volume;
  if (more > 0.0 || (more == 0.0 && index < s->best)) s->best = index;
}

/* The middle of the level with the most volume; `price` when there was none. */
static inline double profile_peak(struct volume_profile_poc *s, double price) {
  if (s->best < 0) {
    s->best = 0;
    for (int32_t i = 1; i < s->bins; i++)
      if (s->levels[i].volume > s->levels[s->best].volume) s->best = i;
  }
  const double width = (s->top - s->bottom) / (double)s->bins;
  const double middle = s->bottom + ((double)s->best + 0.5) * width;
  return s->levels[s->best].volume > 0.0 ? middle : price;
}

static inline void volume_profile_poc_step(struct volume_profile_poc *s, const double *x,
                                           double *y) {
  const double top = tide__highest_next(&s->highest, x[0]);
  const double bottom = tide__lowest_next(&s->lowest, x[1]);
  const double price = (x[0] + x[1] + x[2]) / 3.0;
  const int32_t at = s->at;
  const struct trade gone = s->ring[at];
  s->ring[at] = (struct trade){.price = price, .volume = x[3], .next = -1};
  s->at = at + 1 == s->period ? 0 : at + 1;
  if (s->seen < s->period) s->seen++;
  if (price != price || x[3] != x[3]) s->bad = s->period;
  const bool whole = s->seen == s->period && s->bad == 0;
  if (s->bad) s->bad--;
  y[0] = TIDE__NAN;
  if (!whole || top == bottom) {
    if (whole) y[0] = top;
    s->top = s->bottom = TIDE__NAN;
    return;
  }
  if (top == s->top && bottom == s->bottom) {
    profile_replace(s, &gone, at);
  } else {
    profile_sort(s, top, bottom);
  }
  y[0] = profile_peak(s, price);
}

TIDE__WINDOW_STEPS(volume_profile_poc, 4, 1)

const tide_indicator tide_ind_volume_profile_poc = {
  .name = "volume_profile_poc",
  .title = "Volume Profile: Point of Control",
  .group = "volume",
  .source = "J. P. Steidlmayer, Market Profile (1985), with volume for time",
  .inputs = {"high", "low", "close", "volume"},
  .outputs = {"poc"},
  .units = {"price"},
  .params = {{.name = "period", .min = 1, .max = 1000, .def = 100, .step = 1, .integer = true},
             {.name = "bins", .min = 1, .max = 500, .def = 24, .step = 1, .integer = true}},
  .lookback = volume_profile_poc_lookback,
  .warmup = volume_profile_poc_lookback,
  TIDE__STREAM(volume_profile_poc),
};

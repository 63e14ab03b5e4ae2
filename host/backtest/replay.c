/* replay.c -- a strategy that is stepped and simulated bar by bar. Its columns are those
 * of a whole evaluation, undefined beyond the bar that has just closed. */
#include "backtest/sim.h"
#include "core/error.h"
#include "core/timeframe.h"
#include "data/candles.h"
#include "graph/roots.h"

#include <stddef.h>
#include <stdlib.h>

enum { MAX_COLUMNS = 9 + 2 * TIDE__ROOTS };

/* A column, and where a tide_bar has its number. */
typedef struct {
  double *column;
  size_t from;
} pen;

struct tide_replay {
  tide_signals signals;
  tide_candles *bars;
  int64_t end; /* of the data */
  int32_t closed;
  double *numbers; /* ATR and levels */
  uint64_t *bits;
  int32_t pens;
  pen pen[MAX_COLUMNS];
  tide__days days;
  tide__scratch scratch;
  tide__sim sim;
};

static double *mutable(const double *column) { return (double *)(uintptr_t)column; }

static void add_pen(tide_replay *r, const double *column, size_t from) {
  if (!column) return;
  r->pen[r->pens++] = (pen){mutable(column), from};
  tide__nan_fill(mutable(column), r->bars->n);
}

static void add_candle_pens(tide_replay *r) {
  const tide_candles *c = r->bars;
#define PEN(name) add_pen(r, c->name, offsetof(tide_bar, candle.name))
  PEN(open);
  PEN(high);
  PEN(low);
  PEN(close);
  PEN(volume);
  PEN(funding);
  PEN(mark);
  PEN(open_interest);
#undef PEN
}

/* Where a tide_bar has what a root says; 0: as a bit. */
static const size_t offset_in_side[TIDE__ROOTS] = {
  [TIDE__ROOT_STOP_LOSS] = offsetof(tide_side_bar, stop_loss),
  [TIDE__ROOT_TAKE_PROFIT] = offsetof(tide_side_bar, take_profit),
  [TIDE__ROOT_TRAILING_STOP] = offsetof(tide_side_bar, trailing_stop),
  [TIDE__ROOT_LIMIT] = offsetof(tide_side_bar, limit),
  [TIDE__ROOT_CONFIDENCE] = offsetof(tide_side_bar, confidence),
};

/* Columns for what the sides read, as a whole evaluation has them. */
static void add_side_pens(tide_replay *r) {
  tide__root root[2][TIDE__ROOTS];
  tide__roots_list(r->signals.side, r->signals.signals, root);
  const size_t n = (size_t)r->bars->n, words = (size_t)tide__bits_words(r->bars->n);
  double *column = r->numbers;
  uint64_t *bits = r->bits;
  for (int32_t side = 0; side < 2; side++)
    for (int32_t i = 0; i < TIDE__ROOTS; i++) {
      if (root[side][i].node < 0) continue;
      if (offset_in_side[i]) {
        *root[side][i].out = column;
        add_pen(r, column,
                offsetof(tide_bar, side) + (size_t)side * sizeof(tide_side_bar) +
                  offset_in_side[i]);
        column += n;
      } else {
        *root[side][i].out = bits;
        bits += words;
      }
    }
  r->signals.atr = column;
  add_pen(r, column, offsetof(tide_bar, atr));
}

static int make_columns(tide_replay *r, const tide_candles *candles, int64_t timeframe,
                        tide_error *error) {
  const int status =
    tide_candles_resample(candles, timeframe ? timeframe : candles->timeframe, &r->bars, error);
  if (status != TIDE_OK) return status;
  const size_t n = (size_t)r->bars->n + 1, words = (size_t)tide__bits_words(r->bars->n) + 1;
  r->numbers = malloc((2 * TIDE__ROOTS + 1) * n * sizeof *r->numbers);
  r->bits = calloc(4 * words, sizeof *r->bits);
  if (!r->numbers || !r->bits) return tide__error(error, TIDE_ENOMEM, "out of memory");
  add_candle_pens(r);
  add_side_pens(r);
  r->signals.candles = r->bars;
  r->signals.first = r->signals.settled = r->bars->n;
  return TIDE_OK;
}

int tide_replay_new(const tide_strategy *s, const tide_candles *candles,
                    const tide_settings *settings, tide_replay **out, tide_error *error) {
  *out = NULL;
  tide_replay *r = calloc(1, sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  for (int32_t side = 0; side < 2; side++) r->signals.side[side] = s->side[side];
  if (candles->n) r->end = tide__timeframe_close(candles->timeframe, candles->time[candles->n - 1]);
  int status = make_columns(r, candles, s->timeframe, error);
  if (status == TIDE_OK)
    status = tide__sim_begin(&r->sim, &r->signals, settings, &r->scratch, error);
  if (status == TIDE_OK)
    *out = r;
  else
    tide_replay_free(r);
  return status;
}

void tide_replay_free(tide_replay *r) {
  if (!r) return;
  tide_candles_free(r->bars);
  free(r->numbers);
  free(r->bits);
  tide__scratch_free(&r->scratch);
  free(r);
}

static void set_bit(const uint64_t *bits, int32_t t, bool value) {
  if (bits && value) ((uint64_t *)(uintptr_t)bits)[t / 64] |= UINT64_C(1) << (t % 64);
}

/* What has become known of bar t. */
static void write_down(tide_replay *r, const tide_bar *bar, int32_t t) {
  const char *from = (const char *)bar;
  for (int32_t i = 0; i < r->pens; i++)
    r->pen[i].column[t] = *(const double *)(const void *)(from + r->pen[i].from);
  for (int32_t side = 0; side < 2; side++) {
    set_bit(r->signals.signals[side].enter, t, bar->side[side].enter);
    set_bit(r->signals.signals[side].exit, t, bar->side[side].exit);
  }
  r->signals.first = bar->first;
  r->signals.settled = bar->settled;
}

static int close_bar(tide_replay *r, const tide_bar *bar, tide_error *error) {
  tide__sim *s = &r->sim;
  const int32_t t = bar->index;
  if (t != r->closed || t >= r->bars->n || bar->candle.time != r->bars->time[t])
    return tide__error(error, TIDE_EDATA, "bar %d is not one of these candles", (int)t);
  r->closed++;
  write_down(r, bar, t);
  tide__slippage_bar(&r->scratch, &r->days, &r->signals, s->set, t);
  tide__decide_learn(s, t);
  tide__sim_choose_start(s);
  if (t >= s->first && t <= s->last && !s->ruined) tide__sim_bars(s, t, t);
  return TIDE_OK;
}

int tide_replay_run(tide_replay *r, tide_stepper *st, tide_error *error) {
  for (;;) {
    int status = tide_stepper_step(st, r->end, error);
    if (status != TIDE_STEP_BAR) return status;
    status = close_bar(r, tide_stepper_bar(st), error);
    if (status < 0) return status;
  }
}

int tide_replay_result(tide_replay *r, tide_result **out, tide_error *error) {
  *out = NULL;
  if (r->closed < r->bars->n)
    return tide__error(error, TIDE_EDATA, "%d of %d bars have closed", (int)r->closed,
                       (int)r->bars->n);
  tide_result *made = malloc(sizeof *made);
  if (!made) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int status = tide__sim_end(&r->sim, made, error);
  if (status == TIDE_OK) {
    *out = made;
    tide__scratch_release(&r->scratch);
  } else {
    free(made);
  }
  return status;
}

const tide_signals *tide_replay_signals(const tide_replay *r) { return &r->signals; }

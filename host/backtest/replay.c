/* replay.c -- a strategy that is stepped and simulated bar by bar (docs/adr/0029). */
#include "backtest/replay.h"
#include "core/error.h"
#include "core/timeframe.h"
#include "data/candles.h"

#include <stdlib.h>

static int begin(tide_replay *r, tide_error *error) {
  tide__sim *s = &r->sim;
  const int status = tide__sim_begin(s, &r->signals, &r->settings, &r->scratch, error);
  if (status != TIDE_OK) return status;
  s->history.keeps_fills = true;
  s->slippage = tide__slippage_of(&r->settings);
  if (r->settings.slippage_kind == TIDE_SLIP_VOLUME && !r->bars.volume)
    return tide__error(error, TIDE_EDATA, "slippage by volume needs a volume column in the data");
  tide__replay_columns(r);
  return tide__replay_room(r, 1, error);
}

int tide_replay_new(const tide_strategy *s, const tide_feed *traded, const tide_settings *settings,
                    tide_replay **out, tide_error *error) {
  *out = NULL;
  tide_replay *r = calloc(1, sizeof *r);
  if (!r) return tide__error(error, TIDE_ENOMEM, "out of memory");
  r->settings = *settings;
  for (int32_t side = 0; side < 2; side++) r->signals.side[side] = s->side[side];
  r->bars = tide__candles_empty(traded);
  if (s->timeframe) r->bars.timeframe = s->timeframe;
  r->signals.candles = &r->bars;
  r->bar = r->reached = -1;
  const int status = begin(r, error);
  if (status == TIDE_OK)
    *out = r;
  else
    tide_replay_free(r);
  return status;
}

void tide_replay_free(tide_replay *r) {
  if (!r) return;
  r->scratch.trades = r->sim.history.trades;
  r->scratch.fills = r->sim.history.fills;
  r->scratch.traded = r->sim.account.traded;
  tide__replay_columns_free(r);
  tide__scratch_free(&r->scratch);
  free(r);
}

/* Whether bar t is one to trade and mark; the first after the range ends the run. */
static bool in_range(tide_replay *r, int32_t t) {
  const int64_t time = r->bars.time[t], from = r->settings.from, to = r->settings.to;
  if (r->over || (from && time < from)) return false;
  if (!to || time < to) return true;
  tide__replay_close(r);
  return false;
}

/* Nothing is traded after ruin; there may be marks. */
static void mark_ruin(tide_replay *r, int32_t t) {
  if (!r->sim.profile->ruin_is_zero) return;
  r->sim.last = t;
  r->sim.equity[t - r->sim.first] = 0.0;
}

static void trade(tide_replay *r, int32_t t) {
  tide__sim *s = &r->sim;
  const bool trades = in_range(r, t);
  if (trades && r->reached < 0) s->first = t;
  if (trades) r->reached = t;
  if (r->reached < 0) return;
  tide__sim_choose_start(s);
  if (!trades) return;
  if (s->ruined) {
    mark_ruin(r, t);
    return;
  }
  r->before = *s;
  r->bar = t;
  s->last = t + 1; /* as long as another one may come */
  s->ask = r->asks ? tide__replay_ask : NULL;
  tide__sim_bars(s, t, t);
  s->ask = NULL;
  s->last = t;
}

static int close_bar(tide_replay *r, const tide_bar *bar, tide_error *error) {
  const int32_t t = r->known;
  if (bar->index != t)
    return tide__error(error, TIDE_EDATA,
                       "found bar %d, expected bar %d: a replay needs a stepper of its own",
                       (int)bar->index, (int)t);
  const int status = tide__replay_room(r, t + 2, error); /* ruin marks a bar ahead */
  if (status < 0) return status;
  const bool traded = t < r->bars.n; /* by the rules of before */
  tide__replay_write(r, bar);
  if (traded) {
    tide__decide_learn(&r->sim, t);
    tide__replay_tell_none(r, t);
    return TIDE_OK;
  }
  tide__slippage_bar(&r->scratch, &r->days, &r->signals, &r->settings, t);
  tide__decide_learn(&r->sim, t);
  trade(r, t);
  tide__replay_tell(r, t);
  if (r->sim.account.failed || r->sim.history.failed)
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  return TIDE_OK;
}

int tide_replay_step(tide_replay *r, tide_stepper *st, int64_t until, tide_error *error) {
  if (r->failed)
    return tide__error(error, TIDE_ENOMEM, "memory was out before: a new replay is needed");
  tide__replay_hold(r, st);
  int status = tide_stepper_step(st, until, error);
  if (status != TIDE_STEP_BAR) return status;
  status = close_bar(r, tide_stepper_bar(st), error);
  if (status == TIDE_ENOMEM) r->failed = true;
  return status < 0 ? status : TIDE_STEP_BAR;
}

int tide_replay_run(tide_replay *r, tide_stepper *st, int64_t until, tide_error *error) {
  int status = TIDE_STEP_BAR;
  while (status == TIDE_STEP_BAR) status = tide_replay_step(r, st, until, error);
  return status;
}

const tide_signals *tide_replay_signals(const tide_replay *r) { return &r->signals; }

/* replay_swap.c -- other rules take over an account, with all that is open. */
#include "backtest/replay.h"
#include "core/error.h"

#include <string.h>

static bool same_levels(const tide_side *a, const tide_side *b) {
  return a->stop_loss.kind == b->stop_loss.kind && a->take_profit.kind == b->take_profit.kind &&
         a->trailing_stop.kind == b->trailing_stop.kind;
}

static bool same_partials(const tide_side *a, const tide_side *b) {
  return a->partials == b->partials &&
         memcmp(a->partial, b->partial, (size_t)a->partials * sizeof *a->partial) == 0;
}

/* What was open under the sides of before. The levels of a position stay where they are. Partial
 * targets are shares of its rules: where these differ, none is left. An entry that waits carries
 * what its rules said about its levels, which other kinds of levels would read wrongly. */
static void carry(tide__sim *s, const tide_side *before) {
  for (int32_t side = 0; side < 2; side++) {
    const tide_side *now = &s->side[side];
    if (!same_partials(&before[side], now)) s->position[side].next_partial = now->partials;
    if (!now->used || !same_levels(&before[side], now)) s->order[side].live = false;
  }
}

static void carry_both(tide_replay *r, const tide_side *before) {
  tide__sim *const states[] = {&r->sim, &r->before};
  for (size_t i = 0; i < 2; i++) {
    tide__sim *s = states[i];
    if (!s->signals) continue; /* no bar was traded yet */
    tide__sim_sides(s);
    carry(s, before);
  }
}

int tide_replay_swap(tide_replay *r, const tide_strategy *s, tide_error *error) {
  if (s->timeframe && s->timeframe != r->bars.timeframe)
    return tide__error(error, TIDE_EINVAL, "rules of another time frame cannot take over");
  tide_signals wanted = r->signals;
  for (int32_t side = 0; side < 2; side++) wanted.side[side] = s->side[side];
  int status = tide__check_run(&wanted, &r->settings, error);
  if (status != TIDE_OK) return status;
  const tide_side before[] = {r->sim.side[0], r->sim.side[1]};
  status = tide__replay_change(r, s->side, error);
  if (status != TIDE_OK) {
    r->failed = true;
    return status;
  }
  carry_both(r, before);
  return TIDE_OK;
}

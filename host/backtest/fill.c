/* fill.c -- fills of the kernel: the time of their bar, how much its volume lets
 * through, and what they leave behind. */
#include "backtest/sim.h"
#include "core/timeframe.h"

/* Entries of a side in the period of its max_entries. */
static void count_entry(tide__sim *s, int32_t side, int64_t time) {
  if (s->side[side].max_entries <= 0) return;
  const int64_t period = tide__timeframe_floor(s->side[side].max_entries_period, time);
  if (period != s->entries_period[side]) s->entries[side] = 0;
  s->entries_period[side] = period;
  s->entries[side]++;
}

void tide__fill_entry(tide__sim *s, tide__fill *fill) {
  tide__order *o = &s->order[fill->side];
  fill->time = s->c->time[fill->bar];
  fill->anchor = s->profile->base_is_bar_price ? fill->base : fill->price;
  fill->wanted = o->intent.quantity;
  tide__position_open(&s->position[fill->side], &s->account, &s->side[fill->side], &o->intent,
                      fill);
  tide__history_fill(&s->history, fill, &o->intent);
  o->live = false;
  count_entry(s, fill->side, fill->time);
}

void tide__fill_add(tide__sim *s, tide__fill *fill) {
  tide__order *o = &s->order[fill->side];
  tide__position *p = &s->position[fill->side];
  fill->time = s->c->time[fill->bar];
  fill->kind = TIDE_FILLED_ADD;
  fill->wanted = o->intent.quantity;
  tide__position_add(p, &s->account, fill);
  tide__position_measure(p, &s->side[fill->side], tide__dir(fill->side));
  tide__history_fill(&s->history, fill, &o->intent);
  o->live = false;
}

static bool is_forced(int32_t kind) {
  return kind == TIDE_FILLED_END_OF_DATA || kind == TIDE_FILLED_RUINED;
}

/* What volume cuts off an exit waits for the next bar; of a partial target it stays in
 * the position. */
static void cut_to_volume(tide__sim *s, tide__fill *fill) {
  const double most = tide__let_through(s, fill->quantity, fill->bar);
  if (!(most < fill->quantity)) return;
  if (fill->kind != TIDE_FILLED_PARTIAL)
    s->leave[fill->side] = (tide__leave){.live = true, .kind = fill->kind, .bar = -1};
  fill->quantity = most;
}

void tide__fill_exit(tide__sim *s, tide__fill *fill) {
  tide__position *p = &s->position[fill->side];
  fill->time = s->c->time[fill->bar];
  fill->wanted = fill->quantity;
  if (!is_forced(fill->kind)) cut_to_volume(s, fill);
  if (!(fill->quantity > 0.0)) return;
  tide__position_close(p, &s->account, fill);
  tide__history_fill(&s->history, fill, NULL);
  if (tide__open(p)) return;
  s->leave[fill->side].live = false;
  const int32_t reason = tide__reason_of(fill->kind);
  if (reason == TIDE_EXIT_STOP_LOSS || reason == TIDE_EXIT_TAKE_PROFIT) s->stopped_bar = fill->bar;
  tide__history_trade(&s->history, p, fill);
}

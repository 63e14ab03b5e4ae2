/* bar.c -- everything that happens in one bar, in its order: what waits fills at
 * the open, stops and targets work inside, equity is marked at the close, and the
 * strategy decides (semantics.md, 2). */
#include "backtest/sim.h"

/* What is held just before a funding instant pays it, or is paid. */
static void pay_funding(tide__sim *s, int32_t t) {
  const tide_candles *c = s->c;
  if (!c->funding || !isfinite(c->funding[t])) return;
  const double price = c->mark && isfinite(c->mark[t]) ? c->mark[t] : c->open[t];
  for (int32_t side = 0; side < 2; side++) {
    tide__position *p = &s->position[side];
    if (tide__open(p)) tide__position_fund(p, &s->account, tide__dir(side), price, c->funding[t]);
  }
}

static void leave_side(tide__sim *s, int32_t side, int32_t t, int32_t at, double price) {
  if (!s->leave[side].live || !tide__open(&s->position[side])) return;
  s->leave[side].live = false;
  tide__market_exit(s, side, t, at, price, s->leave[side].kind);
}

/* Whether what waits is for the position as it is: one to begin, or one to be added to. */
static bool is_for(tide__sim *s, int32_t side) {
  const bool open = tide__open(&s->position[side]);
  tide__order *o = &s->order[side];
  if (o->adds && !open) o->live = false;
  return o->adds == open;
}

/* What waits for the open of bar t; fills inside it follow. */
static void fill_open(tide__sim *s, int32_t t) {
  for (int32_t side = 0; side < 2; side++)
    if (s->leave[side].live) leave_side(s, side, t, TIDE_AT_OPEN, s->c->open[t]);
  for (int32_t side = 0; side < 2; side++)
    if (is_for(s, side)) tide__entry_at_open(s, side, t);
}

/* What was decided at the close of bar t and fills there. */
static void fill_close(tide__sim *s, int32_t t) {
  for (int32_t side = 0; side < 2; side++)
    if (s->leave[side].bar == t) leave_side(s, side, t, TIDE_AT_CLOSE, s->c->close[t]);
  for (int32_t side = 0; side < 2; side++)
    if (s->order[side].intent.bar == t) tide__entry_at_close(s, side, t);
}

/* Orders of one side inside bar t, then what the close changes. */
static void work_side(tide__sim *s, int32_t side, int32_t t, bool fills) {
  const double d = tide__dir(side);
  const bool was_open = tide__open(&s->position[side]);
  double favourable = d > 0.0 ? s->c->high[t] : s->c->low[t];
  if (!fills) {
    /* a bar without volume fills nothing, but it is a bar */
  } else if (was_open && !s->leave[side].live) {
    tide__inside(s, side, t);
  } else if (!was_open && tide__entry_inside(s, side, t)) {
    tide__inside_after_limit(s, side, t);
    favourable = s->c->close[t];
  }
  if (tide__open(&s->position[side])) tide__follow(s, side, t, favourable);
}

/* A trailing stop that is a column is read again at every close. */
void tide__follow(tide__sim *s, int32_t side, int32_t t, double favourable) {
  const double *trail = s->signals->signals[side].trailing_stop;
  tide__position *p = &s->position[side];
  tide__position_saw(p, s->c->low[t], s->c->high[t]);
  tide__position_follow(p, &s->side[side], tide__dir(side), favourable,
                        trail ? trail[t] : TIDE__NAN);
}

static void expire_limits(tide__sim *s, int32_t t) {
  for (int32_t side = 0; side < 2; side++)
    if (s->order[side].limit && t >= s->order[side].until) s->order[side].live = false;
}

static void close_everything(tide__sim *s, int32_t t, int32_t kind) {
  for (int32_t side = 0; side < 2; side++) {
    s->order[side].live = false;
    if (tide__open(&s->position[side]))
      tide__market_exit(s, side, t, TIDE_AT_CLOSE, s->c->close[t], kind);
  }
}

static double mark(tide__sim *s, int32_t t) {
  const double equity = tide__mark(s, s->c->close[t]);
  if (equity > s->peak) s->peak = equity;
  return s->equity[t - s->first] = equity;
}

/* Nothing is left: everything closes at the close, and the run ends. */
static void end_in_ruin(tide__sim *s, int32_t t) {
  close_everything(s, t, TIDE_FILLED_RUINED);
  s->ruined = true;
  if (!s->profile->ruin_is_zero) {
    s->last = t;
    return;
  }
  s->account.cash = 0.0;
  for (int32_t i = t; i <= s->last; i++) s->equity[i - s->first] = 0.0;
}

/* backtesting.py closes what is open at the price of the last orders, and then
 * gives the last bar's orders that price, too; what they open stays open. */
static void play_again(tide__sim *s, int32_t t) {
  const int32_t at = s->set->fill == TIDE_FILL_CLOSE ? TIDE_AT_CLOSE : TIDE_AT_OPEN;
  const int32_t bar = at == TIDE_AT_CLOSE ? t - 1 : t;
  const double price = at == TIDE_AT_CLOSE ? s->c->close[bar] : s->c->open[bar];
  for (int32_t side = 0; side < 2; side++) {
    s->leave[side].live = false;
    if (tide__open(&s->position[side]))
      tide__market_exit(s, side, bar, at, price, TIDE_FILLED_END_OF_DATA);
  }
  for (int32_t side = 0; side < 2; side++) {
    if (s->order[side].intent.bar != t) continue;
    tide__entry_again(s, side, bar, at);
    if (tide__open(&s->position[side])) tide__inside(s, side, t);
  }
  if (mark(s, t) <= 0.0) end_in_ruin(s, t);
}

static void end_of_data(tide__sim *s, int32_t t) {
  if (s->profile->plays_last_bar_twice && t >= s->start)
    play_again(s, t);
  else
    close_everything(s, t, TIDE_FILLED_END_OF_DATA);
}

void tide__visit(tide__sim *s, int32_t t) {
  const tide_candles *c = s->c;
  const bool fills = !(s->set->require_volume && c->volume && c->volume[t] <= 0.0);
  tide__account_at(&s->account, s->c->time[t]);
  pay_funding(s, t);
  if (fills) fill_open(s, t);
  for (int32_t side = 0; side < 2; side++) work_side(s, side, t, fills);
  expire_limits(s, t);
  const double before = mark(s, t);
  if (before > 0.0) {
    tide__decide(s, t);
    if (fills && t < s->last && s->set->fill == TIDE_FILL_CLOSE) fill_close(s, t);
  }
  s->held += tide__open(&s->position[TIDE_LONG]) || tide__open(&s->position[TIDE_SHORT]);
  if ((s->profile->marks_before_close_fills ? before : mark(s, t)) <= 0.0)
    end_in_ruin(s, t);
  else if (t == s->last)
    end_of_data(s, t);
  else if (s->profile->marks_before_close_fills)
    return;
  mark(s, t);
}

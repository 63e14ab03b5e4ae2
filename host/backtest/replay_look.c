/* replay_look.c -- an account between two bars. */
#include "backtest/replay.h"
#include "core/timeframe.h"

static double finite_or_none(double level) { return isinf(level) ? TIDE__NAN : level; }

static tide_held position_of(const tide_replay *r, int32_t side) {
  const tide__sim *s = &r->sim;
  const tide__position *p = &s->position[side];
  if (!tide__open(p)) return (tide_held){0};
  const double d = tide__dir(side), close = r->bars.close[r->bars.n - 1];
  const bool liquidates = s->profile->liquidates;
  return (tide_held){
    .quantity = p->quantity,
    .entered = p->initial,
    .entry = p->entry,
    .stop = finite_or_none(tide__position_stop(p, d)),
    .target = finite_or_none(p->target),
    .liquidation = liquidates ? finite_or_none(tide__sim_liquidation(s, d)) : TIDE__NAN,
    .profit = d * (p->out + p->quantity * close - p->in) - p->fees - p->funding,
    .fees = p->fees,
    .funding = p->funding,
    .bars = r->bar - p->bar + 1,
    .entry_bar = p->bar,
    .entry_time = p->time,
  };
}

static tide_waiting order_of(const tide__sim *s, int32_t side) {
  const tide__order *o = &s->order[side];
  const tide__leave *leave = &s->leave[side];
  const bool leaves = leave->live && tide__open(&s->position[side]);
  return (tide_waiting){.enters = o->live,
                        .limit = o->live && o->limit,
                        .adds = o->live && o->adds,
                        .leaves = leaves,
                        .bar = o->live ? o->intent.bar : leave->bar,
                        .until = o->limit ? o->until : o->intent.bar + 1,
                        .why = leaves ? leave->kind : 0,
                        .quantity = o->live ? o->intent.quantity : 0.0,
                        .price = o->live ? o->intent.ref : TIDE__NAN};
}

void tide_replay_look(const tide_replay *r, tide_replay_now *out) {
  const tide__sim *s = &r->sim;
  const int32_t n = r->bars.n, marked = r->reached < 0 ? 0 : s->last - s->first + 1;
  *out = (tide_replay_now){
    .bars = n,
    .marked = marked,
    .close_time = n ? tide__timeframe_close(r->bars.timeframe, r->bars.time[n - 1]) : 0,
    .over = r->over || s->ruined,
    .ruined = s->ruined,
    .cash = s->account.cash,
    .equity = marked ? s->equity[marked - 1] : s->account.cash,
    .peak = s->peak,
    .fees = s->account.fees,
    .turnover = s->account.turnover,
    .funding = s->account.funding,
    .trades = s->history.n_trades,
    .fills = s->history.n_fills,
    .position = {position_of(r, TIDE_LONG), position_of(r, TIDE_SHORT)},
    .order = {order_of(s, TIDE_LONG), order_of(s, TIDE_SHORT)},
  };
}

const tide_trade *tide_replay_trade(const tide_replay *r, int32_t i) {
  return i >= 0 && i < r->sim.history.n_trades ? &r->sim.history.trades[i] : NULL;
}

const tide_fill_row *tide_replay_fill(const tide_replay *r, int32_t i) {
  return i >= 0 && i < r->sim.history.n_fills ? &r->sim.history.fills[i] : NULL;
}

double tide_replay_mark(const tide_replay *r, int32_t bar) {
  const tide__sim *s = &r->sim;
  const bool marked = r->reached >= 0 && bar >= s->first && bar <= s->last;
  return marked ? s->equity[bar - s->first] : TIDE__NAN;
}

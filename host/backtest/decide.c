/* decide.c -- the strategy speaks at the close: signals become exits and sized
 * entries that work from the next bar on. */
#include "backtest/sim.h"
#include "core/timeframe.h"

/* Entry and exit of one side on one bar: the entry does not count, or, for
 * tools that ignore both, neither does. */
static void mask(tide__sim *s, int32_t side, int32_t from, int32_t to) {
  const tide_side_signals *raw = &s->signals->signals[side];
  const bool both = s->profile->both_cancel;
  if (!s->enter[side] || !s->exit[side]) return;
  uint64_t *e = s->scratch->masks + (size_t)(3 * side) * (size_t)s->words;
  uint64_t *x = e + s->words, *a = x + s->words;
  for (int32_t i = from; i < to; i++) {
    e[i] = raw->enter[i] & ~raw->exit[i];
    x[i] = both ? raw->exit[i] & ~raw->enter[i] : raw->exit[i];
  }
  s->enter[side] = e;
  s->exit[side] = x;
  if (!s->add[side]) return;
  for (int32_t i = from; i < to; i++) a[i] = raw->add[i] & ~raw->exit[i];
  s->add[side] = a;
}

int tide__decide_prepare(tide__sim *s, int32_t words) {
  tide__scratch *k = s->scratch;
  if (!tide__scratch_words(&k->masks, &k->cap_masks, 6 * (size_t)words + 1)) return TIDE_ENOMEM;
  s->words = words;
  for (int32_t side = 0; side < 2; side++) {
    s->enter[side] = s->side[side].used ? s->signals->signals[side].enter : NULL;
    s->exit[side] = s->side[side].used ? s->signals->signals[side].exit : NULL;
    s->add[side] = s->side[side].used ? s->signals->signals[side].add : NULL;
    mask(s, side, 0, words);
  }
  return TIDE_OK;
}

void tide__decide_learn(tide__sim *s, int32_t t) {
  for (int32_t side = 0; side < 2; side++) mask(s, side, t / 64, t / 64 + 1);
}

static bool bit(const uint64_t *bits, int32_t t) { return bits && tide__bits_get(bits, t); }

/* Entries that a period still allows, counted by the time of the expected fill. */
static bool allowed(const tide__sim *s, int32_t side, int32_t t) {
  const tide_side *spec = &s->side[side];
  if (spec->max_entries <= 0) return true;
  const int64_t open = s->c->time[t];
  const bool at_close = s->set->fill == TIDE_FILL_CLOSE && !s->signals->signals[side].limit;
  const int64_t at = at_close ? open : tide__timeframe_close(s->c->timeframe, open);
  const int64_t period = tide__timeframe_floor(spec->max_entries_period, at);
  return period != s->entries_period[side] || s->entries[side] < spec->max_entries;
}

static double level_value(const tide_level *level, const double *column, int32_t t) {
  return level->kind == TIDE_LEVEL_DISTANCE || level->kind == TIDE_LEVEL_PRICE ? column[t] : 0.0;
}

static double scaler(const tide__sim *s, int32_t side, int32_t t, double equity) {
  const double *confidence = s->signals->signals[side].confidence;
  double scale = 1.0;
  if (confidence) scale = confidence[t] < 0.0 ? 0.0 : confidence[t] > 1.0 ? 1.0 : confidence[t];
  if (s->set->drawdown_scale > 0.0) {
    const double rest = 1.0 - (1.0 - equity / s->peak) / s->set->drawdown_scale;
    scale *= rest > 0.0 ? rest : 0.0;
  }
  return scale;
}

/* False when a level or limit that the entry needs is not defined: an entry
 * without its stop is not the entry that was asked for. */
static bool read_order(const tide__sim *s, int32_t side, int32_t t, bool limit, tide__order *o) {
  const tide_side *spec = &s->side[side];
  const tide_side_signals *sig = &s->signals->signals[side];
  *o = (tide__order){.live = true, .limit = limit, .intent = {.bar = t}};
  tide__intent *i = &o->intent;
  i->stop = level_value(&spec->stop_loss, sig->stop_loss, t);
  i->target = level_value(&spec->take_profit, sig->take_profit, t);
  i->trail = level_value(&spec->trailing_stop, sig->trailing_stop, t);
  o->until = t + (spec->limit_bars > 0 ? spec->limit_bars : 1);
  i->ref = o->limit ? sig->limit[t] : s->c->close[t];
  return !isnan(i->stop + i->target + i->trail + i->ref);
}

static void place(tide__sim *s, int32_t side, tide__order *o, double equity) {
  const double d = tide__dir(side);
  tide__intent *i = &o->intent;
  const tide_side *spec = &s->side[side];
  const double guess = tide__size_guess(s->set, spec, equity, s->c->close[i->bar]);
  i->slip = tide__slip(&s->slippage, i->bar, guess);
  if (tide__size_of(s->set, spec)->kind == TIDE_SIZE_VOLATILITY) i->atr = s->signals->atr[i->bar];
  if (!o->limit) i->ref *= 1.0 + d * i->slip;
  i->equity = equity;
  i->scale = scaler(s, side, i->bar, equity);
  i->peak = s->peak;
  i->rate = s->account.rate;
  i->quantity = TIDE__NAN;
  if (s->profile->sizing == TIDE__SIZED_AT_DECISION) {
    i->quantity = tide__size_decide(&s->account, &s->history, spec, i, d);
    if (!(i->quantity > 0.0)) o->live = false;
  }
  s->order[side] = *o;
}

/* More of what is held: sized and placed as an entry at the market, whatever the entry was. */
static void place_add(tide__sim *s, int32_t side, int32_t t, double equity) {
  tide__order o;
  if (!bit(s->add[side], t) || !tide__may_add(s, side) || s->leave[side].live) return;
  if (!read_order(s, side, t, false, &o)) return;
  o.adds = true;
  place(s, side, &o, equity);
}

static bool time_is_up(const tide__sim *s, int32_t side, int32_t t) {
  const int32_t most = s->side[side].max_bars;
  return most > 0 && t - s->position[side].counted_from + 1 >= most;
}

static void leave(tide__sim *s, int32_t side, int32_t t, int32_t kind) {
  if (tide__open(&s->position[side]))
    s->leave[side] = (tide__leave){.live = true, .kind = kind, .bar = t};
}

void tide__decide(tide__sim *s, int32_t t) {
  if (t >= s->last + (s->profile->plays_last_bar_twice ? 1 : 0) || t < s->start) return;
  if (s->profile->stop_silences && s->stopped_bar == t) return;
  if (s->ask) s->ask(s, t);
  const double equity = tide__mark(s, s->c->close[t]);
  tide__order order[2];
  bool enter[2];
  for (int32_t side = 0; side < 2; side++)
    enter[side] = bit(s->enter[side], t) && allowed(s, side, t) &&
                  read_order(s, side, t, s->signals->signals[side].limit != NULL, &order[side]);
  const bool flat = !tide__open(&s->position[0]) && !tide__open(&s->position[1]);
  const bool neither = enter[0] && enter[1] && flat;

  for (int32_t side = 0; side < 2; side++) {
    const bool exit = bit(s->exit[side], t);
    const bool opposite = enter[1 - side] && !neither && !s->set->hedging;
    if (exit || opposite) s->order[side].live = false;
    if (s->leave[side].live) continue; /* the rest of an exit that volume cut keeps its kind */
    if (opposite)
      leave(s, side, t, TIDE_FILLED_REVERSE);
    else if (exit)
      leave(s, side, t, TIDE_FILLED_SIGNAL);
    else if (time_is_up(s, side, t))
      leave(s, side, t, TIDE_FILLED_TIME_STOP);
    if (s->leave[side].live && s->order[side].adds) s->order[side].live = false;
  }
  for (int32_t side = 0; side < 2; side++)
    if (enter[side] && !neither && !tide__open(&s->position[side]))
      place(s, side, &order[side], equity);
  for (int32_t side = 0; side < 2; side++) place_add(s, side, t, equity);
}

static int32_t next(const uint64_t *bits, int32_t t, int32_t n) {
  return bits ? tide__bits_next(bits, t, n) : n;
}

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

int32_t tide__decide_next(const tide__sim *s, int32_t t) {
  const int32_t n = s->last + 1;
  if (t < s->start) t = s->start;
  for (int32_t side = 0; side < 2; side++) {
    const tide__position *p = &s->position[side];
    if (!tide__open(p)) continue;
    int32_t found = least(next(s->exit[side], t, n), next(s->enter[1 - side], t, n));
    if (tide__may_add(s, side)) found = least(found, next(s->add[side], t, n));
    const int32_t most = s->side[side].max_bars;
    return most > 0 ? least(found, p->counted_from + most - 1) : found;
  }
  return least(next(s->enter[0], t, n), next(s->enter[1], t, n));
}

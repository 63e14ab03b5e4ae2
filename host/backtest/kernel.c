/* kernel.c -- one strategy over one market (semantics.md, 2): visit a bar, jump
 * to the next that matters, measure at the end. */
#include "backtest/sim.h"
#include "core/error.h"

#include <stdlib.h>
#include <string.h>

/* What is held just before a funding instant pays it, or is paid. */
static void pay_funding(tide__sim *s, int32_t t) {
  const tide_candles *c = s->c;
  if (!c->funding || !isfinite(c->funding[t])) return;
  const double price = c->mark && isfinite(c->mark[t]) ? c->mark[t] : c->open[t];
  for (int32_t side = 0; side < 2; side++) {
    tide__position *p = &s->position[side];
    if (!tide__open(p)) continue;
    const double paid = tide__dir(side) * p->quantity * price * c->funding[t];
    p->funding += paid;
    s->funding += paid;
    s->cash -= paid;
  }
}

static void leave_side(tide__sim *s, int32_t side, int32_t t, double price, int32_t completed) {
  if (!s->leave[side].live || !tide__open(&s->position[side])) return;
  s->leave[side].live = false;
  tide__market_exit(s, side, t, price, completed, s->leave[side].reason);
}

/* What waits for the open of bar t; fills inside it follow. */
static void fill_open(tide__sim *s, int32_t t) {
  for (int32_t side = 0; side < 2; side++) leave_side(s, side, t, s->c->open[t], t - 1);
  for (int32_t side = 0; side < 2; side++)
    if (!tide__open(&s->position[side])) tide__entry_at_open(s, side, t);
}

/* What was decided at the close of bar t and fills there. */
static void fill_close(tide__sim *s, int32_t t) {
  for (int32_t side = 0; side < 2; side++)
    if (s->leave[side].bar == t) leave_side(s, side, t, s->c->close[t], t);
  for (int32_t side = 0; side < 2; side++)
    if (s->order[side].bar == t) tide__entry_at_close(s, side, t);
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
  if (tide__open(&s->position[side])) tide__position_follow(s, side, t, favourable);
}

static void expire_limits(tide__sim *s, int32_t t) {
  for (int32_t side = 0; side < 2; side++)
    if (s->order[side].limit && t >= s->order[side].until) s->order[side].live = false;
}

static void close_everything(tide__sim *s, int32_t t, double price, int32_t reason) {
  for (int32_t side = 0; side < 2; side++) {
    s->order[side].live = false;
    if (tide__open(&s->position[side])) tide__market_exit(s, side, t, price, t, reason);
  }
}

static double mark(tide__sim *s, int32_t t) {
  const double equity = tide__mark(s, s->c->close[t]);
  if (equity > s->peak) s->peak = equity;
  return s->equity[t - s->first] = equity;
}

/* Nothing is left: everything closes at the close, and the run ends. */
static void end_in_ruin(tide__sim *s, int32_t t) {
  close_everything(s, t, s->c->close[t], TIDE_EXIT_RUINED);
  s->ruined = true;
  if (!s->profile->ruin_is_zero) {
    s->last = t;
    return;
  }
  s->cash = 0.0;
  for (int32_t i = t; i <= s->last; i++) s->equity[i - s->first] = 0.0;
}

/* backtesting.py closes what is open at the price of the last orders, and then
 * gives the last bar's orders that price, too; what they open stays open. */
static void play_again(tide__sim *s, int32_t t) {
  const bool at_close = s->set->fill == TIDE_FILL_CLOSE;
  const int32_t bar = at_close ? t - 1 : t;
  const double price = at_close ? s->c->close[bar] : s->c->open[bar];
  for (int32_t side = 0; side < 2; side++) {
    s->leave[side].live = false;
    if (tide__open(&s->position[side]))
      tide__market_exit(s, side, bar, price, bar, TIDE_EXIT_END_OF_DATA);
  }
  for (int32_t side = 0; side < 2; side++) {
    if (s->order[side].bar != t) continue;
    tide__entry_again(s, side, bar, price);
    if (tide__open(&s->position[side])) tide__inside(s, side, t);
  }
  if (mark(s, t) <= 0.0) end_in_ruin(s, t);
}

static void end_of_data(tide__sim *s, int32_t t) {
  if (s->profile->plays_last_bar_twice && t >= s->start)
    play_again(s, t);
  else
    close_everything(s, t, s->c->close[t], TIDE_EXIT_END_OF_DATA);
}

static void visit(tide__sim *s, int32_t t) {
  const tide_candles *c = s->c;
  const bool fills = !(s->set->require_volume && c->volume && c->volume[t] <= 0.0);
  tide__cost_tier(s, t);
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

static void sort_partials(tide_side *side) {
  for (int32_t i = 1; i < side->partials; i++)
    for (int32_t j = i; j > 0 && side->partial[j].at < side->partial[j - 1].at; j--) {
      const tide_partial nearer = side->partial[j];
      side->partial[j] = side->partial[j - 1];
      side->partial[j - 1] = nearer;
    }
}

/* The bars to trade and mark: those with from <= time < to. */
static int choose_range(tide__sim *s, tide_error *error) {
  const tide_candles *c = s->c;
  s->last = c->n - 1;
  if (s->set->from)
    while (s->first < c->n && c->time[s->first] < s->set->from) s->first++;
  if (s->set->to)
    while (s->last >= 0 && c->time[s->last] >= s->set->to) s->last--;
  if (s->first > s->last)
    return tide__error(error, TIDE_ESHORT, "no bar lies between the given dates");
  const int32_t defined = s->set->settle ? s->signals->settled : s->signals->first;
  const int32_t start = defined > s->first ? defined : s->first;
  s->start = start > c->n - s->profile->signal_delay ? c->n : start + s->profile->signal_delay;
  return TIDE_OK;
}

static int prepare(tide__sim *s, tide_error *error) {
  for (int32_t side = 0; side < 2; side++) {
    s->side[side] = s->signals->side[side];
    sort_partials(&s->side[side]);
    s->entries_period[side] = INT64_MIN;
  }
  s->cash = s->peak = s->set->cash;
  s->stopped_bar = -1;
  const int rc = choose_range(s, error);
  if (rc != TIDE_OK) return rc;
  s->equity = malloc((size_t)(s->last - s->first + 1) * sizeof *s->equity);
  if (!s->equity || tide__decide_prepare(s) != TIDE_OK)
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  return tide__cost_prepare(s, error);
}

static int check_settings(const tide_settings *set, tide_error *error) {
  const struct {
    const char *name;
    double value, min, max;
  } rows[] = {
    {"cash", set->cash, 0x1p-1000, 1e300},
    {"commission", set->commission, -0.1, 1.0},
    {"fee", set->fee_fixed, 0.0, 1e300},
    {"slippage", set->slippage, 0.0, 1e6},
    {"spread", set->spread, 0.0, 1.0},
    {"lot", set->lot, 0.0, 1e300},
    {"leverage", set->leverage, 1.0, 1000.0},
    {"maintenance", set->maintenance, 0.0, 0.9},
    {"participation", set->max_participation, 0.0, 1.0},
    {"drawdown scale", set->drawdown_scale, 0.0, 1.0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (!(rows[i].value >= rows[i].min && rows[i].value <= rows[i].max))
      return tide__error(error, TIDE_EINVAL, "%s %g is outside %g .. %g", rows[i].name,
                         rows[i].value, rows[i].min, rows[i].max);
  return TIDE_OK;
}

/* risk() is the distance to a stop: a side without one cannot be sized. */
static int check_sides(const tide_signals *signals, const tide_settings *set, tide_error *error) {
  for (int32_t i = 0; i < 2; i++) {
    const tide_side *side = &signals->side[i];
    const int32_t kind = side->size.kind == TIDE_SIZE_DEFAULT ? set->size.kind : side->size.kind;
    if (side->used && kind == TIDE_SIZE_RISK && side->stop_loss.kind == TIDE_LEVEL_NONE &&
        side->trailing_stop.kind == TIDE_LEVEL_NONE)
      return tide__error(error, TIDE_EINVAL,
                         "size risk(%g) needs a stop, but the %s side has neither stop_loss nor "
                         "trailing_stop",
                         side->size.kind == TIDE_SIZE_DEFAULT ? set->size.value : side->size.value,
                         i == TIDE_LONG ? "long" : "short");
  }
  return TIDE_OK;
}

static tide_result *make_result(tide__sim *s) {
  tide_result *r = calloc(1, sizeof *r);
  if (!r) return NULL;
  r->first = s->first;
  r->last = s->last;
  r->start = s->start;
  r->ruined = s->ruined;
  r->n_trades = s->n_trades;
  r->trades = s->trades;
  r->equity = s->equity;
  r->final_equity = s->equity[s->last - s->first];
  r->fees = s->fees;
  r->turnover = s->turnover;
  r->funding = s->funding;
  s->trades = NULL;
  s->equity = NULL;
  return r;
}

int tide_backtest(const tide_signals *signals, const tide_settings *settings, tide_result **out,
                  tide_error *error) {
  *out = NULL;
  tide__sim s = {.signals = signals,
                 .set = settings,
                 .profile = tide__profile_of(settings),
                 .c = signals->candles};
  int rc = check_settings(settings, error);
  if (rc == TIDE_OK) rc = check_sides(signals, settings, error);
  if (rc == TIDE_OK) rc = prepare(&s, error);
  if (rc == TIDE_OK) {
    for (int32_t t = s.first; t <= s.last && !s.failed && !s.ruined; t = tide__jump(&s, t))
      visit(&s, t);
    tide_result *r = s.failed ? NULL : make_result(&s);
    if (r)
      tide__metrics(&s, r);
    else
      rc = tide__error(error, TIDE_ENOMEM, "out of memory");
    *out = r;
  }
  free(s.masks);
  free(s.slip);
  free(s.daily_sigma);
  free(s.daily_volume);
  free(s.traded);
  free(s.trades);
  free(s.equity);
  return rc;
}

void tide_result_free(tide_result *r) {
  if (!r) return;
  free((void *)(uintptr_t)r->trades);
  free((void *)(uintptr_t)r->equity);
  free(r);
}

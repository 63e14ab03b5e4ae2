/* sim.h -- the state of one simulated account, shared by the files of this
 * folder. */
#pragma once
#include "backtest/history.h"
#include "backtest/profile.h"
#include "backtest/scratch.h"
#include "backtest/size.h"
#include "backtest/slippage.h"
#include "core/bits.h"
#include "core/nan.h"
#include "tide.h"

#include <math.h>

/* An entry that waits to be filled. */
typedef struct {
  bool live, limit;
  bool adds;     /* to the position of its side */
  int32_t until; /* last bar a limit works in */
  tide__intent intent;
} tide__order;

/* An exit that waits: decided at the close of `bar`, or (-1) the rest of one
 * that volume cut. */
typedef struct {
  bool live;
  int32_t kind, bar; /* TIDE_FILLED_* */
} tide__leave;

typedef struct tide__sim {
  const tide_signals *signals;
  const tide_settings *set;
  const tide__profile *profile;
  const tide_candles *c;
  tide__scratch *scratch;
  int32_t first, last, start;         /* marked bars; first that may signal */
  tide_side side[2];                  /* partials sorted, nearest first */
  const uint64_t *enter[2], *exit[2]; /* after the rules of one bar; NULL: never */
  const uint64_t *add[2];             /* the same: an exit outranks it */
  int32_t words;                      /* of a column of bits */
  tide__account account;
  tide__slippage slippage;
  double peak; /* of the marks */
  tide__position position[2];
  tide__order order[2];
  tide__leave leave[2];
  int32_t held;        /* marks with a position */
  int32_t stopped_bar; /* last bar in which a stop closed a position */
  int32_t entries[2];
  int64_t entries_period[2];
  tide__history history;
  double *equity;                              /* [last - first + 1] */
  void (*ask)(struct tide__sim *s, int32_t t); /* before the decision of bar t, or NULL */
  bool ruined;
} tide__sim;

/* Equity when everything is worth `price`. */
static inline double tide__mark(const tide__sim *s, double price) {
  return s->account.cash + tide__worth(s->position, price);
}

/* Where the account is liquidated, or ruined when the profile does not liquidate. */
static inline double tide__sim_liquidation(const tide__sim *s, double d) {
  return tide__liquidation(s->account.cash, s->position[TIDE_LONG].quantity,
                           s->position[TIDE_SHORT].quantity,
                           s->profile->liquidates ? s->set->maintenance : 0.0, d);
}

/* Whether the side may get more than it has. */
static inline bool tide__may_add(const tide__sim *s, int32_t side) {
  return s->add[side] && tide__open(&s->position[side]) &&
         s->position[side].adds < s->side[side].add_max;
}

/* At most what the volume of bar t lets through. */
static inline double tide__let_through(const tide__sim *s, double quantity, int32_t t) {
  return s->c->volume ? tide__size_participation(s->set, quantity, s->c->volume[t]) : quantity;
}

/* The last completed bar when a fill happens at the open of bar t or inside it,
 * or at its close. */
static inline int32_t tide__completed(int32_t t, int32_t at) {
  return at == TIDE_AT_CLOSE ? t : t - 1;
}

/* fill.c -- side, bar, kind, place, prices and quantity of the fill are set. */
void tide__fill_entry(tide__sim *s, tide__fill *fill);
void tide__fill_add(tide__sim *s, tide__fill *fill);
/* Closes up to its quantity; one cut by volume leaves a market exit behind. */
void tide__fill_exit(tide__sim *s, tide__fill *fill);

/* entry.c -- entries that wait: at the open, inside or at the close of bar t. */
void tide__entry_at_open(tide__sim *s, int32_t side, int32_t t);
bool tide__entry_inside(tide__sim *s, int32_t side, int32_t t); /* true when filled */
void tide__entry_at_close(tide__sim *s, int32_t side, int32_t t);
/* A market entry at the open or close of bar t, whenever it was decided. */
void tide__entry_again(tide__sim *s, int32_t side, int32_t t, int32_t at);

/* inside.c -- stops, partials and targets inside bar t. */
void tide__inside(tide__sim *s, int32_t side, int32_t t);
void tide__inside_after_limit(tide__sim *s, int32_t side, int32_t t);
/* A market exit of everything at `price` of bar t. */
void tide__market_exit(tide__sim *s, int32_t side, int32_t t, int32_t at, double price,
                       int32_t kind);

/* decide.c -- signals at the close of bar t become orders. */
/* Looks at all bits that the signals have, in columns of `words` words. */
int tide__decide_prepare(tide__sim *s, int32_t words);
/* The bits of bar t have been written since. */
void tide__decide_learn(tide__sim *s, int32_t t);
void tide__decide(tide__sim *s, int32_t t);
/* First bar from t on whose signals may matter to the open position or, flat, to an entry. */
int32_t tide__decide_next(const tide__sim *s, int32_t t);

/* bar.c -- bar t, completely. */
void tide__visit(tide__sim *s, int32_t t);
/* Extremes, breakeven and trailing stop at the close of bar t. */
void tide__follow(tide__sim *s, int32_t side, int32_t t, double favourable);

/* check.c -- TIDE_EINVAL and what to change, when settings and sides cannot be simulated. */
int tide__check_run(const tide_signals *signals, const tide_settings *set, tide_error *error);

/* jump.c -- the next bar after t that needs a visit; the bars between are marked. */
int32_t tide__jump(tide__sim *s, int32_t t);

/* kernel.c -- an account that has not traded yet; then the bars that are known, each once, in
 * their order (range, room and slippage are there); the end measures. */
int tide__sim_begin(tide__sim *s, const tide_signals *signals, const tide_settings *settings,
                    tide__scratch *k, tide_error *error);
/* Takes the sides of the signals. */
void tide__sim_sides(tide__sim *s);
/* Where the signals say that columns are defined from has changed. */
void tide__sim_choose_start(tide__sim *s);
/* Bars from .. to; fewer when the account is lost or memory is out. */
void tide__sim_bars(tide__sim *s, int32_t from, int32_t to);
/* The result points into the scratch. */
int tide__sim_end(tide__sim *s, tide_result *r, tide_error *error);

/* metrics.c */
void tide__metrics(const tide__sim *s, tide_result *r);

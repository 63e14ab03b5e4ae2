/* position.h -- one position of a strategy in one market, from flat to flat. `d` is
 * the direction of a side: +1 long, -1 short. */
#pragma once
#include "backtest/account.h"
#include "core/nan.h"

/* What was known when an entry was decided. */
typedef struct {
  int32_t bar;                /* of the decision; -1 where there are no bars */
  double quantity;            /* NaN: sized at the fill */
  double equity, ref;         /* E and ref of the decision; ref of a limit is its price */
  double scale;               /* confidence x drawdown scaler */
  double stop, target, trail; /* what the columns of its levels said */
  double slip, atr;           /* of a market fill; ATR(14), for sizes by volatility */
  double peak, rate;          /* for the record: highest equity, commission */
} tide__intent;

/* A fill that is about to happen; rate and fee are known when it has. */
typedef struct {
  int64_t time;
  int32_t bar;          /* that it falls in; -1 where there are no bars */
  int32_t market, side; /* of the position that it opens or closes */
  int32_t kind, at;     /* TIDE_FILLED_*, TIDE_AT_* */
  double base;          /* the price before slippage */
  double slip;
  double price;  /* with slippage */
  double anchor; /* of an entry: the price that fractions and distances count from */
  double wanted, quantity;
  double rate, fee;
  bool maker;
} tide__fill;

/* Levels that do not exist are infinite. */
typedef struct {
  double quantity, initial; /* left, entered */
  double entry, base;       /* fill price; what fractions count from */
  double best;              /* for trailing */
  double stop, trail, target, breakeven;
  double first_stop, first_target;   /* as they stood at the entry */
  double partial[TIDE_MAX_PARTIALS]; /* levels, nearest first */
  int32_t next_partial;
  int32_t adds;     /* fills after the entry */
  double last_fill; /* price of the last of them */
  double low, high; /* extremes while held */
  double in, out;   /* sums of quantity x price of entries and exits */
  double fees, funding;
  bool maker;
  int32_t bar, counted_from; /* of the entry; first bar of max_bars */
  int64_t time;
  tide__intent intent;
} tide__position;

static inline double tide__dir(int32_t side) { return side == TIDE_LONG ? 1.0 : -1.0; }
static inline bool tide__open(const tide__position *p) { return p->quantity > 0.0; }

/* True when price a is at b or further in direction d. */
static inline bool tide__reached(double d, double a, double b) { return d > 0.0 ? a >= b : a <= b; }
static inline double tide__further(double d, double a, double b) {
  return d > 0.0 ? (a > b ? a : b) : (a < b ? a : b);
}

/* Of both sides of one market. */
static inline double tide__worth(const tide__position pair[2], double price) {
  return (pair[TIDE_LONG].quantity - pair[TIDE_SHORT].quantity) * price;
}

/* Where a level stands that counts from the price `from`, on its side d. */
double tide__level_price(const tide_level *level, double value, double from, double d);

/* The tighter of fixed and trailing stop. */
static inline double tide__position_stop(const tide__position *p, double d) {
  return tide__further(d, p->stop, p->trail);
}

/* Pays for the fill and begins a position with the levels of `spec`, whose partials are
 * sorted, nearest first. */
void tide__position_open(tide__position *p, tide__account *a, const tide_side *spec,
                         const tide__intent *intent, tide__fill *fill);
/* Pays for more of an open position, whose entry becomes the mean of what was entered; its
 * levels stay where they are. */
void tide__position_add(tide__position *p, tide__account *a, tide__fill *fill);
/* Fractions and distances count from the entry as it is now; prices, and how far a trailing stop
 * has come, stay. */
void tide__position_measure(tide__position *p, const tide_side *spec, double d);
/* Closes up to fill->quantity (above 0), and what is left when it is less than half a lot;
 * fill->quantity says how much. The position keeps all of its row when it is flat. */
void tide__position_close(tide__position *p, tide__account *a, tide__fill *fill);
/* Funding of what is held at its instant; below 0 it is paid to the holder. */
void tide__position_fund(tide__position *p, tide__account *a, double d, double mark, double rate);
/* Extremes of the prices since the last call. */
static inline void tide__position_saw(tide__position *p, double low, double high) {
  p->low = tide__further(-1.0, p->low, low);
  p->high = tide__further(1.0, p->high, high);
}
/* Breakeven and trailing stop after the price was as good as `favourable`. `now` is what the
 * column of the trailing stop says, if it has one; NaN: nothing yet. */
void tide__position_follow(tide__position *p, const tide_side *spec, double d, double favourable,
                           double now);
/* The round trip that `last` ended. */
void tide__position_trade(const tide__position *p, const tide__fill *last, tide_trade *row);

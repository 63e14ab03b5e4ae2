/* trades.h -- round trips and their fills. */

enum {
  TIDE_EXIT_SIGNAL = 0,
  TIDE_EXIT_REVERSE = 1,
  TIDE_EXIT_STOP_LOSS = 2,
  TIDE_EXIT_TAKE_PROFIT = 3,
  TIDE_EXIT_TIME_STOP = 4,
  TIDE_EXIT_END_OF_DATA = 5,
  TIDE_EXIT_LIQUIDATION = 6,
  TIDE_EXIT_RUINED = 7
};
const char *tide_exit_reason(int32_t reason); /* NULL when unknown */

/* One round trip, flat to flat, with what was known when it was decided. */
typedef struct {
  int32_t side, reason, bars;
  int32_t signal_bar, entry_bar, exit_bar; /* index into the bars */
  int64_t entry_time, exit_time;           /* open time of the bar of the fill */
  double entry_price, exit_price, quantity;
  double pnl, ret, fees, funding; /* ret = pnl / (quantity * entry_price) */
  double equity, ref, wanted;     /* at the decision: E, ref, quantity before the cut at the fill */
  double mae, mfe;                /* worst and best excursion, fractions of the entry price */
  double stop, target;            /* levels at the entry; NaN when absent */
  bool maker;                     /* the entry was a resting limit */
  int32_t market;                 /* of the run; 0 where there is one */
} tide_trade;

/* What a fill was: the entry, more of it, or what closed all or a part of the position. */
enum {
  TIDE_FILLED_ENTRY = 0,
  TIDE_FILLED_PARTIAL = 1, /* a partial target */
  TIDE_FILLED_TARGET = 2,
  TIDE_FILLED_STOP_LOSS = 3, /* the fixed one */
  TIDE_FILLED_TRAILING = 4,
  TIDE_FILLED_BREAKEVEN = 5,
  TIDE_FILLED_LIQUIDATION = 6,
  TIDE_FILLED_SIGNAL = 7,
  TIDE_FILLED_REVERSE = 8,
  TIDE_FILLED_TIME_STOP = 9,
  TIDE_FILLED_END_OF_DATA = 10,
  TIDE_FILLED_RUINED = 11,
  TIDE_FILLED_ADD = 12 /* more of an open position */
};
const char *tide_fill_kind(int32_t kind); /* NULL when unknown */

/* Where a fill's price comes from: the bar's open, its close, an order's own
 * level inside the bar, or the open because it lay beyond that level. */
enum { TIDE_AT_OPEN = 0, TIDE_AT_CLOSE = 1, TIDE_AT_LEVEL = 2, TIDE_AT_GAP = 3 };
const char *tide_fill_place(int32_t at); /* NULL when unknown */

/* One fill of a trade.
 *   trade   index of the trade; negative: the position is still open at the end
 *   bar     index into the bars
 *   base    price before slippage; price = base * (1 + slip) of a purchase, (1 - slip) of a sale
 *   wanted  quantity before volume, account or what is left cut it; NaN: sized at the fill
 *   fee     quantity * price * rate + fee_fixed
 *   decided_*  of an entry, what held at its decision: the highest equity so far, the
 *           commission rate, the slippage of a market fill */
typedef struct {
  int32_t trade, bar, kind, at;
  double base, slip, price;
  double wanted, quantity;
  double rate, fee;
  double decided_peak, decided_rate, decided_slip;
  bool maker;
} tide_fill_row;

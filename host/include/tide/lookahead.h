/* lookahead.h -- where two evaluations of one strategy differ. */

/* The first bar at which two evaluations of one strategy say something else.
 *   bar     of that difference
 *   side    TIDE_LONG or TIDE_SHORT; -1: it concerns the bars themselves
 *   signal  TIDE_SIGNAL_*
 *   was, is what the one and the other say there: numbers, 1 and 0 of a condition */
enum {
  TIDE_SIGNAL_ENTER = 0, /* the members of tide_side_signals */
  TIDE_SIGNAL_EXIT = 1,
  TIDE_SIGNAL_STOP_LOSS = 2,
  TIDE_SIGNAL_TAKE_PROFIT = 3,
  TIDE_SIGNAL_TRAILING_STOP = 4,
  TIDE_SIGNAL_LIMIT = 5,
  TIDE_SIGNAL_CONFIDENCE = 6,
  TIDE_SIGNAL_BAR = 7,      /* time, prices or volume */
  TIDE_SIGNAL_ATR = 8,      /* of sizing and slippage */
  TIDE_SIGNAL_FIRST = 9,    /* whether every column used is defined */
  TIDE_SIGNAL_SETTLED = 10, /* the same for the warm-up */
  TIDE_SIGNAL_ADD = 11      /* of a side, too */
};
const char *tide_signal_name(int32_t signal); /* "enter" ...; NULL when unknown */
typedef struct {
  int32_t bar, side, signal;
  double was, is;
} tide_change;

/* Compares the bars that both have, bit for bit (one NaN is like another).
 * 1 with the earliest change in `out`, or 0. */
int tide_signals_compare(const tide_signals *was, const tide_signals *is, tide_change *out);
/* The same of one bar that was stepped to; index within the bars of `is`. */
int tide_signals_compare_bar(const tide_bar *was, const tide_signals *is, tide_change *out);
/* The same of every expression, whether or not a signal changed with it, each on its own candles:
 * the first bar that sees a change, and of several then the one that others are made of in
 * `node`; TIDE_EMISSING when there is none, or TIDE_ENOMEM. */
int32_t tide_signals_compare_nodes(const tide_signals *was, const tide_signals *is, int32_t *node);
/* First of the bars 0 .. last at which a node differs, seen from the bars of the strategy;
 * -1 when there is none. */
int32_t tide_signals_compare_node(const tide_signals *was, const tide_signals *is, int32_t node,
                                  int32_t last);

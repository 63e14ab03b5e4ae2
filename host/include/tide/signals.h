/* signals.h -- a strategy evaluated on a market. */

/* The candles a strategy can see: the traded symbol and reference symbols,
 * each on every time frame asked for. Candles are borrowed, not owned. */
typedef struct tide_market tide_market;
tide_market *tide_market_new(const char *symbol, const tide_candles *candles);
int tide_market_add(tide_market *m, const char *symbol, const tide_candles *candles);
void tide_market_free(tide_market *m);
/* Crossings on this market need a strict inequality on the bar before, too. */
void tide_market_strict_crossings(tide_market *m, bool strict);

/* One side of a strategy, evaluated on every bar. Pointers are NULL when absent.
 *   enter, exit, add  bitsets of n bits, bit t = bar t
 *   others       [n]; stop_loss, take_profit, trailing_stop only for distances and prices */
typedef struct {
  const uint64_t *enter, *exit;
  const double *stop_loss, *take_profit, *trailing_stop;
  const double *limit, *confidence;
  const uint64_t *add;
} tide_side_signals;

/* A UTC day with candles: days since 1970-01-01, 0 Monday .. 6 Sunday, its last candle. */
typedef struct {
  int32_t day, weekday, last;
} tide_day;

/* A strategy evaluated on a market: all that the simulation needs.
 *   candles  the bars the strategy trades on (borrowed from the market)
 *   first    first bar at which every column used is defined; n when there is none
 *   settled  the same for the largest warm-up
 *   atr      [n] ATR(14) of the bars, for sizing and slippage
 *   days     [n_days] of the bars, or NULL: found when they are needed
 *   reads_position  what reads pos.* is undefined here: tide_backtest refuses it */
typedef struct {
  const tide_candles *candles;
  int32_t first, settled;
  tide_side side[2];
  tide_side_signals signals[2];
  const double *atr;
  int32_t n_days;
  const tide_day *days;
  bool reads_position;
} tide_signals;

/* Evaluates a strategy on a market. A result holds the market: free both, in any order. */
int tide_signals_new(const tide_strategy *s, tide_market *m, tide_signals **out, tide_error *error);
void tide_signals_free(tide_signals *s);

/* The same where Lua computes indicators, in stages: begin and resume return TIDE_WANTS until
 * everything is there; before each resume every want is filled in. */
enum { TIDE_WANTS = 1 };
/* One call to be computed on n bars, from the first at which every input is defined.
 *   in   [n_inputs][n]
 *   out  [n_outputs][n], to be written */
typedef struct {
  int32_t node, n, n_inputs, n_outputs, lookback;
  const tide_indicator *ind;
  const double *params;
  const double *in[TIDE_IND_MAX_IO];
  double *out[TIDE_IND_MAX_IO];
} tide_want;
int tide_signals_begin(const tide_strategy *s, tide_market *m, tide_signals **out,
                       tide_error *error);
int tide_signals_wanted(const tide_signals *s, int32_t i, tide_want *out); /* or TIDE_EMISSING */
int tide_signals_resume(tide_signals *s, tide_error *error);
/* What node says at bar t, aligned to the bars: a number, or 1 and 0. */
double tide_signals_value(const tide_signals *s, int32_t node, int32_t t);

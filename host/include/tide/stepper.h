/* stepper.h -- a strategy stepped as candles close. */

/* A strategy that is stepped as candles close, and says of each bar what
 * tide_signals_new says of it, bit for bit. Nothing is allocated for a bar. */
typedef struct tide_stepper tide_stepper;

/* One side of a strategy at one bar: as tide_side_signals, NaN when absent. */
typedef struct {
  bool enter, exit, add;
  double stop_loss, take_profit, trailing_stop;
  double limit, confidence;
} tide_side_bar;

/* One bar of a strategy, evaluated.
 *   index    of the bar, 0 is the first one ever
 *   first    first bar at which every column used is defined; index + 1 while there is none
 *   settled  the same for the largest warm-up
 *   close_time  microseconds; when all of this was known
 *   atr      ATR(14) of the bars, NaN before it is defined */
typedef struct {
  int32_t index, first, settled;
  int64_t close_time;
  tide_candle candle;
  tide_side_bar side[2];
  double atr;
} tide_bar;

/* An indicator that somebody else computes, at one candle: from in [n_inputs],
 * params as in the graph, into out [n_outputs]. `node` is that of its first output;
 * `bar` counts from the first candle at which every input was defined. */
typedef struct {
  int32_t node, bar;
  const tide_indicator *ind;
  const double *params;
  int32_t n_inputs, n_outputs;
  double in[TIDE_IND_MAX_IO];
  double out[TIDE_IND_MAX_IO];
} tide_step_call;

/* What ended a step: no candle is left, a bar of the strategy closed, or
 * tide_stepper_call is to be answered. */
enum { TIDE_STEP_DONE = 0, TIDE_STEP_BAR = 1, TIDE_STEP_CALL = 2 };

/* The symbols and time frames that a strategy reads, one for each i from 0: symbol ""
 * is the traded one, timeframe 0 the strategy's own. TIDE_EMISSING past the last. */
int tide_strategy_reads(const tide_strategy *s, int32_t i, tide_feed *out);

/* feeds [n_feeds], the traded symbol first. `strict` as in tide_market_strict_crossings.
 * The strategy is borrowed. TIDE_EMISSING or TIDE_EINVAL say what the feeds lack. */
int tide_stepper_new(const tide_strategy *s, const tide_feed *feeds, int32_t n_feeds, bool strict,
                     tide_stepper **out, tide_error *error);
void tide_stepper_free(tide_stepper *st); /* NULL is allowed */

/* Candles of a feed that are to be stepped through: one, or a history, which is
 * borrowed until a step is done, and for which nothing may be waiting (TIDE_EINVAL). Each must
 * close after what was stepped through; one that is late, out of order or impossible gives
 * TIDE_EDATA, and nothing is changed. Candles that come before their step wait, in memory that
 * grows with them and is used again. */
int tide_stepper_push(tide_stepper *st, int32_t feed, const tide_candle *candle, tide_error *error);
int tide_stepper_load(tide_stepper *st, int32_t feed, const tide_candles *candles,
                      tide_error *error);
/* Goes on to `until`, or to the next bar: every candle of every feed that closes at
 * `until` or before it has come. 0 is the latest close of the candles that came.
 * Returns TIDE_STEP_* or a negative status; call again until TIDE_STEP_DONE. */
int tide_stepper_step(tide_stepper *st, int64_t until, tide_error *error);
/* The bar of the last TIDE_STEP_BAR; what it holds changes with the next step. */
const tide_bar *tide_stepper_bar(const tide_stepper *st);
/* What a node says at the last bar: a number, or 1 and 0. NaN when it is not used. */
double tide_stepper_value(const tide_stepper *st, int32_t node);
/* To be filled in after TIDE_STEP_CALL, before the next step. */
tide_step_call *tide_stepper_call(tide_stepper *st);

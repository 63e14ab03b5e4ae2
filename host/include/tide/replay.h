/* replay.h -- rules simulated as their bars close. */

/* A strategy on an account of its own, bar by bar and without an end: each bar's candle and signals
 * are written down when it closes, and simulated from what is there. Nothing of the future is
 * known, not even whether there is one. Memory grows with the bars, twofold; a bar costs the same
 * however many there were. */
typedef struct tide_replay tide_replay;
/* `traded` is the feed of the traded symbol; strategy and settings may go afterwards. TIDE_EINVAL
 * or TIDE_EDATA as tide_backtest says, TIDE_ENOMEM. */
int tide_replay_new(const tide_strategy *s, const tide_feed *traded, const tide_settings *settings,
                    tide_replay **out, tide_error *error);
void tide_replay_free(tide_replay *r); /* NULL is allowed */
/* Simulates the next bar that closes in a stepper of the strategy (`until` as in
 * tide_stepper_step), which nobody else may step. TIDE_STEP_BAR; TIDE_STEP_DONE when none is left;
 * TIDE_STEP_CALL is to be answered (tide_stepper_call) before the next call; or a negative status,
 * after TIDE_ENOMEM for good. */
int tide_replay_step(tide_replay *r, tide_stepper *st, int64_t until, tide_error *error);
/* The same, bar after bar: never TIDE_STEP_BAR. */
int tide_replay_run(tide_replay *r, tide_stepper *st, int64_t until, tide_error *error);

/* What is held on one side of the account.
 *   quantity   0: nothing, and the rest means nothing
 *   entered    all that was entered; entry: the mean of its prices
 *   stop       the tightest of the stops, target: NaN when absent
 *   liquidation  price at which the account cannot hold it any more; NaN: there is none
 *   profit     at the last close, before exit costs: what was closed in part, fees and funding in
 * it bars       of the position, the bar of the entry is the first */
typedef struct {
  double quantity, entered, entry, stop, target, liquidation;
  double profit, fees, funding;
  int32_t bars, entry_bar;
  int64_t entry_time;
} tide_held;

/* An entry and an exit that wait on one side.
 *   enters   an entry waits: a limit at `price`, or a market order, of which price is the
 *            reference; it was decided at the close of `bar`, works up to bar `until`
 *   adds     to what is held, instead of beginning a position
 *   quantity NaN: sized at the fill
 *   leaves   an exit of everything waits for the next open, as TIDE_FILLED_* `why` */
typedef struct {
  bool enters, limit, adds, leaves;
  int32_t bar, until, why;
  double quantity, price;
} tide_waiting;

/* The account after the last bar.
 *   bars      closed so far, those before `from` of the settings counted
 *   marked    bars with a mark: tide_replay_mark of the last `marked` of them; 0 before the first
 *   close_time  of the last bar
 *   over      no bar is traded any more: `to` has come, the account is lost, or it was ended
 *   equity    at the last mark; the cash of the settings before the first */
typedef struct {
  int32_t bars, marked;
  int64_t close_time;
  bool over, ruined;
  double cash, equity, peak, fees, turnover, funding;
  int32_t trades, fills;
  tide_held position[2];
  tide_waiting order[2];
} tide_replay_now;
void tide_replay_look(const tide_replay *r, tide_replay_now *out);
/* Row i, until the next step; NULL past the end. `trade` of a fill whose position is open is -1 for
 * long, -2 for short. */
const tide_trade *tide_replay_trade(const tide_replay *r, int32_t i);
const tide_fill_row *tide_replay_fill(const tide_replay *r, int32_t i);
double tide_replay_mark(const tide_replay *r, int32_t bar); /* NaN where there is none */

/* Other rules take over the account, with its positions, their levels, and its orders; partial
 * targets that are left stay where both have the same, and an entry that waits where both have the
 * same kinds of levels. Then the bars so far are to be stepped through once more, in a stepper of
 * these rules, before anything else is asked: nothing is traded on them again. TIDE_EINVAL: they
 * cannot be simulated with the settings, or are of another time frame, and nothing is changed;
 * TIDE_ENOMEM for good. */
int tide_replay_swap(tide_replay *r, const tide_strategy *s, tide_error *error);

/* What tide_signals_new and tide_backtest give on the candles so far, bit for bit: the last bar is
 * gone through once more, as the last. The replay itself goes on as if nobody had asked.
 * TIDE_ESHORT when no bar was traded, TIDE_ENOMEM. */
int tide_replay_result(const tide_replay *r, tide_result **out, tide_error *error);
/* From now on the last bar was the last: what is open is closed, and nothing is traded any more. */
int tide_replay_end(tide_replay *r, tide_error *error);
/* What the bars said so far. The struct lives as long as the replay; its columns move when it goes
 * on. */
const tide_signals *tide_replay_signals(const tide_replay *r);

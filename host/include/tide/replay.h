/* replay.h -- rules simulated as their bars close. */

/* A run without columns of the future: each bar's candle and signals are written down when it
 * closes, and simulated from what is there. Gives what tide_signals_new and tide_backtest give,
 * bit for bit. Only the times of the bars are known from the start. */
typedef struct tide_replay tide_replay;
/* Candles are those of the traded symbol. Strategy, candles and settings are borrowed.
 * TIDE_EINVAL or TIDE_EDATA as tide_backtest and tide_candles_resample say, TIDE_ESHORT when no
 * bar is to be traded, TIDE_ENOMEM. */
int tide_replay_new(const tide_strategy *s, const tide_candles *candles,
                    const tide_settings *settings, tide_replay **out, tide_error *error);
void tide_replay_free(tide_replay *r); /* NULL is allowed */
/* Simulates the bars that close in a stepper of the strategy, into which the candles are loaded.
 * TIDE_STEP_DONE at their end; TIDE_STEP_CALL is to be answered (tide_stepper_call) before the
 * next call; or a negative status. */
int tide_replay_run(tide_replay *r, tide_stepper *st, tide_error *error);
/* Measures, once, after the end. TIDE_EDATA when bars are missing; TIDE_ENOMEM. */
int tide_replay_result(tide_replay *r, tide_result **out, tide_error *error);
/* What the bars said so far, NaN beyond. It lives as long as the replay. */
const tide_signals *tide_replay_signals(const tide_replay *r);

/* backtest.h -- a run, and what it gave. */

enum { TIDE_METRIC_MAX = 64 };
int32_t tide_metric_count(void);
const char *tide_metric_name(int32_t i); /* JSON key; NULL past the end */
/* "ratio" "fraction" "cash" "count" "hours" "bps": how to print it */
const char *tide_metric_unit(int32_t i);

/* What a run gave. first..last are the marked bars; equity [last - first + 1]. */
typedef struct {
  int32_t first, last;
  int32_t start; /* first bar that may signal */
  bool ruined;
  int32_t n_trades;
  const tide_trade *trades;
  int32_t n_fills; /* of settings->record_fills, in the order they happened */
  const tide_fill_row *fills;
  const double *equity;
  double final_equity, fees, turnover, funding;
  double metric[TIDE_METRIC_MAX]; /* by tide_metric_name; NaN when undefined */
} tide_result;

/* Simulates evaluated signals, then measures. */
int tide_backtest(const tide_signals *s, const tide_settings *settings, tide_result **out,
                  tide_error *error);
void tide_result_free(tide_result *r);
/* The same in memory of its own. NULL when out of memory. */
tide_result *tide_result_copy(const tide_result *view);
/* Results of ranges of one market that follow one another, bar after bar: made with the same
 * settings but for from and to, each from the same cash.
 *   signals  of the last one: for the candles
 *   parts    [n], oldest first */
typedef struct {
  const tide_signals *signals;
  const tide_settings *settings;
  const tide_result *const *parts;
  int32_t n;
} tide_join;
/* The result of the whole, in which each range begins with what the one before ended with:
 * equity, trades and every metric; no fills. TIDE_EINVAL when they do not follow one another. */
int tide_result_join(const tide_join *join, tide_result **out, tide_error *error);
/* Results of the same time that are one account.
 *   signals  whose candles it is marked on: all that parts were measured on, or finer ones
 *   settings with the cash of all
 *   parts, candles, cash  [n] each result, what it was measured on and what it began with */
typedef struct {
  const tide_signals *signals;
  const tide_settings *settings;
  const tide_result *const *parts;
  const tide_candles *const *candles;
  const double *cash;
  int32_t n;
} tide_sum;
/* At each bar the sum of the last marks that were made by its close; trades by the time of their
 * exit, their bars those of the sum; every metric; no fills. TIDE_EINVAL: no parts, or one is not
 * of its candles; TIDE_ENOMEM. */
int tide_result_sum(const tide_sum *sum, tide_result **out, tide_error *error);
/* Returns of the periods that Sharpe and its kin are made of: of days, or of bars of a day and
 * longer. signals and settings are those of the run.
 *   out       [marked bars] or NULL: only count
 *   per_year  out: periods in a year
 * Returns how many, fewer when the account was lost; or TIDE_ENOMEM. */
int32_t tide_result_returns(const tide_result *r, const tide_signals *signals,
                            const tide_settings *settings, double *out, double *per_year);
/* The bars whose marks end these periods: out [marked bars]. Returns how many, or TIDE_ENOMEM. */
int32_t tide_result_period_ends(const tide_result *r, const tide_signals *signals,
                                const tide_settings *settings, int32_t *out);

/* population.h -- many strategies at once. */

/* Many strategies whose expressions are one graph: what several of them say is
 * computed once for each market. */
typedef struct tide_population tide_population;

/* One strategy of a population, or a line that is none.
 *   line    where it stood in its text; 0: added
 *   name    "" when it has none that can be told
 *   hash    16 hex digits, "" when it is no strategy
 *   error   NULL, or why it is none */
typedef struct {
  char name[TIDE_NAME_SIZE];
  char hash[17];
  int32_t line;
  const char *error;
} tide_member;

/* threads: for reading and for its batches; 0: as many as the machine runs at once. */
tide_population *tide_population_new(int32_t threads);
void tide_population_free(tide_population *p); /* NULL is allowed */
/* Reads JSON Lines: a strategy a line, empty lines are skipped. `first` is the number
 * of the first line; a line that is no strategy becomes a member with an error. A
 * timeframe that is not 0 takes the place of the strategies' own. Returns the number
 * of members added, or TIDE_ENOMEM. */
int32_t tide_population_read(tide_population *p, const char *text, size_t size, int32_t first,
                             int64_t timeframe);
/* Adds a strategy, which stays its owner's. Returns its index, or a negative status. */
int32_t tide_population_add(tide_population *p, const tide_strategy *s, tide_error *error);
int32_t tide_population_count(const tide_population *p);
const tide_member *tide_population_at(const tide_population *p, int32_t i); /* NULL past the end */
int32_t tide_population_threads(const tide_population *p);

/* A population at work on one market. */
typedef struct tide_batch tide_batch;

typedef struct {
  int32_t total, done; /* strategies; those skipped do not count */
  int32_t failed;      /* of those done */
  int32_t nodes;       /* distinct expressions that they use */
  int32_t columns;     /* of these, columns that are computed: no prices, no numbers */
  bool running;
  double held, most; /* bytes of columns and bitsets, now and at most so far */
} tide_batch_state;

/* What a strategy gave.
 *   error    NULL, or why it could not run; then the rest means nothing
 *   metric   [tide_metric_count()], NaN when undefined */
typedef struct {
  const char *error;
  int32_t n_trades;
  bool ruined;
  const double *metric;
} tide_batch_row;

/* The candles of the market stay alive, and the population unchanged, as long as the
 * batch works. memory: bytes that columns and bitsets may take before those not used
 * for longest are dropped, to be computed again when needed. NULL: out of memory. */
tide_batch *tide_batch_new(tide_population *p, tide_market *m, const tide_settings *settings,
                           double memory);
/* Stops first; NULL is allowed. */
void tide_batch_free(tide_batch *b);
/* Leaves a strategy out; before the start. */
void tide_batch_skip(tide_batch *b, int32_t i);
/* Keeps the returns of every strategy, too; before the start. TIDE_OK, or TIDE_ENOMEM. */
int tide_batch_keep_returns(tide_batch *b);
/* Works in the background. TIDE_OK, or TIDE_ENOMEM. */
int tide_batch_start(tide_batch *b);
/* Waits until all is done, at most so many seconds. TIDE_OK, or TIDE_ENOMEM when the
 * work came to an end before that. */
int tide_batch_poll(tide_batch *b, double seconds, tide_batch_state *state);
/* The next strategy that is done, in the order of completion; -1: none at present. */
int32_t tide_batch_next(tide_batch *b);
/* Row of strategy i: all NULL and 0 until it is done. */
const tide_batch_row *tide_batch_row_at(const tide_batch *b, int32_t i);
/* The returns of strategy i as tide_result_returns gives them, once it is done: out [the result]
 * lives as long as the batch. 0 when they were not kept, or it could not run. */
int32_t tide_batch_returns(const tide_batch *b, int32_t i, const double **out, double *per_year);
/* The metrics of strategy i as a JSON object. Returns its length, or TIDE_EINVAL when
 * there are none or `size` is too small (TIDE_METRICS_TEXT is enough). */
enum { TIDE_METRICS_TEXT = 4096 };
int32_t tide_batch_text(const tide_batch *b, int32_t i, char *out, int32_t size);
/* Ends the work as soon as each thread is done with its strategy; waits for it. */
void tide_batch_stop(tide_batch *b);

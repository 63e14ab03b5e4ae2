/* indicators.h -- rows of indicators, run over columns or fed bar by bar. */

enum { TIDE_IND_MAX_IO = 8, TIDE_IND_MAX_PARAMS = 12 };

/* One tunable number of an indicator. Bounds are inclusive. */
typedef struct {
  const char *name;
  double min, max, def, step;
  bool integer;
} tide_param;

/* Everything the system knows about one indicator.
 *   inputs    "open" "high" "low" "close" "volume" "time" (of the bar's open, seconds
 *             UTC): taken together from a market; "condition": a condition, as 1 and 0;
 *             any other name, "real" as a rule: any column
 *   outputs, units   same order; a unit is one of price distance percent ratio volume index bars
 *             signal; a distance is a difference of prices, which stays when all prices are shifted
 *   out_min, out_max equal when unbounded
 *   sparse    the data tell where outputs are defined, at lookback or later
 *   lookback  first defined index; outputs are NaN before it
 *   warmup    bars until the seed weighs less than 1e-4
 *   memory    bytes of the state below
 *   start     makes zeroed, 16-byte aligned memory ready for the first bar
 *   feed      n more bars, any number at a time, with the same bits however they
 *             are cut: in [inputs][n], out [outputs][n], NaN where undefined; an
 *             output aliases no input
 *   run       NULL, or a faster start and feed of n bars in one go, with the same
 *             bits; returns TIDE_OK or TIDE_ESHORT (all NaN)
 * Parameters are valid; the first bar is one at which every input is defined. */
typedef struct {
  const char *name; /* Lua name: ta.<name> */
  const char *title;
  const char *group;
  const char *source;
  const char *inputs[TIDE_IND_MAX_IO];
  const char *outputs[TIDE_IND_MAX_IO];
  const char *units[TIDE_IND_MAX_IO];
  tide_param params[TIDE_IND_MAX_PARAMS];
  double out_min, out_max;
  bool sparse;
  int32_t (*lookback)(const double *p);
  int32_t (*warmup)(const double *p);
  int32_t (*memory)(const double *p);
  void (*start)(void *state, const double *p);
  void (*feed)(void *state, int32_t n, const double *const *in, double *const *out);
  int (*run)(int32_t n, const double *const *in, const double *p, double *const *out);
} tide_indicator;

int32_t tide_indicator_count(void);
const tide_indicator *tide_indicator_at(int32_t i);          /* NULL past the end */
const tide_indicator *tide_indicator_find(const char *name); /* NULL when unknown */
/* Fills full [TIDE_IND_MAX_PARAMS] with the given parameters and the defaults of
 * the rest. TIDE_OK, or TIDE_EINVAL with a message naming parameter and range. */
int tide_indicator_check(const tide_indicator *ind, const double *params, int32_t n_params,
                         double *full, tide_error *error);
/* Runs on columns that may begin with NaN; params as filled by the check. Returns
 * the first defined index of the outputs, n when there is none, or TIDE_ENOMEM. */
int32_t tide_indicator_run(const tide_indicator *ind, int32_t n, const double *const *in,
                           const double *params, double *const *out);

/* The streaming form: an indicator that is fed as bars come, from the first bar of
 * a history on, and says what tide_indicator_run says of that history, bit for bit. */
typedef struct tide_stream tide_stream;
/* params as filled by the check. NULL: out of memory. */
tide_stream *tide_stream_new(const tide_indicator *ind, const double *params);
void tide_stream_free(tide_stream *s);
/* n more bars: in [inputs][n], which may begin with NaN; out [outputs][n]. */
void tide_stream_feed(tide_stream *s, int32_t n, const double *const *in, double *const *out);

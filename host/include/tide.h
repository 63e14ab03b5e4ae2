/* tide.h -- every C symbol that Lua may call.
 *
 * This file is read twice: by the C compiler, and by stdlib/host.lua, which
 * drops the lines that begin with '#' and hands the rest to ffi.cdef. So:
 * declarations only. No macros, no inline bodies, no static_assert, no VLA
 * or [static n] parameters. Constants are enums that fit in 32 bits. Results
 * cross the border as int, int32_t or double, never as int64_t or an enum.
 *
 * Times are int64_t microseconds since 1970-01-01 UTC. A "bar" is a candle of
 * the strategy's own time frame. Undefined numbers are NaN.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#pragma GCC visibility push(default)

enum { TIDE_API_VERSION = 1 };

/* ---- status ------------------------------------------------------------ */

/* Result of every call that can fail, returned as int. Zero is success. */
enum {
  TIDE_OK = 0,
  TIDE_EINVAL = -1, /* an argument is outside its documented range */
  TIDE_ENOMEM = -2,
  TIDE_ESHORT = -3,  /* fewer bars than the call needs */
  TIDE_EDATA = -4,   /* the data contradicts itself or cannot be true */
  TIDE_EIO = -5,     /* a file cannot be read or written */
  TIDE_ETIME = -6,   /* a time limit was reached */
  TIDE_EMISSING = -7 /* something named does not exist */
};

const char *tide_strerror(int status);
int32_t tide_api_version(void);
const char *tide_version(void);

/* A message for a person: what was found, what was expected, what to do. */
typedef struct {
  char text[1024];
} tide_error;

/* Size of a struct of this header as the compiler sees it, 0 when unknown. */
int32_t tide_sizeof(const char *name);

/* ---- clock ------------------------------------------------------------- */

double tide_clock_seconds(void); /* monotonic */
double tide_clock_wall_us(void); /* since 1970-01-01 UTC */

/* ---- terminal ---------------------------------------------------------- */

/* Columns of the terminal behind a file descriptor; 0 when it is no terminal. */
int32_t tide_terminal_width(int32_t fd);

/* ---- interrupts -------------------------------------------------------- */

/* From now on the first SIGINT or SIGTERM is only noted (what is ignored stays so),
 * and a second one ends the program; or no longer. */
void tide_interrupt_catch(bool on);
int32_t tide_interrupt_caught(void); /* the number of the signal, 0: none */

/* ---- folders ----------------------------------------------------------- */

/* Makes a folder, and those above it, where they are missing; for this user alone.
 * TIDE_OK, or TIDE_EIO, TIDE_EINVAL with a message that names the path. */
int tide_folders_make(const char *path, tide_error *error);

/* ---- digest ------------------------------------------------------------ */

/* 16 hex digits and a 0 that tell bytes from other bytes: no secret. */
void tide_digest(const void *data, size_t size, char *out17);

/* ---- json --------------------------------------------------------------- */

/* A document, and each value in it, which lives as long as the document. */
typedef struct tide_json tide_json;
enum {
  TIDE_JSON_NULL = 0,
  TIDE_JSON_FALSE = 1,
  TIDE_JSON_TRUE = 2,
  TIDE_JSON_NUMBER = 3,
  TIDE_JSON_TEXT = 4,
  TIDE_JSON_LIST = 5,
  TIDE_JSON_OBJECT = 6
};
typedef struct {
  void *at; /* NULL before the first */
  const char *name;
  tide_json *value;
} tide_json_member;
/* NULL with "line 2, column 7: ..." when the text is no JSON. */
tide_json *tide_json_read(const char *text, size_t size, tide_error *error);
void tide_json_free(tide_json *document); /* NULL is allowed */
int32_t tide_json_kind(const tide_json *v);
double tide_json_number(const tide_json *v);
const char *tide_json_text(const tide_json *v, int32_t *size);
int32_t tide_json_size(const tide_json *v);                     /* of a list */
const tide_json *tide_json_item(const tide_json *v, int32_t i); /* of a list */
bool tide_json_next(const tide_json *v,
                    tide_json_member *m); /* the next member of an object, in order */

/* ---- processor --------------------------------------------------------- */

/* Holds the dispatched kernels to an instruction set: 0 portable, 1 AVX2, 2
 * AVX-512; negative changes nothing. Returns the level in use. Every level gives
 * the same bits: this is for tests and benchmarks. */
int tide_cpu_limit(int level);

/* ---- time frames ------------------------------------------------------- */

/* A time frame is its length in microseconds, or minus the number of months.
 * Both return TIDE_OK or TIDE_EINVAL. Names: 1s 1m 5m 1h 4h 1d 1w 1mo. */
int tide_timeframe_parse(const char *name, int64_t *timeframe);
int tide_timeframe_name(int64_t timeframe, char *out, int32_t size);
/* When a candle that opened at `open` closes; microseconds. */
int64_t tide_timeframe_close(int64_t timeframe, int64_t open);

/* ---- candles ----------------------------------------------------------- */

/* Candles of one instrument and time frame, oldest first, owned by C.
 *   time   [n] open time, strictly rising
 *   open.. [n] price in quote currency
 *   volume, funding, mark, open_interest  [n] or NULL when the data has none */
typedef struct tide_candles {
  int32_t n;
  int64_t timeframe;
  const int64_t *time;
  const double *open, *high, *low, *close;
  const double *volume, *funding, *mark, *open_interest;
} tide_candles;

/* Copies the columns of `view`. NULL when out of memory. */
tide_candles *tide_candles_copy(const tide_candles *view);
void tide_candles_free(tide_candles *c); /* NULL is allowed */

enum { TIDE_GAPS_KEEP = 0, TIDE_GAPS_FAIL = 1, TIDE_GAPS_FILL = 2 };

/* Where candles are read from, and how. Zero every field that is not needed.
 *   path     the file; with `text`, only its name in messages
 *   text     CSV or gzip bytes in memory, `size` of them, or NULL
 *   gaps     TIDE_GAPS_*; fill: flat bars at the previous close, volume 0
 *   threads  1: unpack gzip in the calling thread; otherwise beside it
 *   cache    folder of the column cache; NULL: $XDG_CACHE_HOME/tide/candles or ~/.cache/...
 *   now      present time in microseconds; 0: the clock. A candle that closes later is dropped */
typedef struct {
  const char *path;
  const char *text;
  size_t size;
  const char *cache;
  bool allow_negative, drop_last, no_cache;
  int32_t gaps, threads;
  int64_t now;
} tide_source;

enum { TIDE_LOAD_LINES = 8 };

/* Rows of one kind: how many, and the lines of the first TIDE_LOAD_LINES. */
typedef struct {
  int32_t count;
  int32_t line[TIDE_LOAD_LINES];
} tide_load_rows;

/* What was found in a file.
 *   columns     "time=timestamp open=open ...": which column became what
 *   time_unit   "text" "s" "ms" "us" "ns"
 *   duplicates  identical rows, kept once; conflicts: the later row was kept
 *   empty       rows without prices, skipped; no_volume: cells without a volume, taken as 0
 *   gaps, missing  breaks in the steps, and candles missing in them; weekend_gaps: the
 *               gaps that hold a Saturday noon
 *   notes       what a person should know, a line each */
typedef struct {
  char columns[256];
  char time_unit[8];
  char delimiter;
  bool header, gzip, newest_first, close_stamped, negative, cached;
  tide_load_rows duplicates, conflicts, empty, no_volume;
  int32_t rows, dropped, filled, gaps, weekend_gaps, missing, short_steps;
  char notes[2048];
} tide_load_report;

/* Reads candles from a CSV file, plain or gzip, through the column cache.
 * TIDE_EIO, TIDE_EDATA, TIDE_EINVAL (a path is missing) or TIDE_ENOMEM with a message
 * "FILE:LINE: reason"; nothing is handed out then. */
int tide_candles_load(const tide_source *source, tide_candles **out, tide_load_report *report,
                      tide_error *error);

/* Coarser candles, anchored at 00:00 UTC, weeks at Monday, months at day 1:
 * first open, highest high, lowest low, last close, sum of volume; funding is the
 * sum of the rates that are there, mark the first, open interest the last one
 * there. The last candle is dropped unless the data reaches its end. The data's
 * own time frame gives a copy; a finer one, or one that is no multiple, TIDE_EINVAL. */
int tide_candles_resample(const tide_candles *c, int64_t timeframe, tide_candles **out,
                          tide_error *error);

/* A shuffled market of the same candles: the first stays; the others, with their gap (open
 * against the close before), their high, low and close against their open, volume,
 * funding, mark against open, and open interest, change places in blocks. Times stay. The
 * last close is that of c up to rounding, since no move is lost. It has the order of prices that a
 * candle needs, exactly.
 *   block  candles that stay together, from 1 to half of n - 1; where the cuts are
 *          depends on the seed
 *   seed   a whole number from 0 to 2^53: the same bytes for the same seed, everywhere
 * TIDE_EINVAL; TIDE_ESHORT (n < 3); TIDE_EDATA: a price is not above zero and finite. */
int tide_candles_permute(const tide_candles *c, int32_t block, double seed, tide_candles **out,
                         tide_error *error);

/* The same candles seen through a little noise: each price is moved by a random share of the
 * range of its own candle. Times, volume, funding and open interest stay, mark against open too.
 *   level  deviation of the noise, as a share of the range, from 0 to 1
 *   seed   as above
 * TIDE_EINVAL; TIDE_EDATA: a price is not above zero and finite. */
int tide_candles_noise(const tide_candles *c, double level, double seed, tide_candles **out,
                       tide_error *error);

/* ---- packing ----------------------------------------------------------- */

/* Columns as base64 text for a report; stdlib/report/page/decode.js reads it. */

/* The least power of ten that makes whole numbers of all values, or the largest
 * scale that packs. columns [count] of [n], finite. */
double tide_pack_scale(int32_t n, int32_t count, const double *const *columns);
/* 1 / step, or the largest scale that packs x [n], finite. */
double tide_pack_fineness(int32_t n, const double *x, double step);
/* How many equal steps follow one another from time[from] on; 0 at the last of n. */
int32_t tide_pack_steps(int32_t n, const int64_t *time, int32_t from);
/* Bytes of `out` that `count` columns of n values need at most; negative: too many. */
int32_t tide_pack_size(int32_t n, int32_t count);
/* Differences of round(x * scale), the first against 0. Returns the length of
 * the text (not terminated), or TIDE_ENOMEM, TIDE_EINVAL (n < 1, scale too large). */
int32_t tide_pack_column(int32_t n, const double *x, double scale, char *out);
/* Bars first..last, four numbers each: open less the close before, close less
 * open, how far high and low stand outside the two. Returns as above. */
int32_t tide_pack_candles(const tide_candles *c, int32_t first, int32_t last, double scale,
                          char *out);

/* ---- synthetic market --------------------------------------------------- */

/* Clusters: noise whose volatility comes in clusters, with fat tails. */
enum {
  TIDE_SYNTHETIC_REGIMES = 0,
  TIDE_SYNTHETIC_NOISE = 1,
  TIDE_SYNTHETIC_MOMENTUM = 2,
  TIDE_SYNTHETIC_CLUSTERS = 3
};

/* Hourly candles from 2020-01-01 on, made up from a whole number: the same on
 * every machine. NULL: out of memory, or bars or kind out of range. */
tide_candles *tide_synthetic_new(int32_t bars, double seed, int32_t kind);

/* ---- indicators -------------------------------------------------------- */

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

/* ---- graph ------------------------------------------------------------- */

/* Hash-consed expressions. A node is a column (numbers) or a condition (bits)
 * on the candles of one time frame and symbol. Node ids are >= 0; the
 * constructors return an id or a negative status with the message in `error`. */
typedef struct tide_graph tide_graph;

enum { TIDE_KIND_COLUMN = 0, TIDE_KIND_CONDITION = 1 };
enum { TIDE_GRAPH_MAX_ARGS = 64, TIDE_GRAPH_MAX_NUMBERS = 4 };

/* One operator. args: a letter each, 'c' column, 'b' condition, 'x' either (all
 * of one kind), a final '*' repeats the last; result: 'c', 'b' or 'x' (as the
 * first argument); numbers: how many constants it takes. */
typedef struct {
  const char *name;
  const char *args;
  const char *result;
  int32_t numbers;
} tide_op;
int32_t tide_op_count(void);
const tide_op *tide_op_at(int32_t i); /* NULL past the end */

typedef struct {
  const char *name; /* an indicator */
  int32_t n_inputs;
  int32_t inputs[TIDE_IND_MAX_IO];
  int32_t n_params;
  double params[TIDE_IND_MAX_PARAMS];
  int32_t output;
} tide_graph_call;

typedef struct {
  const char *op;
  int32_t n_args;
  int32_t args[TIDE_GRAPH_MAX_ARGS];
  int32_t n_numbers;
  double numbers[TIDE_GRAPH_MAX_NUMBERS];
  const char *text; /* time zone of a session, else NULL */
} tide_graph_apply;

tide_graph *tide_graph_new(void);
void tide_graph_free(tide_graph *g);
int32_t tide_graph_number(tide_graph *g, double x);
/* field: open high low close volume hl2 hlc3 ohlc4 time hour weekday funding mark
 * open_interest. timeframe and symbol "" mean the traded ones. */
int32_t tide_graph_field(tide_graph *g, const char *field, const char *timeframe,
                         const char *symbol, tide_error *error);
int32_t tide_graph_indicator(tide_graph *g, const tide_graph_call *call, tide_error *error);
int32_t tide_graph_op(tide_graph *g, const tide_graph_apply *apply, tide_error *error);
int32_t tide_graph_count(const tide_graph *g);

/* An indicator that the host does not compute: Lua does. It belongs to one graph, and
 * is called there like any other. `row` is copied and has no functions; `identity` is a
 * text that is another one when what is computed is. TIDE_EINVAL when the row is not
 * complete or its name is taken. */
int tide_graph_define(tide_graph *g, const tide_indicator *row, const char *identity,
                      tide_error *error);
/* One call of such an indicator; node is that of its first output, lookback negative until it
 * is said. */
typedef struct {
  int32_t node, lookback;
  const tide_indicator *ind;
  const double *params;
} tide_custom_call;
/* The call with number i, from 0; TIDE_EMISSING past the last. */
int tide_graph_custom(const tide_graph *g, int32_t i, tide_custom_call *out);
/* Says from where on a call is defined and warm, as lookback and warmup of a row do: to be
 * done for (any output of) each call before the graph is evaluated. */
int tide_graph_custom_bars(tide_graph *g, int32_t node, int32_t lookback, int32_t warmup);

int32_t tide_graph_kind(const tide_graph *g, int32_t node); /* TIDE_KIND_*, negative when unknown */
/* Argument i of a node, in the order it was written; TIDE_EMISSING past the last. */
int32_t tide_graph_arg(const tide_graph *g, int32_t node, int32_t i);
/* What a node is made of, for those who write it in another language. Pointers live as
 * long as the graph.
 *   name     of the field, the indicator or the operator; NULL of a number
 *   numbers  [n_numbers] its value, the parameters, the constants of an operator
 *   args     [n_args] in the order they were written; an indicator that takes a condition
 *            has to_number of it
 *   ind, output        of an indicator
 *   timeframe, symbol  of a field; 0 and "" are the traded ones
 *   text     the time zone of a session, else NULL */
enum { TIDE_FORM_NUMBER = 0, TIDE_FORM_FIELD = 1, TIDE_FORM_INDICATOR = 2, TIDE_FORM_OP = 3 };
typedef struct {
  int32_t form, kind;
  const char *name;
  const double *numbers;
  const int32_t *args;
  int32_t n_numbers, n_args;
  const tide_indicator *ind;
  int32_t output;
  int64_t timeframe;
  const char *symbol, *text;
} tide_expression;
int tide_graph_expression(const tide_graph *g, int32_t node, tide_expression *out); /* or EINVAL */
/* Whether the system knows a time zone; the message names it. Reads a file. */
int tide_timezone_check(const char *name, tide_error *error);
/* The expression as a strategy file would say it, for people. */
int tide_graph_text(const tide_graph *g, int32_t node, char *out, int32_t size);

/* ---- strategy ---------------------------------------------------------- */

enum { TIDE_NAME_SIZE = 64, TIDE_MAX_PARTIALS = 8 };
enum { TIDE_LONG = 0, TIDE_SHORT = 1 };

/* Where a stop or target stands: nowhere, a fraction of the entry price, a
 * distance in price, or an absolute price; the last two read from a node. */
enum {
  TIDE_LEVEL_NONE = 0,
  TIDE_LEVEL_FRACTION = 1,
  TIDE_LEVEL_DISTANCE = 2,
  TIDE_LEVEL_PRICE = 3
};
typedef struct {
  int32_t kind;
  int32_t node;
  double fraction;
} tide_level;

enum {
  TIDE_SIZE_DEFAULT = 0, /* what the settings say */
  TIDE_SIZE_FIXED = 1,
  TIDE_SIZE_CASH = 2,
  TIDE_SIZE_UNITS = 3,
  TIDE_SIZE_RISK = 4,
  TIDE_SIZE_VOLATILITY = 5,
  TIDE_SIZE_KELLY = 6
};
typedef struct {
  int32_t kind;
  double value;
} tide_size;

/* Close `close` of the original quantity at a profit of `at`, both fractions. */
typedef struct {
  double at, close;
} tide_partial;

/* One side of a strategy. Nodes are -1 when absent, numbers 0 when absent. */
typedef struct {
  bool used;
  int32_t enter, exit; /* conditions */
  tide_level stop_loss, take_profit, trailing_stop;
  double breakeven_at;
  int32_t partials;
  tide_partial partial[TIDE_MAX_PARTIALS];
  int32_t max_bars;
  int32_t limit; /* price column */
  int32_t limit_bars;
  tide_size size;
  int32_t confidence; /* column in [0, 1] */
  int32_t max_entries;
  int64_t max_entries_period; /* a time frame */
} tide_side;

/* Regimes of a market that a strategy may be meant for: "bull" "bear" "range"
 * "high_volatility" "low_volatility" "crisis" "boom" "recession". What they are is defined in
 * docs/reference/regimes.md. */
int32_t tide_regime_count(void);
const char *tide_regime_name(int32_t i); /* NULL past the end */

/* A rule strategy: two sides over one graph. timeframe 0: the data's own. Bit i of regimes: it is
 * meant for regime i; none: for all. They say where it is judged, not what it does. */
typedef struct {
  char name[TIDE_NAME_SIZE];
  int64_t timeframe;
  tide_side side[2];
  int32_t regimes;
  tide_graph *graph; /* owned */
} tide_strategy;

/* An empty strategy with an empty graph: sides unused, nodes -1, limit_bars 1. */
tide_strategy *tide_strategy_new(void);
void tide_strategy_free(tide_strategy *s); /* with its graph; NULL is allowed */
/* 16 hex digits and a 0: of the canonical graph, time frame, side options and levels. */
int tide_strategy_hash(const tide_strategy *s, char *out17);

/* A value for "$name" in a JSON strategy, or for a param of its own. */
typedef struct {
  const char *name;
  double value;
} tide_binding;
/* One member of `params` of a JSON strategy. Without a range min and max are the
 * widest doubles and step is 0. */
typedef struct {
  char name[TIDE_NAME_SIZE];
  double def, min, max, step, value;
  bool integer;
} tide_json_param;
/* The params of a JSON strategy, in the order of the file: at most `capacity`
 * are written to out, `count` says how many there are. Checks params only. */
int tide_strategy_json_params(const char *text, size_t size, tide_json_param *out, int32_t capacity,
                              int32_t *count, tide_error *error);
/* Reads the JSON form (docs/reference/strategy-json.md). The message names the
 * line, or the path of the member that is wrong. */
int tide_strategy_from_json(const char *text, size_t size, const tide_binding *bindings,
                            int32_t n_bindings, tide_strategy **out, tide_error *error);
/* The same into a new strategy, in whose graph indicators are defined. */
int tide_strategy_read_json(tide_strategy *s, const char *text, size_t size,
                            const tide_binding *bindings, int32_t n_bindings, tide_error *error);

/* ---- market and signals ------------------------------------------------ */

/* The candles a strategy can see: the traded symbol and reference symbols,
 * each on every time frame asked for. Candles are borrowed, not owned. */
typedef struct tide_market tide_market;
tide_market *tide_market_new(const char *symbol, const tide_candles *candles);
int tide_market_add(tide_market *m, const char *symbol, const tide_candles *candles);
void tide_market_free(tide_market *m);
/* Crossings on this market need a strict inequality on the bar before, too. */
void tide_market_strict_crossings(tide_market *m, bool strict);

/* One side of a strategy, evaluated on every bar. Pointers are NULL when absent.
 *   enter, exit  bitsets of n bits, bit t = bar t
 *   others       [n]; stop_loss, take_profit, trailing_stop only for distances and prices */
typedef struct {
  const uint64_t *enter, *exit;
  const double *stop_loss, *take_profit, *trailing_stop;
  const double *limit, *confidence;
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
 *   days     [n_days] of the bars, or NULL: found when they are needed */
typedef struct {
  const tide_candles *candles;
  int32_t first, settled;
  tide_side side[2];
  tide_side_signals signals[2];
  const double *atr;
  int32_t n_days;
  const tide_day *days;
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

/* ---- live --------------------------------------------------------------- */

/* A strategy that is stepped as candles close, and says of each bar what
 * tide_signals_new says of it, bit for bit. Nothing is allocated for a bar. */
typedef struct tide_stepper tide_stepper;

/* Candles of one symbol as they will come: the time frame they have, and which
 * of the optional columns. */
typedef struct {
  const char *symbol;
  int64_t timeframe;
  bool volume, funding, mark, open_interest;
} tide_feed;

/* One closed candle; a column that the feed does not have is ignored. */
typedef struct {
  int64_t time; /* of its open */
  double open, high, low, close;
  double volume, funding, mark, open_interest;
} tide_candle;

/* One side of a strategy at one bar: as tide_side_signals, NaN when absent. */
typedef struct {
  bool enter, exit;
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
 * borrowed until a step is done. Each must close after what was stepped through; one
 * that is late, out of order or impossible gives TIDE_EDATA, and nothing is changed. */
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

/* ---- look-ahead --------------------------------------------------------- */

/* The first bar at which two evaluations of one strategy say something else.
 *   bar     of that difference
 *   side    TIDE_LONG or TIDE_SHORT; -1: it concerns the bars themselves
 *   signal  TIDE_SIGNAL_*
 *   was, is what the one and the other say there: numbers, 1 and 0 of a condition */
enum {
  TIDE_SIGNAL_ENTER = 0, /* the members of tide_side_signals, in their order */
  TIDE_SIGNAL_EXIT = 1,
  TIDE_SIGNAL_STOP_LOSS = 2,
  TIDE_SIGNAL_TAKE_PROFIT = 3,
  TIDE_SIGNAL_TRAILING_STOP = 4,
  TIDE_SIGNAL_LIMIT = 5,
  TIDE_SIGNAL_CONFIDENCE = 6,
  TIDE_SIGNAL_BAR = 7,     /* time, prices or volume */
  TIDE_SIGNAL_ATR = 8,     /* of sizing and slippage */
  TIDE_SIGNAL_FIRST = 9,   /* whether every column used is defined */
  TIDE_SIGNAL_SETTLED = 10 /* the same for the warm-up */
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

/* ---- planted market ----------------------------------------------------- */

/* A made-up market in which a rule has an edge.
 *   kind   TIDE_SYNTHETIC_*: what it is otherwise
 *   drift  what an hour returns beyond that while the rule is in a position, in its
 *          direction: a fraction from 0 to 0.05. The other hours pay it back
 *   rule   sides of enter, exit and max_bars; it reads the market itself only */
typedef struct {
  int32_t bars, kind;
  double seed, drift;
  const tide_strategy *rule;
} tide_planting;

/* Hourly candles as of tide_synthetic_new: the same on every machine, and with no drift
 * the very same. TIDE_EINVAL, TIDE_EMISSING or TIDE_ENOMEM with a message. */
int tide_synthetic_plant(const tide_planting *p, tide_candles **out, tide_error *error);

/* ---- backtest ---------------------------------------------------------- */

enum { TIDE_FILL_NEXT_OPEN = 0, TIDE_FILL_CLOSE = 1 };
enum { TIDE_SLIP_FIXED = 0, TIDE_SLIP_DYNAMIC = 1, TIDE_SLIP_VOLUME = 2 };
enum { TIDE_MAX_TIERS = 16 };

/* Commission rates that hold from a 30-day traded notional on. */
typedef struct {
  double from, rate, maker;
} tide_tier;

/* How a run is simulated; semantics are those of docs/reference/semantics.md.
 * tide_settings_init sets every field from a profile. */
typedef struct {
  double cash;
  double commission, commission_maker; /* fraction of notional */
  double fee_fixed;                    /* cash per fill */
  int32_t tiers;
  tide_tier tier[TIDE_MAX_TIERS];
  int32_t slippage_kind;
  double slippage, spread;
  tide_size size;
  double lot, leverage, maintenance;
  double max_participation; /* 0: off */
  double drawdown_scale;    /* 0: off; size falls to nothing at this drawdown */
  double risk_free;         /* per year */
  int32_t fill;
  int32_t profile;
  bool require_volume, hedging, settle;
  bool no_jump;      /* visit every bar; same result, for tests */
  bool record_fills; /* fills of the result */
  int64_t from, to;  /* bars with from <= time < to trade and are marked; 0: open end */
} tide_settings;

int32_t tide_profile_count(void);
const char *tide_profile_name(int32_t i); /* NULL past the end */
/* True when the profile's tool wants strict crossings (tide_market_strict_crossings). */
bool tide_profile_strict_crossings(int32_t i);
/* Returns TIDE_OK or TIDE_EMISSING for an unknown profile. */
int tide_settings_init(tide_settings *s, const char *profile);

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
} tide_trade;

/* What a fill was: the entry, or what closed all or a part of the position. */
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
  TIDE_FILLED_RUINED = 11
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

enum { TIDE_METRIC_MAX = 64 };

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

/* ---- population --------------------------------------------------------- */

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

int32_t tide_metric_count(void);
const char *tide_metric_name(int32_t i); /* JSON key; NULL past the end */
/* "ratio" "fraction" "cash" "count" "hours" "bps": how to print it */
const char *tide_metric_unit(int32_t i);

/* ---- statistics --------------------------------------------------------- */

/* Formulas and their sources: docs/reference/statistics.md. Sharpe ratios are those of one
 * period, a day as a rule, unless "annual" stands there. Undefined is NaN. */

double tide_normal_cdf(double x);
double tide_normal_quantile(double p); /* its inverse; NaN outside 0..1 */
/* Student's t; degrees > 0, not only whole ones. */
double tide_student_cdf(double t, double degrees);

/* What n returns are like.
 *   deviation  sample deviation; sharpe = mean / deviation
 *   skew, kurtosis  population moments; kurtosis of a normal distribution is 3
 * Undefined are deviation below two returns, the three after it when all are the same. */
typedef struct {
  int32_t n;
  double mean, deviation, sharpe;
  double skew, kurtosis;
} tide_moments;
/* r [n] finite. */
void tide_moments_measure(int32_t n, const double *r, tide_moments *out);

/* Probability that the true Sharpe is above `benchmark`. */
double tide_psr(const tide_moments *m, double benchmark);
/* Returns needed until tide_psr says `confidence` (0.5 < c < 1) at the same Sharpe and shape;
 * undefined when the Sharpe is not above the benchmark. */
double tide_min_track_record(const tide_moments *m, double benchmark, double confidence);

/* The Sharpe expected of the best of so many independent tries without an edge whose Sharpe
 * ratios have this variance. trials >= 1, not only whole ones; one try: 0. */
double tide_luck_best(double trials, double variance);
/* The variance to take: never less than 1 / (days - 1), which Sharpe ratios of tries without
 * an edge have by chance alone. NaN when nothing is known of it. */
double tide_luck_variance(double days, double variance);
/* The annual Sharpe expected of the best of so many tries without an edge over so many days. */
double tide_noise_hurdle(double trials, double days, double per_year);
/* tide_psr against tide_luck_best: the deflated Sharpe ratio. */
double tide_dsr(const tide_moments *m, double trials, double variance);
/* Years of data below which luck alone is expected to reach this annual Sharpe > 0. */
double tide_min_backtest(double trials, double sharpe);

/* Probability of backtest overfitting, over all ways to choose half of the slices.
 *   pbo         share of them in which the best of the half is not above the median of the other
 *   loss        share of them in which it loses in the other
 *   sharpe_in, sharpe_out  mean Sharpe of the best, in the half and in the other
 *   slope       of the line of the latter on the former; below 0: the better the worse */
typedef struct {
  int32_t combinations;
  double pbo, loss, sharpe_in, sharpe_out, slope;
} tide_pbo;
/* 12870 for 16 slices; 0 unless slices is even and in 2..20. */
int32_t tide_pbo_combinations(int32_t slices);
/* returns [n][days]; days that slices do not divide are spread over them. logits
 * [combinations] or NULL: ln(w / (1 - w)), w the rank of the best over n + 1, in no order that
 * matters. A strategy that does not move in a half counts as a Sharpe of 0 there. TIDE_EINVAL
 * (n < 2, slices), TIDE_ESHORT (below two days a slice), TIDE_EDATA (a return is not finite),
 * TIDE_ENOMEM. */
int tide_pbo_measure(const double *returns, int32_t n, int32_t days, int32_t slices, double *logits,
                     tide_pbo *out);

/* How much strategies are like each other.
 *   moving  how many have deviation; only they count
 *   mean    of their correlations, over all pairs
 *   square  mean of the squared correlations, less what unrelated returns have by chance
 * mean and square are undefined below two. */
typedef struct {
  int32_t moving;
  double mean, square;
} tide_dependence;
/* returns [n][days]. TIDE_EINVAL (n < 1), TIDE_ESHORT (days < 3), TIDE_EDATA, TIDE_ENOMEM. */
int tide_dependence_measure(const double *returns, int32_t n, int32_t days, tide_dependence *out);
/* As how many independent ones n count: by their mean correlation, and by their squares. */
double tide_effective_trials(double n, double mean);
double tide_effective_breadth(double n, double square);

/* How days are drawn again.
 *   samples  1..10,000,000
 *   block    days that stay together, in the mean, >= 1; 0: the cube root of all
 *   seed     a whole number: the same draws on every machine */
typedef struct {
  int32_t samples;
  double block, seed;
} tide_bootstrap;

/* Superior predictive ability: P values of "no strategy is better than the benchmark".
 *   best       the strategy with the largest statistic, -1: none moves, the rest is undefined
 *   statistic  the largest mean excess in its deviations, at least 0
 *   p          the consistent one; p_lower and p_upper are what it lies between */
typedef struct {
  int32_t best;
  double statistic, p_lower, p, p_upper;
} tide_spa;
/* excess [n][days]: returns less those of the benchmark. TIDE_EINVAL (n < 1, b), TIDE_ESHORT
 * (days < 10), TIDE_EDATA, TIDE_ENOMEM. */
int tide_spa_measure(const double *excess, int32_t n, int32_t days, const tide_bootstrap *b,
                     tide_spa *out);

/* The Sharpe of a less that of b on the same n days, its deviation, and the P value of "they
 * are the same", two-sided. Undefined when one does not move; deviation and p when a is b. */
typedef struct {
  double difference, deviation, p;
} tide_sharpe_test;
/* TIDE_EINVAL (boot), TIDE_ESHORT (n < 10), TIDE_EDATA, TIDE_ENOMEM. */
int tide_sharpe_compare(const double *a, const double *b, int32_t n, const tide_bootstrap *boot,
                        tide_sharpe_test *out);

/* The mean of a less that of b, and P values of "they are the same", two-sided: by Welch's t
 * with its degrees of freedom, and by drawing again. Undefined when neither moves. */
typedef struct {
  double difference, t, degrees, p, p_bootstrap;
} tide_means_test;
/* TIDE_EINVAL (boot), TIDE_ESHORT (below two), TIDE_EDATA, TIDE_ENOMEM. */
int tide_means_compare(const double *a, int32_t na, const double *b, int32_t nb,
                       const tide_bootstrap *boot, tide_means_test *out);

/* Where the mean of n numbers lies when they are drawn again: the quantiles (1 - level) / 2 and
 * (1 + level) / 2 of the means of the samples (percentile interval, type-7). x [n] finite, 0 <
 * level < 1. TIDE_EINVAL (boot, level), TIDE_ESHORT (below two), TIDE_EDATA, TIDE_ENOMEM. */
int tide_mean_interval(const double *x, int32_t n, double level, const tide_bootstrap *boot,
                       double *low, double *high);

/* ---- paths -------------------------------------------------------------- */

/* What an account might have gone through: its steps, trades or days, drawn again. Where equity is
 * e before a step, e * (1 + share) + cash is left after it, and e * (1 + low) + low_cash at the
 * worst moment in between. Equity of 0 and below ends a path. */
typedef struct {
  double share, cash;
  double low, low_cash;
} tide_path_step;

/* Steps as they were; drawn with replacement, one by one or in stretches; in another order; some
 * of them left out. */
enum {
  TIDE_PATH_AS_IS = 0,
  TIDE_PATH_RESAMPLE = 1,
  TIDE_PATH_BLOCKS = 2,
  TIDE_PATH_SHUFFLE = 3,
  TIDE_PATH_SKIP = 4
};

/* How paths are made.
 *   first, paths  numbers of the paths, from 0 on: a path depends on its number and the seed only
 *   points     equity is noted so many times in each path, at equal shares of its steps
 *   threads    0: as many as the machine runs at once
 *   seed       a whole number
 *   block      steps that stay together, in the mean, >= 1; 0: the cube root of all
 *   skip       the share left out, 0 <= skip < 1
 *   cash       equity at the start, > 0
 *   per_year   steps of a year, > 0; a path that leaves some out has fewer
 *   risk_free  per year */
typedef struct {
  int32_t method, first, paths, points, threads;
  double seed, block, skip;
  double cash, per_year, risk_free;
} tide_path_plan;

/* What came of each path: columns [paths].
 *   max_drawdown  from the highest equity after a step to the worst moment, a fraction
 *   sharpe_ratio  annual, of the returns of the steps; NaN when they do not move
 *   lowest        equity at its worst moment
 *   equity        [paths][points + 1], the start first */
typedef struct {
  double *final_equity, *max_drawdown, *sharpe_ratio, *lowest;
  double *equity;
} tide_path_results;
/* steps [n]. TIDE_EINVAL, TIDE_ESHORT (n < 1), TIDE_EDATA (a step is not finite), TIDE_ENOMEM. */
int tide_paths_run(const tide_path_step *steps, int32_t n, const tide_path_plan *plan,
                   const tide_path_results *out);

/* Type-7 quantiles of x[0], x[stride] ... n of them, those that are no numbers left out.
 *   q, out  [count] from 0 to 1; NaN where nothing is left
 * Returns how many numbers there were, or TIDE_ENOMEM. */
int32_t tide_quantiles(const double *x, int32_t n, int32_t stride, const double *q, int32_t count,
                       double *out);

/* ---- store ------------------------------------------------------------- */

/* A database: one SQLite file, kept with a write-ahead log, so that others read
 * while one writes, and what was committed survives a killed process. A handle and
 * its queries belong to one thread. */
typedef struct tide_db tide_db;
typedef struct tide_query tide_query;

enum { TIDE_DB_CREATE = 0, TIDE_DB_WRITE = 1, TIDE_DB_READ = 2 };
enum { TIDE_SQL_NULL = 0, TIDE_SQL_NUMBER = 1, TIDE_SQL_TEXT = 2 };

/* path: a file, or ":memory:". TIDE_DB_CREATE makes it and its folder where they are
 * missing, the others refuse that. A lock of another process is waited for, up to wait_ms. NULL
 * with a message on failure. */
tide_db *tide_db_open(const char *path, int32_t mode, int32_t wait_ms, tide_error *error);
void tide_db_close(tide_db *db); /* after its queries were freed; NULL is allowed */
/* Runs statements that give no rows. */
int tide_db_exec(tide_db *db, const char *sql, tide_error *error);
/* Rows that the last insert, update or delete changed; the key of the last insert. */
int32_t tide_db_changes(const tide_db *db);
double tide_db_last_key(const tide_db *db);

/* One statement with places ?1, ?2 ... for values. */
tide_query *tide_query_new(tide_db *db, const char *sql, tide_error *error);
void tide_query_free(tide_query *q); /* NULL is allowed */
/* Values stay until they are set again; text is copied. NaN is null. */
int tide_query_bind_number(tide_query *q, int32_t place, double x);
int tide_query_bind_text(tide_query *q, int32_t place, const char *text, size_t size);
int tide_query_bind_null(tide_query *q, int32_t place);
/* A value of a row that is written: text, or where that is NULL a number; NaN is null. */
typedef struct {
  const char *text;
  int32_t size; /* of the text, in bytes */
  double number;
} tide_value;
/* Runs a statement that gives no rows with row [count] in the places ?1, ?2 ..., and
 * leaves it ready for the next: what many rows are written with. The text is not kept. */
int tide_query_put(tide_query *q, const tide_value *row, int32_t count, tide_error *error);
/* 1: a row is there; 0: no more, the query is ready to run again; negative: failed, with
 * a message. */
int tide_query_step(tide_query *q, tide_error *error);
void tide_query_reset(tide_query *q); /* when rows are left unread */
int32_t tide_query_columns(const tide_query *q);
const char *tide_query_column_name(const tide_query *q, int32_t column);
/* Of the row that is there, until the next step: TIDE_SQL_*, and its value. */
int32_t tide_query_kind(tide_query *q, int32_t column);
double tide_query_number(tide_query *q, int32_t column);
const char *tide_query_text(tide_query *q, int32_t column, int32_t *size);

#pragma GCC visibility pop

/* strategy.h -- rules of a strategy, and their JSON form. */

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
  int32_t add;                /* condition: more of an open position */
  int32_t add_max;            /* at most so often in a position */
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
/* Whether its exits or additions read pos.* (tide_graph_of_side): only a replay can run it. */
bool tide_strategy_reads_position(const tide_strategy *s);
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

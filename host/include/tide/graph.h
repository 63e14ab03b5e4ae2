/* graph.h -- expressions over candles. */

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
 * open_interest; pos.entry pos.last_fill pos.bars of the open position (tide_graph_of_side).
 * timeframe and symbol "" mean the traded ones. */
int32_t tide_graph_field(tide_graph *g, const char *field, const char *timeframe,
                         const char *symbol, tide_error *error);
int32_t tide_graph_indicator(tide_graph *g, const tide_graph_call *call, tide_error *error);
int32_t tide_graph_op(tide_graph *g, const tide_graph_apply *apply, tide_error *error);
/* The same expression about the position of one side (TIDE_LONG, TIDE_SHORT): where it reads
 *   pos.entry      mean price of what was entered
 *   pos.last_fill  price of the entry or, when there was one, of the last addition
 *   pos.bars       bars in the position, counted as max_bars does
 * each undefined while no position of the side is open. They are for the exit and the additions of
 * that side, and known only where bars are simulated as they close (tide/replay.h). An expression
 * that reads none of them is its own. */
int32_t tide_graph_of_side(tide_graph *g, int32_t node, int32_t side, tide_error *error);
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
 *   text     the time zone of a session; of pos.* "long" or "short", or NULL: of no side yet */
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

/* graph.h -- inside a graph: nodes, operators and how they are found. */
#pragma once
#include "tide.h"

enum {
  TIDE__NODE_NUMBER = TIDE_FORM_NUMBER,
  TIDE__NODE_FIELD = TIDE_FORM_FIELD,
  TIDE__NODE_INDICATOR = TIDE_FORM_INDICATOR,
  TIDE__NODE_OP = TIDE_FORM_OP
};
/* A graph that is larger or deeper than this is a mistake in the strategy. */
enum { TIDE__GRAPH_MAX_NODES = 1 << 17, TIDE__GRAPH_MAX_DEPTH = 4096 };

enum {
  TIDE__FIELD_OPEN,
  TIDE__FIELD_HIGH,
  TIDE__FIELD_LOW,
  TIDE__FIELD_CLOSE,
  TIDE__FIELD_VOLUME,
  TIDE__FIELD_HL2,
  TIDE__FIELD_HLC3,
  TIDE__FIELD_OHLC4,
  TIDE__FIELD_TIME,
  TIDE__FIELD_HOUR,
  TIDE__FIELD_WEEKDAY,
  TIDE__FIELD_FUNDING,
  TIDE__FIELD_MARK,
  TIDE__FIELD_OPEN_INTEREST,
  TIDE__FIELD_POSITION, /* from here on: of the position, not of candles */
  TIDE__FIELD_POS_ENTRY = TIDE__FIELD_POSITION,
  TIDE__FIELD_POS_LAST_FILL,
  TIDE__FIELD_POS_BARS,
  TIDE__FIELDS
};
const char *tide__field_name(int32_t field); /* NULL past the end */
int32_t tide__field_find(const char *name);  /* negative: none */
static inline bool tide__field_is_position(int32_t field) { return field >= TIDE__FIELD_POSITION; }

/* position.c: which positions an expression reads, as bits. */
enum {
  TIDE__POSITION_LONG = 1 << TIDE_LONG,
  TIDE__POSITION_SHORT = 1 << TIDE_SHORT,
  TIDE__POSITION_ANY = 4
};

/* A column of candles works on, or an operator's parts. Strings and arrays are
 * owned by the graph. `args` keep the order they were first written in. */
typedef struct {
  uint64_t hash;
  uint8_t type, kind;
  uint8_t position; /* TIDE__POSITION_* that it reads, itself or through its arguments */
  int32_t depth;
  int32_t what;              /* field, index of the operator, or output of the indicator */
  int32_t leader;            /* indicator: node of output 0 of the same call */
  int32_t bars[2];           /* leader of a custom indicator: lookback and warm-up, or -1 */
  const tide_indicator *ind; /* indicator */
  int64_t timeframe;         /* field: 0 is the traded one */
  const char *symbol;        /* field: "" is the traded one */
  const char *text;          /* time zone; field of a position: its side, or NULL */
  int32_t n_args, n_numbers;
  const int32_t *args;
  const double *numbers; /* also the parameters of an indicator, the value of a number */
} tide__node;

const tide__node *tide__graph_node(const tide_graph *g, int32_t node); /* NULL when unknown */
/* Of a node that has all but this. */
uint8_t tide__position_of(const tide_graph *g, const tide__node *x);

/* An indicator that Lua computes: a row without functions. */
typedef struct tide__custom {
  tide_indicator row; /* first: a pointer to it is a pointer to all */
  uint64_t identity;
  struct tide__custom *next;
} tide__custom;
static inline bool tide__is_custom(const tide_indicator *ind) { return !ind->lookback; }

/* The indicator of a name, of the graph or of the host; NULL when there is none. */
const tide_indicator *tide__graph_find(const tide_graph *g, const char *name);
const tide__custom *tide__graph_customs(const tide_graph *g);
/* Lookback (or warm-up) of a call; negative: not said yet. */
int32_t tide__call_bars(const tide_graph *g, const tide__node *x, bool settled);

/* Inside: what define.c changes. */
struct tide__arena;
struct tide__arena *tide__graph_arena(tide_graph *g);
void tide__graph_add_custom(tide_graph *g, tide__custom *custom);
tide__node *tide__graph_edit(tide_graph *g, int32_t node);

/* Finds the node equal to `draft` or adds a copy of it. The hash, the depth and
 * the leader are filled in here, and what position is read. Returns its id or a negative
 * status. */
int32_t tide__graph_intern(tide_graph *g, tide__node *draft, tide_error *error);

/* union.c: many graphs in one.
 *
 * The order of arguments can matter to the last bit (max of 0 and -0) or to where
 * symbols meet, so arguments of a union keep the order in which they were written,
 * unless it certainly does not. */
enum { TIDE__UNION_MAX_NODES = 1 << 28 };
tide_graph *tide__graph_new_union(void);
/* Adds every node of `from`; map [tide_graph_count(from)] says where each went. */
int tide__graph_unite(tide_graph *into, const tide_graph *from, int32_t *map, tide_error *error);

/* How the arguments of an operator may be written and what it does. */
enum {
  TIDE__OP_PLAIN = 0,
  TIDE__OP_COMMUTES = 1, /* the order of arguments does not matter */
  TIDE__OP_SESSION = 2   /* argument 0 is a field that names the candles */
};
struct tide__work;
struct tide__memory;
typedef struct {
  tide_op row;
  int32_t flags;
  double least[TIDE_GRAPH_MAX_NUMBERS], most[TIDE_GRAPH_MAX_NUMBERS]; /* of the numbers */
  void (*run)(const struct tide__work *w);
  /* One bar more; NULL where `run` on that bar alone says the same. */
  void (*step)(const struct tide__work *w, struct tide__memory *m);
  bool ring;          /* a step remembers as many bars as the first number says */
  const char *mirror; /* operator that says the same of its two arguments swapped, or NULL */
} tide__op;

const tide__op *tide__op_at(int32_t i); /* NULL past the end */
int32_t tide__op_find(const char *name);

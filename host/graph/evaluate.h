/* evaluate.h -- one strategy on one market: the value of every node used. */
#pragma once
#include "graph/graph.h"
#include "graph/market.h"
#include "graph/work.h"

/* A node's column or bits on another domain than its own. */
typedef struct tide__aligned {
  const tide__domain *domain;
  const void *data;
  struct tide__aligned *next;
} tide__aligned;

typedef struct {
  bool used;
  bool done;   /* within a whole evaluation: it has its value */
  bool wanted; /* leader of an indicator call: Lua has not written the columns yet */
  uint8_t kind;
  tide__domain *domain; /* NULL: a number, the same everywhere */
  const double *column; /* of a number: TIDE__BLOCK copies */
  const uint64_t *bits;
  int32_t first, settled; /* columns: on its own domain; n when never */
  double **outputs;       /* leader of an indicator call: all its columns */
  tide__aligned *aligned;
} tide__value;

typedef struct tide__want {
  tide_want call;
  struct tide__want *next;
} tide__want;

typedef struct tide__evaluation {
  const tide_graph *graph;
  tide_market *market;
  tide__domain *primary;
  tide__arena *arena; /* holds everything below */
  /* Where the columns and bits of nodes are put; NULL: into the arena. */
  void *(*take)(struct tide__evaluation *e, size_t size);
  int32_t count;
  tide__value *value; /* [count], by node */
  tide__want *wants;  /* what stops it */
} tide__evaluation;

/* Evaluates every node marked `used` and what it needs, as far as it goes: TIDE_OK, or
 * TIDE_WANTS when indicators are to be computed by Lua first. */
int tide__evaluate(tide__evaluation *e, tide_error *error);
int tide__evaluate_more(tide__evaluation *e, tide_error *error); /* when they are */

/* wants.c: the calls that are to be computed, newest first; NULL past the last. */
int tide__want_add(tide__evaluation *e, const tide__node *x, int32_t n, const double *const *in,
                   double *const *out, tide_error *error);
void tide__wants_clear(tide__evaluation *e);
const tide_want *tide__want_at(const tide__evaluation *e, int32_t i);

/* Evaluates one node; those it takes as arguments have their values. TIDE_WANTS as above. */
int tide__evaluate_node(tide__evaluation *e, int32_t id, tide_error *error);

/* Memory for what a node says; NULL when there is none left. */
void *tide__evaluation_take(tide__evaluation *e, size_t size);

/* The value of a node on a domain; numbers are written out. NULL with a message
 * when out of memory. */
const double *tide__evaluation_column(tide__evaluation *e, int32_t node, tide__domain *d,
                                      tide_error *error);
const uint64_t *tide__evaluation_bits(tide__evaluation *e, int32_t node, tide__domain *d,
                                      tide_error *error);

/* Lookback (or warm-up) of a column, as the first bar of `d` that sees it. */
int tide__evaluation_first(tide__evaluation *e, int32_t node, tide__domain *d, bool settled,
                           int32_t *first, tide_error *error);

/* Whether only the data tell where a column is first defined. */
bool tide__first_by_data(const tide__node *x);

/* signals.c: the evaluation behind the signals of a strategy. */
const tide__evaluation *tide__signals_evaluation(const tide_signals *s);

/* fields.c: the column of a field on its own candles, borrowed or in the arena. */
int tide__field_column(tide__evaluation *e, const tide__node *x, const tide__domain *d,
                       const double **out, tide_error *error);
/* Whether a field is made from others, into y [c->n]; else it is a column of the
 * candles, NULL where they do not have it. */
bool tide__field_is_made(int32_t field);
void tide__field_make(const tide_candles *c, int32_t field, double *y);
const double *tide__field_given(const tide_candles *c, int32_t field);
int tide__field_lacks(const char *symbol, int32_t field, tide_error *error); /* TIDE_EMISSING */

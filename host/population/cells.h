/* cells.h -- what the nodes of a union say on one market, as far as it is held in
 * memory. A cell is computed when it is asked for, and may be dropped when nobody
 * holds it; what is asked for again is computed again, with the same bits. */
#pragma once
#include "core/slab.h"
#include "graph/evaluate.h"

#include <pthread.h>

/* Columns take at most this part of the budget. */
enum { TIDE__COLUMN_SHARE = 2 };

enum { TIDE__LIST_COLUMNS = 0, TIDE__LIST_BITS = 1, TIDE__LISTS = 2 };

typedef struct {
  /* Known once the cell was computed, and the same ever after. */
  tide__domain *domain;
  int32_t first, settled;
  int status;
  const char *error; /* of its own, when status < 0 */
  /* What is held. */
  const void *data;
  tide__slot slot;            /* where data lies; nothing for what is borrowed or stays */
  int32_t pins;               /* who reads it now */
  int32_t uses;               /* who will, for the first time */
  int32_t newer, older, list; /* in the list of what may be dropped; list -1: not there */
  int32_t sibling;            /* leader of a call: its next output that is used; -1 */
  uint8_t kind;
  bool used;  /* by a strategy that runs */
  bool stays; /* never dropped */
  bool busy;  /* leader of a call: somebody computes it */
  bool known; /* leader of a call: was computed before */
} tide__cell;

typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t changed; /* something is no longer busy */
  const tide_graph *graph;
  tide_market *market;
  tide__domain *primary;
  tide__cell *cell; /* by node */
  int32_t count;
  tide__slab *slab;
  size_t memory, most; /* budget; most that was held */
  int32_t newest[TIDE__LISTS], oldest[TIDE__LISTS];
} tide__cells;

/* A thread that computes. */
typedef struct {
  tide__evaluation evaluation; /* first: its `take` gets a pointer to it */
  tide__cells *cells;
  tide__slot taken[TIDE_IND_MAX_IO];
  int32_t n_taken;
  tide_error error;
} tide__computer;

/* page: bytes of the longest column. Zeroed cells; false when out of memory. */
bool tide__cells_init(tide__cells *c, const tide_graph *g, tide_market *m, size_t page,
                      size_t memory);
void tide__cells_free(tide__cells *c);

bool tide__computer_init(tide__computer *w, tide__cells *c);
void tide__computer_free(tide__computer *w);

/* The node whose cell stands for all outputs of a call: itself for all others. */
int32_t tide__cells_leader(const tide__cells *c, int32_t node);

/* Data of a node, on its own candles, computed when it is not held. It stays until
 * it is let go. TIDE_OK, or what it failed with. */
int tide__cells_hold(tide__computer *w, int32_t node);
void tide__cells_let_go(tide__cells *c, int32_t node);
/* One use is over. */
void tide__cells_used(tide__cells *c, int32_t node);

/* With the lock: one more reads it; it is not dropped. */
void tide__cells_pin(tide__cells *c, int32_t node);
/* With the lock: when nobody reads it now, it waits for who will, or goes. */
void tide__cells_rest(tide__cells *c, int32_t node);

/* Puts a node where an evaluation of this thread finds it, its data only when it is
 * held, and takes it away again. */
void tide__cells_show(tide__computer *w, int32_t node, bool held);
void tide__cells_hide(tide__computer *w, int32_t node);

/* Memory for `size` bytes of a cell: drops what was not used for longest while the
 * budget does not allow it. */
tide__slot tide__cells_take(tide__cells *c, size_t size);
void tide__cells_give(tide__cells *c, tide__slot slot);
/* Hands over a condition that was computed outside. True when it is known for the first
 * time, and its arguments were read. */
bool tide__cells_publish(tide__cells *c, int32_t node, tide__domain *d, tide__slot slot);

/* roots.h -- the places where a side may name a node, in one list. */
#pragma once
#include "graph/evaluate.h"

enum {
  TIDE__ROOT_ENTER,
  TIDE__ROOT_EXIT,
  TIDE__ROOT_STOP_LOSS,
  TIDE__ROOT_TAKE_PROFIT,
  TIDE__ROOT_TRAILING_STOP,
  TIDE__ROOT_LIMIT,
  TIDE__ROOT_CONFIDENCE,
  TIDE__ROOT_ADD,
  TIDE__ROOTS
};

extern const char *const tide__side_names[]; /* by TIDE_LONG and TIDE_SHORT; NULL ends them */

typedef struct {
  const char *name;
  int32_t kind;        /* TIDE_KIND_* that is expected there */
  int32_t node;        /* negative when absent */
  const void **out;    /* where the pointer to its data goes */
  bool reads_position; /* it may */
} tide__root;

/* The roots of both sides, none of a side that is not used. */
void tide__roots_list(const tide_side side[2], tide_side_signals out[2],
                      tide__root root[2][TIDE__ROOTS]);

/* Whether each root names a node of its kind; the message says which does not. */
int tide__roots_check(const tide_graph *g, tide__root root[2][TIDE__ROOTS], tide_error *error);

/* Writes where the data of each root is, on the bars of the evaluation. */
int tide__roots_align(tide__evaluation *e, tide__root root[2][TIDE__ROOTS], tide_error *error);

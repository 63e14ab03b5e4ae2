/* ladder.h -- one side of an order book: a quantity for each price, the best one at hand.
 *
 * Prices are keys, whole numbers of which the highest is the best: those of bids, those of asks
 * with their sign turned. Near the best every price has a cell, and bits in three stages
 * of 64 find the next cell that holds something. What lies below the cells is kept sorted; few
 * changes go there. */
#pragma once
#include "tide.h"

enum { TIDE__LADDER_SPAN = 1 << 18 };

/* A key and its quantity, worst first. */
typedef struct {
  int64_t key, quantity;
} tide__rung;

/* base      key of cell 0
 * best      cell of the best key, -1: no level
 * levels    near and far
 * quantity  [TIDE__LADDER_SPAN], 0 where there is none
 * bits..    bit i of a word: cell, word or word of words i holds something */
typedef struct {
  int64_t base;
  int32_t best, levels;
  int64_t *quantity;
  uint64_t *bits;
  uint64_t words[64], top;
  tide__rung *far;
  int32_t n_far, cap_far;
} tide__ladder;

bool tide__ladder_init(tide__ladder *l); /* false when out of memory; free it anyway */
void tide__ladder_free(tide__ladder *l);
void tide__ladder_clear(tide__ladder *l);

/* The quantity at a key from now on; 0 takes the level away. TIDE_OK, or TIDE_ENOMEM with
 * nothing changed. */
int tide__ladder_set(tide__ladder *l, int64_t key, int64_t quantity);
int64_t tide__ladder_get(const tide__ladder *l, int64_t key); /* 0 where there is none */

/* A place among the levels, best first. */
typedef struct {
  int32_t cell, far; /* cell < 0: the far level with this number */
} tide__place;
tide__place tide__ladder_first(const tide__ladder *l);
/* False past the last level; else the level, and the place moves on. */
bool tide__ladder_next(const tide__ladder *l, tide__place *at, tide__rung *level);

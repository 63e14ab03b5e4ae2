/* round.h -- one round of a batch: the strategies that trade on one time frame, what
 * is computed for them, and in which order. */
#pragma once
#include "population/cells.h"
#include "population/members.h"

/* Conditions to be computed together: those order[first] .. order[first + count - 1].
 * column: the node that all of them compare with numbers only; -1: one condition. */
typedef struct {
  int32_t column, first, count;
} tide__task;

typedef struct {
  const tide_population *population;
  tide__cells cells;
  tide__arena *arena;
  tide__domain *primary;
  const double *atr;
  const tide_day *days;
  int32_t n_days;
  int32_t *run; /* members that take part */
  int32_t n_run;
  int32_t *pending; /* by member: conditions that are to be computed before it can run */
  int32_t *order;
  int32_t n_order;
  tide__task *task;
  int32_t n_tasks;
  int32_t *waiting_from, *waiting; /* members that wait for order[i]: waiting[from[i]] .. */
  int32_t *place;                  /* by node: its place in `order`, or -1 */
  int32_t nodes, columns;          /* that are used; of these, columns to be computed */
} tide__round;

/* Why a member cannot take part; NULL for all that can. */
typedef void (*tide__round_refuse)(void *arg, int32_t member, const char *error);

/* Plans for the members with wanted[i] and the time frame of the first of them, and
 * takes these out of `wanted`. NULL when out of memory. */
tide__round *tide__round_new(tide_population *p, tide_market *m, bool *wanted, size_t memory,
                             tide__round_refuse refuse, void *arg);
void tide__round_free(tide__round *round);

/* order.c: fills order, task, waiting and pending. False when out of memory. */
bool tide__round_order(tide__round *round);

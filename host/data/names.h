/* names.h -- what a column is, by its name. */
#pragma once
#include "data/layout.h"

/* Ranks of time columns that mean something to the layout. */
enum { TIDE__RANK_CLOCK = 5, TIDE__RANK_DATE = 6, TIDE__RANK_CLOSE_TIME = 20 };

/* The role of a header cell, TIDE__ROLES when it is none that is used. Of several
 * columns with one role the lowest rank is meant. */
int32_t tide__name_role(tide__cell cell, int32_t *rank);

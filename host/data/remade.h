/* remade.h -- what candles made from others by ratios of prices need, and may come to. */
#pragma once
#include "tide.h"

/* A seed is a whole number from 0 to 2^53, or TIDE_EINVAL. */
int tide__remade_seed(double seed, tide_error *error);

/* Every price is above zero and finite, or TIDE_EDATA; `how`: "shuffled". */
int tide__remade_from(const tide_candles *c, const char *how, tide_error *error);

/* Moves of a thousandfold, piled up by chance, may leave what a double can say: TIDE_EDATA.
 * `what` led there. */
int tide__remade_check(const tide_candles *made, const char *what, tide_error *error);

/* bootstrap.h -- days drawn again: with replacement, and in stretches, so that what
 * hangs together stays together. */
#pragma once
#include "tide.h"

/* Stretches that begin anywhere and are `block` long in the mean, each length 1, 2 ... with
 * the chance that every day is the last of its stretch; the first day follows the last. `out`
 * [n] gets days. Reference: D. N. Politis, J. P. Romano, The Stationary Bootstrap, Journal of the
 * American Statistical Association 89 (1994). */
void tide__bootstrap_draw(uint64_t *random, int32_t n, double block, int32_t *out);

/* The block that was asked for, or the cube root of n, which grows as the best one does. */
double tide__bootstrap_block(const tide_bootstrap *b, int32_t n);

/* The share of `samples` that were as extreme, the data themselves being one more: no P value
 * is 0. */
double tide__bootstrap_p(int32_t extreme, int32_t samples);

bool tide__bootstrap_valid(const tide_bootstrap *b);
uint64_t tide__bootstrap_seed(const tide_bootstrap *b);

/* run.h -- how the graph calls an indicator: parameters checked once, columns
 * that may begin with NaN. */
#pragma once
#include "tide.h"

/* Fills `full` [TIDE_IND_MAX_PARAMS] with the given values and the defaults.
 * Returns TIDE_OK, or TIDE_EINVAL with a message that names indicator, parameter,
 * value and range. error may be NULL. */
int tide__params_check(const tide_indicator *ind, const double *params, int32_t n_params,
                       double *full, tide_error *error);

int32_t tide__indicator_inputs(const tide_indicator *ind);
int32_t tide__indicator_outputs(const tide_indicator *ind);
int32_t tide__indicator_params(const tide_indicator *ind);

/* Whether input i is a condition, given as 1 and 0. */
bool tide__indicator_takes_condition(const tide_indicator *ind, int32_t i);

/* First bar at which every input is defined; n when there is none. */
int32_t tide__defined_from(int32_t n, const double *const *in, int32_t inputs);

/* What a row without a faster way does, and one whose way is not for all parameters:
 * one state, fed with everything. TIDE_OK, TIDE_ESHORT or TIDE_ENOMEM. */
int tide__feed_all(const tide_indicator *ind, int32_t n, const double *const *in,
                   const double *params, double *const *out);

/* Runs an indicator on columns that may begin with NaN, because they come from
 * another indicator: it starts at the first bar at which every input is defined.
 *   n       bars, >= 0
 *   in      [inputs][n]
 *   params  full and valid (tide__params_check)
 *   out     [outputs][n]; may alias no input
 * Returns the first defined index of the outputs (n when there is none), or
 * TIDE_ENOMEM. */
int32_t tide__indicator_run(const tide_indicator *ind, int32_t n, const double *const *in,
                            const double *params, double *const *out);

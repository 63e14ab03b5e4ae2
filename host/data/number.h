/* number.h -- decimal text to double. */
#pragma once
#include "tide.h"

enum {
  TIDE__NUMBER_OK,
  TIDE__NUMBER_EMPTY,     /* nothing, "null", "none", "n/a", "na" or "-" */
  TIDE__NUMBER_UNDEFINED, /* NaN, an infinity, or too large for a double */
  TIDE__NUMBER_TEXT       /* anything else */
};

/* Reads [p, end) whole: "-1.5e3", "60,309.1" and "106.30K" (also M, B) too.
 * Correctly rounded, whatever the locale. Returns TIDE__NUMBER_*; *x is set only
 * when it is TIDE__NUMBER_OK. */
int tide__number_parse(const char *p, const char *end, double *x);

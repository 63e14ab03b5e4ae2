/* error.h -- how C code fills a tide_error. */
#pragma once
#include "tide.h"

/* Formats the message (error may be NULL) and returns `status`, so that a
 * failing function ends with `return tide__error(error, TIDE_EDATA, ...)`. */
int tide__error(tide_error *error, int status, const char *format, ...)
  __attribute__((format(printf, 3, 4)));

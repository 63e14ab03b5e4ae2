/* error.c -- messages for people. */
#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>

int tide__error(tide_error *error, int status, const char *format, ...) {
  if (!error) return status;
  va_list args;
  va_start(args, format);
  vsnprintf(error->text, sizeof error->text, format, args);
  va_end(args);
  return status;
}

/* copy.c -- a result in memory of its own. */
#include "tide.h"

#include <stdlib.h>
#include <string.h>

/* True where there was nothing to copy, or it was copied. */
static bool copy(const void **column, int32_t n, size_t size) {
  const void *from = *column;
  *column = NULL;
  if (n <= 0 || !from) return true;
  void *to = malloc((size_t)n * size);
  if (to) memcpy(to, from, (size_t)n * size);
  *column = to;
  return to != NULL;
}

tide_result *tide_result_copy(const tide_result *view) {
  tide_result *r = malloc(sizeof *r);
  if (!r) return NULL;
  *r = *view;
  const int32_t marks = r->last - r->first + 1;
  const bool trades = copy((const void **)&r->trades, r->n_trades, sizeof *r->trades);
  const bool fills = copy((const void **)&r->fills, r->n_fills, sizeof *r->fills);
  const bool equity = copy((const void **)&r->equity, marks, sizeof *r->equity);
  if (trades && fills && equity) return r;
  tide_result_free(r);
  return NULL;
}

/* nearest.h -- "did you mean": the known name closest to a misspelt one. */
#pragma once
#include <stdint.h>

/* Number of one-letter edits (swaps of neighbours included) from a to b. */
int32_t tide__edit_distance(const char *a, const char *b);

/* Remembers the best candidate: offer each known name, then read `best`. */
typedef struct {
  const char *wanted;
  const char *best; /* NULL when nothing is near */
  int32_t distance;
} tide__nearest;

tide__nearest tide__nearest_begin(const char *wanted);
void tide__nearest_offer(tide__nearest *n, const char *candidate);

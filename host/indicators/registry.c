/* registry.c -- the list of indicators. The names come from the file names:
 * CMake writes indicators.inc, one X(name) for each host/indicators/<name>.c
 * that defines tide_ind_<name>, in the order of the names. */
#include "tide.h"

#include <string.h>

#define X(name) extern const tide_indicator tide_ind_##name;
#include "indicators.inc"
#undef X

static const tide_indicator *const table[] = {
#define X(name) &tide_ind_##name,
#include "indicators.inc"
#undef X
};

enum { TABLE_LEN = sizeof table / sizeof table[0] };

int32_t tide_indicator_count(void) { return TABLE_LEN; }

const tide_indicator *tide_indicator_at(int32_t i) {
  return i >= 0 && i < TABLE_LEN ? table[i] : NULL;
}

const tide_indicator *tide_indicator_find(const char *name) {
  int32_t low = 0, high = TABLE_LEN;
  while (low < high) {
    const int32_t middle = (low + high) / 2;
    const int order = strcmp(table[middle]->name, name);
    if (order == 0) return table[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

/* registry.c -- the list of indicators. The names come from the file names:
 * CMake writes indicators.inc, one X(name) for each host/indicators/<name>.c
 * that defines tide_ind_<name>. */
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
  for (int32_t i = 0; i < TABLE_LEN; i++)
    if (strcmp(table[i]->name, name) == 0) return table[i];
  return NULL;
}

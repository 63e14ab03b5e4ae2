/* zone.h -- local time of a time zone, from the system's tz database. */
#pragma once
#include "tide.h"

/* Offsets from UTC over a span: offset[i] holds from from[i] on. Times in
 * microseconds, offsets in microseconds east of Greenwich. */
typedef struct tide__zone {
  int32_t n;
  int64_t *from, *offset;
} tide__zone;

/* Whether the name could be one of the database; no file is looked at. */
int tide__zone_check_name(const char *name, tide_error *error);

/* Offsets for times in [first, last]. TIDE_EMISSING when the database does not
 * know the zone. Free with tide__zone_free. */
int tide__zone_load(const char *name, int64_t first, int64_t last, tide__zone **out,
                    tide_error *error);
void tide__zone_free(tide__zone *z); /* NULL is allowed */

/* Local time of rising times: `cursor` starts at 0 and is kept by the caller. */
static inline int64_t tide__zone_local(const tide__zone *z, int32_t *cursor, int64_t time) {
  while (*cursor + 1 < z->n && z->from[*cursor + 1] <= time) ++*cursor;
  return time + z->offset[*cursor];
}

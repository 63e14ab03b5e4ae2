/* lines.h -- a stream of text lines. */
#pragma once
#include "data/bytes.h"

/* One line without its end ("\n" or "\r\n"), valid until the next one is read. */
typedef struct {
  const char *at, *end;
  int32_t number; /* from 1 */
} tide__line;

typedef struct tide__lines tide__lines;

/* Takes over `bytes`; `ahead` reads them in a thread of its own. NULL when out of
 * memory (bytes are closed then too). */
tide__lines *tide__lines_new(tide__bytes *bytes, const char *name, bool ahead);
void tide__lines_free(tide__lines *l); /* NULL is allowed */

/* Returns 1 and a line, 0 at the end, or a negative status with a message. A
 * byte order mark is dropped; the last line needs no end. */
int tide__lines_next(tide__lines *l, tide__line *line, tide_error *error);

/* tide__bytes_digest of what the lines come from. */
uint64_t tide__lines_digest(tide__lines *l);

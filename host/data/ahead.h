/* ahead.h -- reads a byte stream in a thread of its own, ahead of its user, so
 * that unpacking and parsing run side by side. */
#pragma once
#include "data/bytes.h"

typedef struct tide__ahead tide__ahead;

/* NULL when there is no memory or no thread for it; read the bytes directly then. */
tide__ahead *tide__ahead_new(tide__bytes *bytes);

/* Ends the thread; the bytes stay open. NULL is allowed. */
void tide__ahead_stop(tide__ahead *a);

/* As tide__bytes_read, and with the same bytes. */
int32_t tide__ahead_read(tide__ahead *a, char *out, int32_t size, tide_error *error);

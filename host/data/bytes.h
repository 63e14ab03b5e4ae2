/* bytes.h -- a stream of text from a file or from memory, plain or gzip. */
#pragma once
#include "tide.h"

typedef struct tide__bytes tide__bytes;

/* Opens what `source` names. NULL with a message when it cannot be read. */
tide__bytes *tide__bytes_open(const tide_source *source, int *status, tide_error *error);
void tide__bytes_close(tide__bytes *b); /* NULL is allowed */
bool tide__bytes_is_gzip(const tide__bytes *b);

/* Fills up to `size` bytes. Returns how many, 0 at the end, or a negative status
 * with a message. */
int32_t tide__bytes_read(tide__bytes *b, char *out, int32_t size, tide_error *error);

/* Checksum (core/digest.h) of the whole file as it was read; reads what is left. */
uint64_t tide__bytes_digest(tide__bytes *b);

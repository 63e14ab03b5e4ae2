/* digest.h -- a fast 64-bit checksum against damage. Not for secrets. */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint64_t lane[4], size;
  unsigned char rest[32];
} tide__digest;

void tide__digest_init(tide__digest *d);
void tide__digest_add(tide__digest *d, const void *data, size_t size);
uint64_t tide__digest_end(const tide__digest *d);

/* All at once. */
uint64_t tide__digest_of(const void *data, size_t size);

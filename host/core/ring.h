/* ring.h -- messages from one writer to one reader, through memory that both map. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Neither side trusts the other one: where it stands itself it keeps in memory of its own, and
 * what it finds in the ring is checked before it is used. So a writer or a reader gone wild can
 * spoil messages and nothing else.
 *
 * One thread writes and one reads, in one process or in two. */
typedef struct {
  struct tide__ring_memory *memory;
  uint32_t capacity;
  uint64_t at; /* bytes put, or taken, in all */
} tide__ring;

enum { TIDE__RING_LEAST = 64, TIDE__RING_MOST = 1 << 30 };

/* Bytes of memory for a ring that holds `capacity` bytes, a power of two from TIDE__RING_LEAST to
 * TIDE__RING_MOST; each message takes 4 bytes more than it has, and up to 3 to be whole words. */
size_t tide__ring_size(uint32_t capacity);
/* One side of a ring in memory that begins as zeros, at an address that is a multiple of 64. */
tide__ring tide__ring_open(void *memory, uint32_t capacity);

/* The writer's. TIDE_OK; TIDE_ESHORT when there is no room (now; TIDE_EINVAL: ever);
 * TIDE_EDATA when the reader has damaged the ring. */
int tide__ring_put(tide__ring *r, const void *bytes, uint32_t n);
/* Does the reader sleep? Says so once for each time that it fell asleep; to be asked after
 * putting. */
bool tide__ring_sleeps(tide__ring *r);

/* The reader's. How long the next message is, TIDE_ESHORT when there is none, TIDE_EDATA when the
 * writer has damaged the ring. */
int tide__ring_next(const tide__ring *r);
/* Takes the next message, of n bytes as tide__ring_next said. */
void tide__ring_take(tide__ring *r, void *to, uint32_t n);
/* Falls asleep: false when there is a message and it should not. Whoever gets true waits for the
 * call that the writer makes when it is told of the sleep. */
bool tide__ring_sleep(tide__ring *r);

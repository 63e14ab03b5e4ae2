/* ring.c -- messages from one writer to one reader, through memory that both map.
 *
 * A message is its length in 4 bytes and its bytes, filled up to whole words; it may begin at the
 * end of the ring and go on at its start. The writer shows what it has put by storing how much
 * that is in all, the reader likewise what it has taken; both only grow. */
#include "core/ring.h"

#include "tide.h"

#include <stdatomic.h>
#include <string.h>

enum { HEAD = 4 };

/* A cache line for each side, so that neither waits for the line that the other writes. */
struct tide__ring_memory {
  _Alignas(64) _Atomic uint64_t put;
  _Alignas(64) _Atomic uint64_t taken;
  _Atomic uint32_t sleeps;
  _Alignas(64) char bytes[];
};

size_t tide__ring_size(uint32_t capacity) { return sizeof(struct tide__ring_memory) + capacity; }

tide__ring tide__ring_open(void *memory, uint32_t capacity) {
  return (tide__ring){.memory = memory, .capacity = capacity};
}

static uint64_t whole(uint32_t n) { return HEAD + (((uint64_t)n + 3) & ~UINT64_C(3)); }

/* Copies between the ring, from position `at` on, and memory of one's own. */
static void copy(const tide__ring *r, uint64_t at, void *own, uint32_t n, bool in) {
  const uint32_t from = (uint32_t)at & (r->capacity - 1);
  const uint32_t first = n < r->capacity - from ? n : r->capacity - from;
  char *ring = r->memory->bytes, *mine = own;
  memcpy(in ? ring + from : mine, in ? mine : ring + from, first);
  memcpy(in ? ring : mine + first, in ? mine + first : ring, n - first);
}

int tide__ring_put(tide__ring *r, const void *bytes, uint32_t n) {
  const uint64_t size = whole(n);
  if (size > r->capacity) return TIDE_EINVAL;
  const uint64_t used = r->at - atomic_load_explicit(&r->memory->taken, memory_order_acquire);
  if (used > r->capacity) return TIDE_EDATA;
  if (size > r->capacity - used) return TIDE_ESHORT;
  copy(r, r->at, &n, HEAD, true);
  copy(r, r->at + HEAD, (void *)(uintptr_t)bytes, n, true);
  r->at += size;
  atomic_store_explicit(&r->memory->put, r->at, memory_order_seq_cst);
  return TIDE_OK;
}

/* Of "I have put" and "I sleep", each followed by a look at the other, one is seen: both are
 * ordered with all such. */
bool tide__ring_sleeps(tide__ring *r) {
  return atomic_load_explicit(&r->memory->sleeps, memory_order_seq_cst) != 0 &&
         atomic_exchange_explicit(&r->memory->sleeps, 0, memory_order_seq_cst) != 0;
}

int tide__ring_next(const tide__ring *r) {
  const uint64_t there = atomic_load_explicit(&r->memory->put, memory_order_seq_cst) - r->at;
  if (there == 0) return TIDE_ESHORT;
  if (there > r->capacity || there < HEAD) return TIDE_EDATA;
  uint32_t n;
  copy(r, r->at, &n, HEAD, false);
  return n <= TIDE__RING_MOST && whole(n) <= there ? (int)n : TIDE_EDATA;
}

void tide__ring_take(tide__ring *r, void *to, uint32_t n) {
  copy(r, r->at + HEAD, to, n, false);
  r->at += whole(n);
  atomic_store_explicit(&r->memory->taken, r->at, memory_order_release);
}

bool tide__ring_sleep(tide__ring *r) {
  atomic_store_explicit(&r->memory->sleeps, 1, memory_order_seq_cst);
  if (tide__ring_next(r) == TIDE_ESHORT) return true;
  atomic_store_explicit(&r->memory->sleeps, 0, memory_order_relaxed);
  return false;
}

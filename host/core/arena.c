/* arena.c -- a list of blocks, each at least twice as large as the one before. */
#include "core/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ALIGN = 64, FIRST = 1 << 12, HUGE_PAGE = 1 << 21 };

struct block {
  struct block *next;
  size_t size, used;
  size_t pad[5]; /* the payload begins on a cache line */
};
_Static_assert(sizeof(struct block) == ALIGN, "payload must stay aligned");

struct tide__arena {
  struct block *head;
  size_t total;
};

tide__arena *tide__arena_new(void) { return calloc(1, sizeof(tide__arena)); }

static void drop_blocks(tide__arena *a) {
  while (a->head) {
    struct block *next = a->head->next;
    free(a->head);
    a->head = next;
  }
}

void tide__arena_free(tide__arena *a) {
  if (!a) return;
  drop_blocks(a);
  free(a);
}

static struct block *add_block(tide__arena *a, size_t payload) {
  size_t size = payload + sizeof(struct block);
  if (size < FIRST) size = FIRST;
  if (a->head && size < 2 * a->head->size) size = 2 * a->head->size;
  const size_t align = size >= HUGE_PAGE ? HUGE_PAGE : ALIGN;
  size = (size + align - 1) / align * align;
  struct block *b = aligned_alloc(align, size);
  if (!b) return NULL;
#ifdef MADV_HUGEPAGE
  /* Columns are written front to back: fewer, larger page faults. */
  if (align == HUGE_PAGE) madvise(b, size, MADV_HUGEPAGE);
#endif
  *b = (struct block){.next = a->head, .size = size, .used = sizeof(struct block)};
  a->head = b;
  return b;
}

void *tide__arena_get(tide__arena *a, size_t size) {
  if (size > SIZE_MAX / 4) return NULL;
  size = size ? (size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
  struct block *b = a->head;
  if (!b || b->size - b->used < size) b = add_block(a, size);
  if (!b) return NULL;
  char *at = (char *)b + b->used;
  b->used += size;
  a->total += size;
  return at;
}

void *tide__arena_zero(tide__arena *a, size_t size) {
  void *at = tide__arena_get(a, size);
  if (at) memset(at, 0, size);
  return at;
}

void tide__arena_reset(tide__arena *a) {
  const size_t total = a->total;
  a->total = 0;
  if (!a->head) return;
  if (a->head->next) {
    drop_blocks(a);
    add_block(a, total); /* when this fails the next allocation tries again */
    return;
  }
  a->head->used = sizeof(struct block);
}

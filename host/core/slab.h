/* slab.h -- memory for columns and bitsets that come and go: pages that hold one
 * column each, or up to 64 smaller things of one size. Not for several threads. */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct tide__slab tide__slab;

typedef struct {
  void *at; /* NULL: nothing */
  int32_t page;
} tide__slot;

/* page: bytes of the largest thing. NULL when out of memory. */
tide__slab *tide__slab_new(size_t page);
void tide__slab_free(tide__slab *s); /* with all it handed out; NULL is allowed */

/* Aligned to 64 bytes. `at` is NULL when out of memory or size > page. */
tide__slot tide__slab_take(tide__slab *s, size_t size);
void tide__slab_give(tide__slab *s, tide__slot slot);

size_t tide__slab_page(const tide__slab *s);
/* Bytes of the pages that hold something. */
size_t tide__slab_held(const tide__slab *s);
/* Bytes of the pages that hold one thing each: columns. */
size_t tide__slab_held_whole(const tide__slab *s);
/* Whether taking `size` bytes needs a page more. */
_Bool tide__slab_needs_page(const tide__slab *s, size_t size);

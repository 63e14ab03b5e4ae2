/* arena.h -- memory that is given back all at once. Allocation is a pointer
 * bump; a reset keeps the memory, so that the next use touches no new pages. */
#pragma once
#include <stddef.h>

typedef struct tide__arena tide__arena;

tide__arena *tide__arena_new(void);    /* NULL when out of memory */
void tide__arena_free(tide__arena *a); /* NULL is allowed */

/* Uninitialised memory, aligned to 64 bytes; NULL when out of memory. */
void *tide__arena_get(tide__arena *a, size_t size);
/* The same, filled with zero bytes. */
void *tide__arena_zero(tide__arena *a, size_t size);

/* Forgets everything. What did not fit in one block gets one block next time. */
void tide__arena_reset(tide__arena *a);

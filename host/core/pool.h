/* pool.h -- threads that work for one owner, one job at a time. Threads take no
 * signals: those go to the thread that made the pool. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct tide__pool tide__pool;

/* NULL when no thread can be made; fewer than asked for when not all can. */
tide__pool *tide__pool_new(int32_t threads);
void tide__pool_free(tide__pool *p); /* waits for its job; NULL is allowed */
int32_t tide__pool_threads(const tide__pool *p);

/* How many threads this machine runs at once. */
int32_t tide__pool_processors(void);

/* Every thread calls work(arg, its number) once. Returns at once; the job before
 * must be over. */
typedef void (*tide__pool_work)(void *arg, int32_t thread);
void tide__pool_start(tide__pool *p, tide__pool_work work, void *arg);

/* Waits until the job is over, at most so many seconds (negative: as long as it
 * takes). True when no thread works any more. */
bool tide__pool_wait(tide__pool *p, double seconds);

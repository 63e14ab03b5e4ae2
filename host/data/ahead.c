/* ahead.c -- a ring of blocks between the thread that reads and the one that
 * uses. A block of size 0 or less ends the stream and stays. */
#include "data/ahead.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 4, BLOCK = 1 << 16 };

struct tide__ahead {
  tide__bytes *bytes;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int32_t first, count, at; /* filled blocks; bytes used of the first */
  bool stop;
  tide_error error;
  int32_t size[BLOCKS];
  char data[BLOCKS][BLOCK];
};

/* Waits for a free block. Returns its index, -1 when the reading shall stop. */
static int32_t claim(tide__ahead *a) {
  pthread_mutex_lock(&a->lock);
  while (a->count == BLOCKS && !a->stop) pthread_cond_wait(&a->changed, &a->lock);
  const int32_t block = a->stop ? -1 : (a->first + a->count) % BLOCKS;
  pthread_mutex_unlock(&a->lock);
  return block;
}

static void *read_all(void *data) {
  tide__ahead *a = data;
  int32_t block, n = 1;
  while (n > 0 && (block = claim(a)) >= 0) {
    n = tide__bytes_read(a->bytes, a->data[block], BLOCK, &a->error);
    pthread_mutex_lock(&a->lock);
    a->size[block] = n;
    a->count++;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
  }
  return NULL;
}

/* Signals belong to the thread that called. */
static bool start(tide__ahead *a) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int status = pthread_create(&a->thread, NULL, read_all, a);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return status == 0;
}

tide__ahead *tide__ahead_new(tide__bytes *bytes) {
  tide__ahead *a = malloc(sizeof *a);
  if (!a) return NULL;
  a->bytes = bytes;
  a->first = a->count = a->at = 0;
  a->stop = false;
  a->error.text[0] = 0;
  pthread_mutex_init(&a->lock, NULL);
  pthread_cond_init(&a->changed, NULL);
  if (start(a)) return a;
  pthread_mutex_destroy(&a->lock);
  pthread_cond_destroy(&a->changed);
  free(a);
  return NULL;
}

void tide__ahead_stop(tide__ahead *a) {
  if (!a) return;
  pthread_mutex_lock(&a->lock);
  a->stop = true;
  pthread_cond_signal(&a->changed);
  pthread_mutex_unlock(&a->lock);
  pthread_join(a->thread, NULL);
  pthread_mutex_destroy(&a->lock);
  pthread_cond_destroy(&a->changed);
  free(a);
}

static void release(tide__ahead *a) {
  pthread_mutex_lock(&a->lock);
  a->first = (a->first + 1) % BLOCKS;
  a->count--;
  a->at = 0;
  pthread_cond_signal(&a->changed);
  pthread_mutex_unlock(&a->lock);
}

int32_t tide__ahead_read(tide__ahead *a, char *out, int32_t size, tide_error *error) {
  pthread_mutex_lock(&a->lock);
  while (a->count == 0) pthread_cond_wait(&a->changed, &a->lock);
  const int32_t block = a->first, filled = a->size[block];
  pthread_mutex_unlock(&a->lock);
  if (filled < 0 && error) *error = a->error;
  if (filled <= 0) return filled;
  const int32_t left = filled - a->at, n = left < size ? left : size;
  memcpy(out, a->data[block] + a->at, (size_t)n);
  a->at += n;
  if (a->at == filled) release(a);
  return n;
}

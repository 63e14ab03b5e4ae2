/* ring_threads_test.c -- what one thread puts into a ring another one takes, in order and whole,
 * whatever the sizes; a side that damages the ring is seen through. */
#include "core/ring.h"
#include "tide.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY = 1 << 12, MESSAGES = 300000, LONGEST = 1500, STEPS = 200000 };

static void *memory_of(uint32_t capacity) {
  const size_t size = (tide__ring_size(capacity) + 63) & ~(size_t)63;
  void *memory = aligned_alloc(64, size);
  if (!memory) exit(1);
  return memset(memory, 0, size);
}

static uint32_t draw(uint32_t *state) {
  *state = *state * 1664525U + 1013904223U;
  return *state >> 8;
}

/* Short and long ones in turns: the ring is full, empty and in between. */
static uint32_t length(uint32_t *state) {
  const uint32_t x = draw(state);
  return x % 7 == 0 ? draw(state) % (LONGEST + 1) : x % 40;
}

static void fill(unsigned char *bytes, uint32_t n, uint32_t number) {
  for (uint32_t i = 0; i < n; i++) bytes[i] = (unsigned char)(number * 31 + i);
}

typedef struct {
  void *memory;
  sem_t wake;
  int failed;
} shared;

static void *write_all(void *with) {
  shared *s = with;
  tide__ring r = tide__ring_open(s->memory, CAPACITY);
  unsigned char bytes[LONGEST];
  uint32_t state = 7;
  for (uint32_t i = 0; i < MESSAGES; i++) {
    const uint32_t n = length(&state);
    fill(bytes, n, i);
    int rc = TIDE_ESHORT;
    while (rc == TIDE_ESHORT) rc = tide__ring_put(&r, bytes, n);
    if (rc != TIDE_OK) s->failed = 1;
    if (tide__ring_sleeps(&r)) sem_post(&s->wake);
  }
  return NULL;
}

static int read_all(shared *s) {
  tide__ring r = tide__ring_open(s->memory, CAPACITY);
  unsigned char bytes[LONGEST], expected[LONGEST];
  uint32_t state = 7;
  for (uint32_t i = 0; i < MESSAGES; i++) {
    while (tide__ring_next(&r) == TIDE_ESHORT)
      if (tide__ring_sleep(&r)) sem_wait(&s->wake);
    const uint32_t n = length(&state);
    if (tide__ring_next(&r) != (int)n) return 1;
    fill(expected, n, i);
    tide__ring_take(&r, bytes, n);
    if (memcmp(bytes, expected, n) != 0) return 1;
  }
  return tide__ring_next(&r) != TIDE_ESHORT;
}

static int two_threads(void) {
  shared s = {.memory = memory_of(CAPACITY)};
  pthread_t writer;
  if (sem_init(&s.wake, 0, 0) != 0 || pthread_create(&writer, NULL, write_all, &s) != 0) return 1;
  const int failed = read_all(&s);
  pthread_join(writer, NULL);
  sem_destroy(&s.wake);
  free(s.memory);
  return failed || s.failed;
}

/* Room to the byte: what fits, what does not now, what never will. */
static int edges(void) {
  void *memory = memory_of(64);
  tide__ring in = tide__ring_open(memory, 64), out = in;
  char bytes[64] = {0};
  int failed = tide__ring_put(&in, bytes, 61) != TIDE_EINVAL;
  failed |= tide__ring_put(&in, bytes, 60) != TIDE_OK;
  failed |= tide__ring_put(&in, bytes, 0) != TIDE_ESHORT;
  failed |= tide__ring_next(&out) != 60;
  tide__ring_take(&out, bytes, 60);
  for (int i = 0; i < 16; i++) failed |= tide__ring_put(&in, bytes, 0) != TIDE_OK;
  failed |= tide__ring_put(&in, bytes, 0) != TIDE_ESHORT;
  for (int i = 0; i < 16; i++) {
    failed |= tide__ring_next(&out) != 0;
    tide__ring_take(&out, bytes, 0);
  }
  failed |= tide__ring_next(&out) != TIDE_ESHORT || !tide__ring_sleep(&out);
  failed |= !tide__ring_sleeps(&in) || tide__ring_sleeps(&in);
  free(memory);
  return failed;
}

/* One side writes anything anywhere into the ring: the other one stays in its bounds, which the
 * sanitizers watch, and ends with TIDE_EDATA or goes on. */
static int wild(void) {
  const size_t size = tide__ring_size(256);
  unsigned char *memory = memory_of(256);
  uint32_t state = 11, damaged = 0;
  for (int round = 0; round < 300; round++) {
    memset(memory, 0, size);
    tide__ring in = tide__ring_open(memory, 256), out = in;
    for (int i = 0; i < STEPS / 300; i++) {
      unsigned char bytes[256] = {0};
      if (tide__ring_put(&in, bytes, draw(&state) % 80) == TIDE_EDATA) damaged++;
      const uint32_t where = draw(&state) % (uint32_t)size;
      if (draw(&state) % 3 == 0) memory[where] = (unsigned char)draw(&state);
      const int n = tide__ring_next(&out);
      if (n == TIDE_EDATA) damaged++;
      if (n > (int)sizeof bytes) return 1;
      if (n >= 0) tide__ring_take(&out, bytes, (uint32_t)n);
    }
  }
  free(memory);
  return damaged == 0;
}

int main(void) {
  const int failed = edges() | wild() << 1 | two_threads() << 2;
  if (failed) fprintf(stderr, "rings fail: %d\n", failed);
  return failed;
}

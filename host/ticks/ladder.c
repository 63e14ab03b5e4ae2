/* ladder.c -- levels set and taken away; the window of cells follows the best. */
#include "ticks/ladder.h"

#include <stdlib.h>
#include <string.h>

/* Where the best stands after the window has moved, and how far it may sink. Bids fall from
 * their best on, so most of the window lies below it. */
enum { SPAN = TIDE__LADDER_SPAN, HOME = SPAN / 4 * 3, LOWEST = SPAN / 2 };

bool tide__ladder_init(tide__ladder *l) {
  *l = (tide__ladder){.best = -1,
                      .quantity = calloc(SPAN, sizeof *l->quantity),
                      .bits = calloc(SPAN / 64, sizeof *l->bits)};
  return l->quantity && l->bits;
}

void tide__ladder_free(tide__ladder *l) {
  free(l->quantity);
  free(l->bits);
  free(l->far);
  *l = (tide__ladder){.best = -1};
}

static void mark(tide__ladder *l, int32_t cell) {
  l->bits[cell >> 6] |= UINT64_C(1) << (cell & 63);
  l->words[cell >> 12] |= UINT64_C(1) << (cell >> 6 & 63);
  l->top |= UINT64_C(1) << (cell >> 12);
}

static void unmark(tide__ladder *l, int32_t cell) {
  l->bits[cell >> 6] &= ~(UINT64_C(1) << (cell & 63));
  if (l->bits[cell >> 6]) return;
  l->words[cell >> 12] &= ~(UINT64_C(1) << (cell >> 6 & 63));
  if (l->words[cell >> 12]) return;
  l->top &= ~(UINT64_C(1) << (cell >> 12));
}

static int32_t highest(uint64_t word) { return 63 - __builtin_clzll(word); }

/* Bits of a word below bit i. */
static uint64_t below(uint64_t word, int32_t i) { return word & ((UINT64_C(1) << i) - 1); }

/* The next cell below `cell` that holds something, -1 when there is none. */
static int32_t lower(const tide__ladder *l, int32_t cell) {
  int32_t i = cell >> 6;
  uint64_t word = below(l->bits[i], cell & 63);
  if (word) return (i << 6) + highest(word);
  int32_t k = i >> 6;
  word = below(l->words[k], i & 63);
  if (!word) {
    const uint64_t top = below(l->top, k);
    if (!top) return -1;
    k = highest(top);
    word = l->words[k];
  }
  i = (k << 6) + highest(word);
  return (i << 6) + highest(l->bits[i]);
}

/* The first far level that is not below `key`. */
static int32_t find_far(const tide__ladder *l, int64_t key) {
  int32_t low = 0, high = l->n_far;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (l->far[middle].key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool reserve_far(tide__ladder *l, int32_t n) {
  if (n <= l->cap_far) return true;
  const int32_t capacity = n < 512 ? 1024 : 2 * n;
  tide__rung *grown = realloc(l->far, (size_t)capacity * sizeof *grown);
  if (!grown) return false;
  l->far = grown;
  l->cap_far = capacity;
  return true;
}

static int set_far(tide__ladder *l, int64_t key, int64_t quantity) {
  const int32_t i = find_far(l, key);
  const bool found = i < l->n_far && l->far[i].key == key;
  const size_t behind = (size_t)(l->n_far - i);
  if (quantity == 0 && !found) return TIDE_OK;
  if (quantity == 0) {
    memmove(l->far + i, l->far + i + 1, (behind - 1) * sizeof *l->far);
    l->n_far--;
    l->levels--;
    return TIDE_OK;
  }
  if (!found) {
    if (!reserve_far(l, l->n_far + 1)) return TIDE_ENOMEM;
    memmove(l->far + i + 1, l->far + i, behind * sizeof *l->far);
    l->n_far++;
    l->levels++;
  }
  l->far[i] = (tide__rung){key, quantity};
  return TIDE_OK;
}

/* Empties the cells; `keep` puts what they hold behind the far levels, all of which are worse. */
static void empty_cells(tide__ladder *l, bool keep) {
  const int32_t first = l->n_far;
  for (int32_t cell = l->best; cell >= 0; cell = lower(l, cell)) {
    if (keep) l->far[l->n_far++] = (tide__rung){l->base + cell, l->quantity[cell]};
    l->quantity[cell] = 0;
    unmark(l, cell);
  }
  for (int32_t a = first, b = l->n_far - 1; a < b; a++, b--) {
    const tide__rung swap = l->far[a];
    l->far[a] = l->far[b];
    l->far[b] = swap;
  }
  l->best = -1;
}

void tide__ladder_clear(tide__ladder *l) {
  empty_cells(l, false);
  l->n_far = l->levels = 0;
}

/* Moves the window to where `best`, which is at least every key, stands at home. */
static int move(tide__ladder *l, int64_t best) {
  if (!reserve_far(l, l->levels)) return TIDE_ENOMEM;
  empty_cells(l, true);
  l->base = best - HOME;
  while (l->n_far > 0 && l->far[l->n_far - 1].key >= l->base) {
    const tide__rung *level = &l->far[--l->n_far];
    const int32_t cell = (int32_t)(level->key - l->base);
    l->quantity[cell] = level->quantity;
    mark(l, cell);
    if (cell > l->best) l->best = cell;
  }
  return TIDE_OK;
}

static bool is_near(const tide__ladder *l, int64_t key) {
  return key >= l->base && key - l->base < SPAN;
}

/* When the window cannot move for want of memory it stays where it is, and is right there. */
static void take_away(tide__ladder *l, int32_t cell) {
  if (l->quantity[cell] == 0) return;
  l->quantity[cell] = 0;
  l->levels--;
  const int32_t next = cell == l->best ? lower(l, cell) : l->best;
  unmark(l, cell);
  l->best = next;
  if (next < LOWEST && l->n_far > 0) move(l, next >= 0 ? l->base + next : l->far[l->n_far - 1].key);
}

int tide__ladder_set(tide__ladder *l, int64_t key, int64_t quantity) {
  if (!is_near(l, key)) {
    if (l->levels > 0 && key < l->base) return set_far(l, key, quantity);
    if (quantity == 0) return TIDE_OK;
    if (move(l, key) != TIDE_OK) return TIDE_ENOMEM;
  }
  const int32_t cell = (int32_t)(key - l->base);
  if (quantity == 0) {
    take_away(l, cell);
    return TIDE_OK;
  }
  if (l->quantity[cell] == 0) {
    mark(l, cell);
    l->levels++;
    if (cell > l->best) l->best = cell;
  }
  l->quantity[cell] = quantity;
  return TIDE_OK;
}

int64_t tide__ladder_get(const tide__ladder *l, int64_t key) {
  if (is_near(l, key)) return l->quantity[key - l->base];
  const int32_t i = find_far(l, key);
  return i < l->n_far && l->far[i].key == key ? l->far[i].quantity : 0;
}

tide__place tide__ladder_first(const tide__ladder *l) {
  return (tide__place){l->best, l->n_far - 1};
}

bool tide__ladder_next(const tide__ladder *l, tide__place *at, tide__rung *level) {
  if (at->cell >= 0) {
    *level = (tide__rung){l->base + at->cell, l->quantity[at->cell]};
    at->cell = lower(l, at->cell);
    return true;
  }
  if (at->far < 0) return false;
  *level = l->far[at->far--];
  return true;
}

/* compare_ops.c -- operators from columns to conditions. */
#include "core/bits.h"
#include "graph/compare.h"
#include "graph/words.h"
#include "graph/work.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* The bars after the last whole word, padded with NaN: they compare false. */
static tide__operand tail_of(tide__operand a, int32_t words, int32_t rest, double *block) {
  const double *from = a.step ? a.x + (size_t)words * TIDE__BLOCK : a.x;
  for (int32_t i = 0; i < TIDE__BLOCK; i++) block[i] = i < rest ? from[i] : (double)NAN;
  return (tide__operand){block, 0};
}

static void compare(const tide__work *w, tide__compare kernel, tide__operand a, tide__operand b,
                    uint64_t *out) {
  const int32_t words = w->n / TIDE__BLOCK, rest = w->n % TIDE__BLOCK;
  kernel(words, a, b, out);
  if (!rest) return;
  double block[2][TIDE__BLOCK];
  a = tail_of(a, words, rest, block[0]);
  b = tail_of(b, words, rest, block[1]);
  kernel(1, a, b, out + words);
}

static void greater(const tide__work *w, int32_t a, int32_t b, uint64_t *out) {
  compare(w, tide__compare_choose().greater, w->column[a], w->column[b], out);
}
static void at_least(const tide__work *w, int32_t a, int32_t b, uint64_t *out) {
  compare(w, tide__compare_choose().at_least, w->column[a], w->column[b], out);
}

void tide__run_above(const tide__work *w) { greater(w, 0, 1, w->out); }
void tide__run_below(const tide__work *w) { greater(w, 1, 0, w->out); }
void tide__run_at_least(const tide__work *w) { at_least(w, 0, 1, w->out); }
void tide__run_at_most(const tide__work *w) { at_least(w, 1, 0, w->out); }

enum { CHUNK = 64 }; /* words that a second comparison needs at a time */

static tide__operand from_word(tide__operand a, int32_t word) {
  if (a.step) a.x += (size_t)word * TIDE__BLOCK;
  return a;
}

/* Compares bars [64 * word, ...) of two columns into at most CHUNK words. */
static int32_t compare_chunk(const tide__work *w, tide__compare kernel, int32_t a, int32_t b,
                             int32_t word, uint64_t *out) {
  tide__work part = *w;
  part.n = w->n - word * TIDE__BLOCK;
  if (part.n > CHUNK * TIDE__BLOCK) part.n = CHUNK * TIDE__BLOCK;
  compare(&part, kernel, from_word(w->column[a], word), from_word(w->column[b], word), out);
  return tide__bits_words(part.n);
}

void tide__run_between(const tide__work *w) {
  const tide__compare kernel = tide__compare_choose().at_least;
  at_least(w, 0, 1, w->out);
  uint64_t below[CHUNK];
  for (int32_t word = 0; word < tide__bits_words(w->n); word += CHUNK) {
    const int32_t count = compare_chunk(w, kernel, 2, 0, word, below);
    for (int32_t i = 0; i < count; i++) w->out[word + i] &= below[i];
  }
}

/* a[t] > b[t] and a[t-1] <= b[t-1] (strict: <): the second is the first's
 * mirror, one bar on. Both read a chunk while it is in the first cache. */
static void crosses(const tide__work *w, int32_t a, int32_t b) {
  const tide__compare above = tide__compare_choose().greater;
  const tide__compare kernel = w->strict ? above : tide__compare_choose().at_least;
  uint64_t under[CHUNK], carry = 0;
  for (int32_t word = 0; word < tide__bits_words(w->n); word += CHUNK) {
    const int32_t count = compare_chunk(w, kernel, b, a, word, under);
    compare_chunk(w, above, a, b, word, w->out + word);
    for (int32_t i = 0; i < count; i++) {
      w->out[word + i] &= under[i] << 1 | carry;
      carry = under[i] >> 63;
    }
  }
}

void tide__run_crosses_above(const tide__work *w) { crosses(w, 0, 1); }
void tide__run_crosses_below(const tide__work *w) { crosses(w, 1, 0); }

/* Bit t: x[t] > x[t-1] (or <); then the last n of them must hold. */
static void moving(const tide__work *w, bool up) {
  const int32_t words = tide__bits_words(w->n);
  memset(w->out, 0, (size_t)words * sizeof *w->out);
  if (!w->column[0].step || w->n < 2) return;
  const double *x = w->column[0].x;
  tide__work part = *w;
  part.n = w->n - 1;
  const tide__operand now = {x + 1, TIDE__BLOCK}, before = {x, TIDE__BLOCK};
  compare(&part, tide__compare_choose().greater, up ? now : before, up ? before : now, w->out);
  tide__words_shift(w->out, w->out, w->n, 1);
  tide__words_held(w->out, w->n, (int32_t)w->numbers[0]);
}

void tide__run_rising(const tide__work *w) { moving(w, true); }
void tide__run_falling(const tide__work *w) { moving(w, false); }

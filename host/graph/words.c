/* words.c -- shifts of whole bitsets, 64 bars at a time. */
#include "graph/words.h"

#include "core/bits.h"

#include <string.h>

void tide__words_trim(uint64_t *out, int32_t n) {
  if (n & 63) out[n >> 6] &= ~(~UINT64_C(0) << (n & 63));
}

void tide__words_shift(const uint64_t *in, uint64_t *out, int32_t n, int32_t k) {
  const int32_t words = tide__bits_words(n);
  int32_t whole = k >> 6;
  const int32_t part = k & 63;
  if (whole > words) whole = words;
  /* Downwards, so that out may be in. */
  for (int32_t w = words - 1; w >= whole; w--) {
    uint64_t word = in[w - whole] << part;
    if (part && w > whole) word |= in[w - whole - 1] >> (64 - part);
    out[w] = word;
  }
  memset(out, 0, (size_t)whole * sizeof *out);
  tide__words_trim(out, n);
}

void tide__words_fill(uint64_t *out, int32_t from, int32_t to) {
  if (from >= to) return;
  const int32_t a = from >> 6, b = (to - 1) >> 6;
  const uint64_t head = ~UINT64_C(0) << (from & 63);
  const uint64_t tail = ~UINT64_C(0) >> (63 - ((to - 1) & 63));
  if (a == b) {
    out[a] |= head & tail;
    return;
  }
  out[a] |= head;
  for (int32_t w = a + 1; w < b; w++) out[w] = ~UINT64_C(0);
  out[b] |= tail;
}

/* bits = bits op (bits shifted by k), from the last word to the first, so that
 * what is read has not been written. */
static void fold(uint64_t *bits, int32_t words, int32_t k, bool all) {
  const int32_t whole = k >> 6, part = k & 63;
  for (int32_t w = words - 1; w >= 0; w--) {
    uint64_t moved = 0;
    if (w >= whole) moved = bits[w - whole] << part;
    if (part && w > whole) moved |= bits[w - whole - 1] >> (64 - part);
    bits[w] = all ? bits[w] & moved : bits[w] | moved;
  }
}

/* Doubles the length that each bit stands for: log2(length) passes. */
static void fold_length(uint64_t *bits, int32_t n, int32_t length, bool all) {
  const int32_t words = tide__bits_words(n);
  if (length > n + 1) length = n + 1;
  for (int32_t have = 1; have < length;) {
    const int32_t step = have < length - have ? have : length - have;
    fold(bits, words, step, all);
    have += step;
  }
  tide__words_trim(bits, n);
}

void tide__words_held(uint64_t *bits, int32_t n, int32_t length) {
  fold_length(bits, n, length, true);
}

void tide__words_within(uint64_t *bits, int32_t n, int32_t length) {
  fold_length(bits, n, length, false);
}

/* condition_ops.c -- operators on conditions: words, not bars. */
#include "core/bits.h"
#include "graph/words.h"
#include "graph/work.h"

#include <string.h>

static void copy_bits(const tide__work *w) {
  memcpy(w->out, w->bits[0], (size_t)tide__bits_words(w->n) * sizeof *w->out);
}

void tide__run_all(const tide__work *w) {
  copy_bits(w);
  const int32_t words = tide__bits_words(w->n);
  for (int32_t i = 1; i < w->n_args; i++)
    for (int32_t k = 0; k < words; k++) w->out[k] &= w->bits[i][k];
}

void tide__run_any(const tide__work *w) {
  copy_bits(w);
  const int32_t words = tide__bits_words(w->n);
  for (int32_t i = 1; i < w->n_args; i++)
    for (int32_t k = 0; k < words; k++) w->out[k] |= w->bits[i][k];
}

void tide__run_none(const tide__work *w) {
  tide__run_any(w);
  const int32_t words = tide__bits_words(w->n);
  for (int32_t k = 0; k < words; k++) w->out[k] = ~w->out[k];
  tide__words_trim(w->out, w->n);
}

static int32_t bars(const tide__work *w) { return (int32_t)w->numbers[0]; }

void tide__run_held(const tide__work *w) {
  copy_bits(w);
  tide__words_held(w->out, w->n, bars(w));
}

void tide__run_within(const tide__work *w) {
  copy_bits(w);
  tide__words_within(w->out, w->n, bars(w));
}

/* True on the first bar that sees a new candle, if the condition holds there. */
void tide__run_fresh(const tide__work *w) {
  if (!w->index) {
    copy_bits(w);
    return;
  }
  memset(w->out, 0, (size_t)tide__bits_words(w->n) * sizeof *w->out);
  int32_t before = -1;
  for (int32_t t = 0; t < w->n; t++) {
    const int32_t now = w->index[t];
    if (now >= 0 && now != before && tide__bits_get(w->bits[0], now)) tide__bits_set(w->out, t);
    before = now;
  }
}

/* True from set until reset; on a bar with both, reset wins. */
void tide__run_latch(const tide__work *w) {
  const uint64_t *set = w->bits[0], *reset = w->bits[1];
  uint64_t on = 0;
  for (int32_t k = 0; k < tide__bits_words(w->n); k++) {
    uint64_t word = 0;
    int32_t at = 0;
    for (uint64_t events = set[k] | reset[k]; events; events &= events - 1) {
      const int32_t t = __builtin_ctzll(events);
      if (on) tide__words_fill(&word, at, t);
      on = !(reset[k] >> t & 1U);
      at = t;
    }
    if (on) tide__words_fill(&word, at, 64);
    w->out[k] = word;
  }
  tide__words_trim(w->out, w->n);
}

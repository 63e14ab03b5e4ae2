/* book.c -- two ladders, and the messages that change them. */
#include "ticks/book.h"

#include <stdlib.h>

static const int64_t limit = INT64_C(1) << 53;

struct tide_book {
  tide__ladder side[2];
  bool known;
};

tide_book *tide_book_new(void) {
  tide_book *b = calloc(1, sizeof *b);
  if (!b) return NULL;
  const bool bids = tide__ladder_init(&b->side[TIDE_BID]);
  const bool asks = tide__ladder_init(&b->side[TIDE_ASK]);
  if (bids && asks) return b;
  tide_book_free(b);
  return NULL;
}

void tide_book_free(tide_book *b) {
  if (!b) return;
  tide__ladder_free(&b->side[TIDE_BID]);
  tide__ladder_free(&b->side[TIDE_ASK]);
  free(b);
}

/* The highest key is the best, of asks the lowest price; and back. */
static int64_t key_of(int32_t side, int64_t price) { return side == TIDE_BID ? price : -price; }

int tide_book_set(tide_book *b, int32_t side, int64_t price, int64_t quantity) {
  if (side != TIDE_BID && side != TIDE_ASK) return TIDE_EINVAL;
  if (price > limit || price < -limit || quantity < 0 || quantity > limit) return TIDE_EINVAL;
  return tide__ladder_set(&b->side[side], key_of(side, price), quantity);
}

static void forget(tide_book *b) {
  tide__ladder_clear(&b->side[TIDE_BID]);
  tide__ladder_clear(&b->side[TIDE_ASK]);
  b->known = false;
}

static int apply_message(tide_book *b, const tide_depth *d, int32_t i) {
  if (d->kind[i] != TIDE_DEPTH_UPDATE) forget(b);
  if (d->kind[i] == TIDE_DEPTH_SNAPSHOT) b->known = true;
  for (int32_t row = d->from[i]; row < d->from[i + 1]; row++) {
    const int32_t side = d->side[row];
    const int status =
      tide__ladder_set(&b->side[side], key_of(side, d->price[row]), d->quantity[row]);
    if (status != TIDE_OK) return status;
  }
  return TIDE_OK;
}

int tide_book_apply(tide_book *b, const tide_depth *d, int32_t first, int32_t end) {
  if (first < 0 || end > d->messages || first > end) return TIDE_EINVAL;
  for (int32_t i = first; i < end; i++) {
    const int status = apply_message(b, d, i);
    if (status == TIDE_OK) continue;
    forget(b);
    return status;
  }
  return TIDE_OK;
}

const tide__ladder *tide__book_side(const tide_book *b, int32_t side) { return &b->side[side]; }

bool tide_book_known(const tide_book *b) { return b->known; }

int32_t tide_book_count(const tide_book *b, int32_t side) {
  return b->side[side == TIDE_ASK].levels;
}

double tide_book_quantity(const tide_book *b, int32_t side, int64_t price) {
  return (double)tide__ladder_get(&b->side[side == TIDE_ASK], key_of(side, price));
}

int32_t tide_book_levels(const tide_book *b, int32_t side, tide_book_level *out, int32_t most) {
  const tide__ladder *l = &b->side[side == TIDE_ASK];
  tide__place at = tide__ladder_first(l);
  tide__rung level;
  int32_t n = 0;
  while (n < most && tide__ladder_next(l, &at, &level))
    out[n++] = (tide_book_level){key_of(side, level.key), level.quantity};
  return n;
}

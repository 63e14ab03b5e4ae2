/* chain.c -- ids compared. */
#include "ticks/chain.h"

int32_t tide__chain_snapshot(tide__chain *c, int64_t last) {
  if (c->state != TIDE__CHAIN_UNKNOWN && last <= c->last) return TIDE__CHAIN_STALE;
  *c = (tide__chain){TIDE__CHAIN_SNAPSHOT, last};
  return TIDE__CHAIN_APPLY;
}

/* Futures: the update that ends where the snapshot does is the first to be applied, and repeats
 * what is there. */
static bool is_stale(const tide__chain *c, const tide__update *u) {
  const bool futures = u->previous >= 0;
  return u->last < c->last ||
         (u->last == c->last && !(futures && c->state == TIDE__CHAIN_SNAPSHOT));
}

static bool follows(const tide__chain *c, const tide__update *u) {
  if (u->previous < 0) return u->first <= c->last + 1;
  return u->previous == c->last || (c->state == TIDE__CHAIN_SNAPSHOT && u->first <= c->last);
}

int32_t tide__chain_update(tide__chain *c, const tide__update *u) {
  if (c->state == TIDE__CHAIN_UNKNOWN) return TIDE__CHAIN_HOLD;
  if (is_stale(c, u)) return TIDE__CHAIN_STALE;
  if (!follows(c, u)) {
    c->state = TIDE__CHAIN_UNKNOWN;
    return TIDE__CHAIN_LOST;
  }
  *c = (tide__chain){TIDE__CHAIN_LINKED, u->last};
  return TIDE__CHAIN_APPLY;
}

/* chain.h -- which messages about a book follow one another without a gap.
 *
 * A snapshot holds every change up to its id. An update holds those from `first` to `last`; of
 * venues that say it, `previous` is the last of the update before. By the rules of Binance spot
 * (none of them says `previous`) and futures; whoever reads a recorded file or a live stream
 * asks here what to do with each message. */
#pragma once
#include "tide.h"

typedef struct {
  int64_t first, last;
  int64_t previous; /* -1: not said */
} tide__update;

enum {
  TIDE__CHAIN_UNKNOWN,  /* no snapshot, or a message is missing since */
  TIDE__CHAIN_SNAPSHOT, /* no update has followed yet */
  TIDE__CHAIN_LINKED
};
/* All zero before the first message. */
typedef struct {
  int32_t state;
  int64_t last; /* change of the book that is known */
} tide__chain;

enum {
  TIDE__CHAIN_APPLY,
  TIDE__CHAIN_STALE, /* holds nothing new */
  TIDE__CHAIN_HOLD,  /* keep it until a snapshot is there, then ask again */
  TIDE__CHAIN_LOST   /* the same, and the book is unknown from here on */
};
int32_t tide__chain_snapshot(tide__chain *c, int64_t last); /* apply or stale */
int32_t tide__chain_update(tide__chain *c, const tide__update *u);

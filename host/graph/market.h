/* market.h -- candles by symbol and time frame, and how they meet in time. */
#pragma once
#include "core/arena.h"
#include "graph/zone.h"
#include "tide.h"

/* For each bar of one domain, the candle of another that it sees.
 *   index  [n] candle, or -1 when there is none (yet, or at that time)
 *   start  [runs] bars at which index changes; start[0] = 0 unless n = 0 */
typedef struct tide__map {
  const struct tide__domain *from;
  struct tide__map *next;
  int32_t runs;
  int32_t *index, *start;
} tide__map;

/* One symbol on one time frame. */
typedef struct tide__domain {
  int32_t symbol; /* 0 is the traded one */
  int64_t timeframe;
  const tide_candles *candles;
  tide_candles *owned; /* resampled */
  tide__map *maps;     /* of bars of this domain */
  double *atr;         /* ATR(14), once asked for */
  int32_t n_days;
  tide_day *days; /* once asked for */
} tide__domain;

/* Everything below takes the market's lock unless it says otherwise. */

/* The domain; "" and 0 mean the traded symbol and `primary`'s time frame (NULL:
 * the data's own). The message says what data is missing. */
int tide__market_domain(tide_market *m, const char *symbol, int64_t timeframe,
                        const tide__domain *primary, tide__domain **out, tide_error *error);

/* How bars of `to` see candles of `from`; NULL when they are the same domain. */
int tide__market_map(tide_market *m, const tide__domain *from, tide__domain *to,
                     const tide__map **out, tide_error *error);

/* Offsets of a time zone over all the candles of the market. */
int tide__market_zone(tide_market *m, const char *name, const tide__zone **out, tide_error *error);

/* No lock: set before the first evaluation. */
bool tide__market_strict(const tide_market *m);

/* One more holds the market and gives it up with tide_market_free. */
void tide__market_hold(tide_market *m);

/* Bars of the longest candles; no lock. */
int32_t tide__market_longest(const tide_market *m);

const char *tide__market_symbol(const tide_market *m, int32_t symbol);

/* The days of a domain, into *days and *n. */
int tide__market_days(tide_market *m, tide__domain *d, const tide_day **days, int32_t *n,
                      tide_error *error);

/* ATR(14) of a domain. */
int tide__market_atr(tide_market *m, tide__domain *d, const double **out, tide_error *error);

/* An arena for one evaluation, used before if there is one, and back. Between the two
 * calls the market stays alive. */
tide__arena *tide__market_take_arena(tide_market *m);
void tide__market_give_arena(tide_market *m, tide__arena *a);

/* align.c; no lock. Builds the map. NULL when out of memory. */
tide__map *tide__map_new(const tide__domain *from, const tide__domain *to);
void tide__map_free(tide__map *map);
void tide__map_column(const tide__map *map, int32_t n, const double *from, double *to);
void tide__map_bits(const tide__map *map, int32_t n, const uint64_t *from, uint64_t *to);
/* First bar that sees candle `candle` or a later one; n when there is none. */
int32_t tide__map_first(const tide__map *map, int32_t n, int32_t candle);

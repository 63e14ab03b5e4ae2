/* account.h -- the money of a strategy: cash, what a fill costs, what was traded. It
 * knows times, not bars. */
#pragma once
#include "tide.h"

typedef struct {
  int64_t time;
  double notional;
} tide__traded;

typedef struct {
  const tide_settings *set; /* rates, tiers and fees */
  double cash;
  double rate, maker_rate; /* of the next fill */
  double fees, turnover, funding;
  tide__traded *traded; /* with tiers, what was traded; from malloc and the caller's to free */
  int32_t n_traded, cap_traded, oldest_traded;
  double traded_30d;
  bool failed; /* out of memory */
} tide__account;

/* Sets cash and rates; `traded` may hold room from before. */
void tide__account_begin(tide__account *a, const tide_settings *set);
/* What is older than 30 days no longer counts: before fills and decisions at `time`. */
void tide__account_at(tide__account *a, int64_t time);

static inline double tide__account_rate(const tide__account *a, bool maker) {
  return maker ? a->maker_rate : a->rate;
}
double tide__account_fee(const tide__account *a, double quantity, double price, bool maker);
/* Counts a fill towards turnover and tiers. */
void tide__account_traded(tide__account *a, int64_t time, double notional);

/* The price of one market at which the account is liquidated, moving in direction -d; there
 * is none when it is infinite.
 *   money        cash, plus what positions elsewhere are worth, less the maintenance margin
 *                that they need
 *   longs, shorts  quantities in this market */
double tide__liquidation(double money, double longs, double shorts, double maintenance, double d);

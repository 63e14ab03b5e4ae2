/* account.h -- the money of a strategy: cash, what a fill costs, what was traded. It
 * knows times, not bars.
 *
 * Who simulates calls this, and what position.h, history.h, size.h and slippage.h have,
 * in this order; on candles the numbers are those of the kernel then. Each strategy of a
 * run has an account, its share; d is +1 for long, -1 for short.
 *
 *   to begin     tide__account_begin
 *   event        tide__account_at, before anything is funded, filled or decided at its time
 *   funding      tide__position_fund for what is held, long before short: before the fills of
 *                that instant, with the mark price, or the bar's open where there is none
 *   entry        price = base * (1 + d * tide__slip), of a resting limit base alone; the
 *                quantity that was decided, through tide__size_participation (before the
 *                slippage, which grows with what fills, and after), then tide__size_cut
 *                with what tide__size_free leaves at `base`; above 0, tide__position_open or
 *                tide__position_add, then tide__history_fill
 *   exit         price = base * (1 - d * tide__slip), of a target, of ruin and at the end of
 *                the data base alone; the quantity through tide__size_participation, but for
 *                the last two; above 0, tide__position_close, then
 *                tide__history_fill, then, when flat, tide__history_trade
 *   inside       the adverse price against tide__further(d, tide__position_stop,
 *                tide__liquidation): of two at one price the stop fills
 *   close        tide__position_saw with low and high, tide__position_follow with the one
 *                that favours d, or with the close after a limit that filled inside; for
 *                a trade both prices are that of the trade
 *   mark         cash + tide__worth of each market, in the order of the markets
 *   decision     an intent: tide__slip of tide__size_guess; ref = close * (1 + d * slip), of a
 *                limit its price; equity = the mark; then tide__size_decide
 *
 * Several strategies, or markets, on one account: what liquidation looks at is the sum of
 * their cash, worth, maintenance margin and, in the market in question, quantities. */
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
/* With tiers: what is older than 30 days at `time` no longer counts; a fill at `time` does. */
void tide__account_forget(tide__account *a, int64_t time);
void tide__account_remember(tide__account *a, int64_t time, double notional);

/* Before fills and decisions at `time`. */
static inline void tide__account_at(tide__account *a, int64_t time) {
  if (a->set->tiers > 0) tide__account_forget(a, time);
}
/* Counts a fill towards turnover and tiers. */
static inline void tide__account_traded(tide__account *a, int64_t time, double notional) {
  a->turnover += notional;
  if (a->set->tiers > 0) tide__account_remember(a, time, notional);
}
static inline double tide__account_rate(const tide__account *a, bool maker) {
  return maker ? a->maker_rate : a->rate;
}
static inline double tide__account_fee(const tide__account *a, double quantity, double price,
                                       bool maker) {
  return quantity * price * tide__account_rate(a, maker) + a->set->fee_fixed;
}

/* The price of one market at which the account is liquidated, moving in direction -d; there
 * is none when it is infinite.
 *   money        cash, plus what positions elsewhere are worth, less the maintenance margin
 *                that they need
 *   longs, shorts  quantities in this market */
double tide__liquidation(double money, double longs, double shorts, double maintenance, double d);

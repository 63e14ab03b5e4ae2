/* size.h -- quantities. NaN, 0 or less: there is nothing to enter. */
#pragma once
#include "backtest/history.h"

#include <math.h>

static inline double tide__units(double want, double lot) {
  if (!(lot > 0.0)) return want;
  const double lots = want / lot + 1e-9;
  /* The conversion is floor where it can be, and far cheaper without SSE4. */
  return (lots >= 0.0 && lots < 0x1p52 ? (double)(int64_t)lots : floor(lots)) * lot;
}

static inline const tide_size *tide__size_of(const tide_settings *set, const tide_side *spec) {
  return spec->size.kind == TIDE_SIZE_DEFAULT ? &set->size : &spec->size;
}

/* A first idea of it, for slippage that grows with the quantity. */
double tide__size_guess(const tide_settings *set, const tide_side *spec, double equity,
                        double close);
/* Equity, ref, scale and levels of the intent are set; slip, when it is sized by risk; ATR,
 * when by volatility. */
double tide__size_decide(const tide__account *a, const tide__history *h, const tide_side *spec,
                         const tide__intent *o, double d);
/* backtesting.py: whole units for a share of the margin, `price` being that of the bar. */
double tide__size_whole_units(const tide__account *a, const tide__history *h, const tide_side *spec,
                              const tide__intent *o, double d, double price);
/* What an entry may take of `money`, its cash and what other positions add to it: the initial
 * margin of those of this market, at `price`, is taken. */
double tide__size_free(double money, const tide__position pair[2], double price, double leverage);
/* At most what can be paid for with `free` when it fills. */
double tide__size_cut(const tide__account *a, double quantity, double free, double price,
                      bool maker);
/* At most the share of a bar's volume that the settings allow. */
static inline double tide__size_participation(const tide_settings *set, double quantity,
                                              double volume) {
  if (set->max_participation <= 0.0) return quantity;
  const double most = tide__units(set->max_participation * volume, set->lot);
  return quantity < most ? quantity : most;
}

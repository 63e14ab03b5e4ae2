/* profile.c -- one row a tool, all switches in one place (semantics.md, 5). */
#include "backtest/profile.h"

#include <string.h>

static const tide__profile profiles[] = {
  [TIDE__PROFILE_TIDE] = {.name = "tide",
                          .commission = 0.0004,
                          .slippage = 0.0005,
                          .size = 1.0,
                          .spread_share = 0.5,
                          .lot = 1e-8,
                          .fill = TIDE_FILL_NEXT_OPEN,
                          .sizing = TIDE__SIZED_AT_DECISION,
                          .costs_on_exit = true,
                          .open_first = true,
                          .liquidates = true,
                          .folds_sundays = true},
  [TIDE__PROFILE_BACKTESTING_PY] = {.name = "backtesting.py",
                                    .size = 1.0 - 0x1p-52,
                                    .spread_share = 1.0,
                                    .lot = 1.0,
                                    .fill = TIDE_FILL_NEXT_OPEN,
                                    .sizing = TIDE__SIZED_IN_WHOLE_UNITS,
                                    .signal_delay = 1,
                                    .strict_crossing = true,
                                    .marks_before_close_fills = true,
                                    .plays_last_bar_twice = true,
                                    .ruin_is_zero = true},
  [TIDE__PROFILE_VECTORBT] = {.name = "vectorbt",
                              .size = 1.0,
                              .spread_share = 0.5,
                              .fill = TIDE_FILL_CLOSE,
                              .sizing = TIDE__SIZED_AT_FILL,
                              .costs_on_exit = true,
                              .both_cancel = true,
                              .stop_silences = true,
                              .base_is_bar_price = true},
  [TIDE__PROFILE_FREQTRADE] = {.name = "freqtrade",
                               .size = 1.0,
                               .spread_share = 0.5,
                               .lot = 1e-8,
                               .fill = TIDE_FILL_NEXT_OPEN,
                               .sizing = TIDE__SIZED_AT_FILL,
                               .costs_on_exit = true},
};
enum { PROFILES = sizeof profiles / sizeof profiles[0] };

int32_t tide_profile_count(void) { return PROFILES; }

const char *tide_profile_name(int32_t i) {
  return i >= 0 && i < PROFILES ? profiles[i].name : NULL;
}

const tide__profile *tide__profile_of(const tide_settings *settings) {
  const int32_t i = settings->profile;
  return &profiles[i >= 0 && i < PROFILES ? i : TIDE__PROFILE_TIDE];
}

bool tide_profile_strict_crossings(int32_t i) {
  return i >= 0 && i < PROFILES && profiles[i].strict_crossing;
}

int tide_settings_init(tide_settings *s, const char *profile) {
  for (int32_t i = 0; i < PROFILES; i++) {
    const tide__profile *p = &profiles[i];
    if (strcmp(p->name, profile) != 0) continue;
    *s = (tide_settings){.cash = 10000.0,
                         .commission = p->commission,
                         .commission_maker = -1.0,
                         .slippage_kind = TIDE_SLIP_FIXED,
                         .slippage = p->slippage,
                         .size = {TIDE_SIZE_FIXED, p->size},
                         .lot = p->lot,
                         .leverage = 1.0,
                         .maintenance = 0.005,
                         .fill = p->fill,
                         .profile = i};
    return TIDE_OK;
  }
  return TIDE_EMISSING;
}

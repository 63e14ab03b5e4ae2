/* reason.c -- what fills were and how trades ended, in the words of the JSON form. */
#include "backtest/sim.h"

static const char *const reasons[] = {
  [TIDE_EXIT_SIGNAL] = "signal",           [TIDE_EXIT_REVERSE] = "reverse",
  [TIDE_EXIT_STOP_LOSS] = "stop_loss",     [TIDE_EXIT_TAKE_PROFIT] = "take_profit",
  [TIDE_EXIT_TIME_STOP] = "time_stop",     [TIDE_EXIT_END_OF_DATA] = "end_of_data",
  [TIDE_EXIT_LIQUIDATION] = "liquidation", [TIDE_EXIT_RUINED] = "ruined",
};

/* reason: what a trade that such a fill ends is said to have ended by. */
static const struct {
  const char *name;
  int32_t reason;
} kinds[] = {
  [TIDE_FILLED_ENTRY] = {"entry", -1},
  [TIDE_FILLED_PARTIAL] = {"partial", TIDE_EXIT_TAKE_PROFIT},
  [TIDE_FILLED_TARGET] = {"target", TIDE_EXIT_TAKE_PROFIT},
  [TIDE_FILLED_STOP_LOSS] = {"stop_loss", TIDE_EXIT_STOP_LOSS},
  [TIDE_FILLED_TRAILING] = {"trailing_stop", TIDE_EXIT_STOP_LOSS},
  [TIDE_FILLED_BREAKEVEN] = {"breakeven", TIDE_EXIT_STOP_LOSS},
  [TIDE_FILLED_LIQUIDATION] = {"liquidation", TIDE_EXIT_LIQUIDATION},
  [TIDE_FILLED_SIGNAL] = {"signal", TIDE_EXIT_SIGNAL},
  [TIDE_FILLED_REVERSE] = {"reverse", TIDE_EXIT_REVERSE},
  [TIDE_FILLED_TIME_STOP] = {"time_stop", TIDE_EXIT_TIME_STOP},
  [TIDE_FILLED_END_OF_DATA] = {"end_of_data", TIDE_EXIT_END_OF_DATA},
  [TIDE_FILLED_RUINED] = {"ruined", TIDE_EXIT_RUINED},
  [TIDE_FILLED_ADD] = {"add", -1},
};

const char *tide_exit_reason(int32_t reason) {
  const int32_t count = sizeof reasons / sizeof reasons[0];
  return reason >= 0 && reason < count ? reasons[reason] : NULL;
}

const char *tide_fill_kind(int32_t kind) {
  const int32_t count = sizeof kinds / sizeof kinds[0];
  return kind >= 0 && kind < count ? kinds[kind].name : NULL;
}

static const char *const places[] = {
  [TIDE_AT_OPEN] = "open",
  [TIDE_AT_CLOSE] = "close",
  [TIDE_AT_LEVEL] = "level",
  [TIDE_AT_GAP] = "gap",
};

const char *tide_fill_place(int32_t at) {
  const int32_t count = sizeof places / sizeof places[0];
  return at >= 0 && at < count ? places[at] : NULL;
}

int32_t tide__reason_of(int32_t kind) { return kinds[kind].reason; }

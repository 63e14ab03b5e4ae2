/* reason.c -- how a trade ended, in the words of the JSON form. */
#include "tide.h"

static const char *const reasons[] = {
  [TIDE_EXIT_SIGNAL] = "signal",           [TIDE_EXIT_REVERSE] = "reverse",
  [TIDE_EXIT_STOP_LOSS] = "stop_loss",     [TIDE_EXIT_TAKE_PROFIT] = "take_profit",
  [TIDE_EXIT_TIME_STOP] = "time_stop",     [TIDE_EXIT_END_OF_DATA] = "end_of_data",
  [TIDE_EXIT_LIQUIDATION] = "liquidation", [TIDE_EXIT_RUINED] = "ruined",
};

const char *tide_exit_reason(int32_t reason) {
  const int32_t count = sizeof reasons / sizeof reasons[0];
  return reason >= 0 && reason < count ? reasons[reason] : NULL;
}

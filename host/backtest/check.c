/* check.c -- settings that mean something, before anything is simulated. */
#include "backtest/sim.h"
#include "core/error.h"

static int check_settings(const tide_settings *set, tide_error *error) {
  const double maker = set->commission_maker == -1.0 ? 0.0 : set->commission_maker;
  const struct {
    const char *name;
    double value, min, max;
  } rows[] = {
    {"cash", set->cash, 0x1p-1000, 1e300},
    {"commission", set->commission, -0.1, 1.0},
    {"maker commission", maker, -0.1, 1.0},
    {"fee", set->fee_fixed, 0.0, 1e300},
    {"slippage", set->slippage, 0.0, 1e6},
    {"spread", set->spread, 0.0, 1.0},
    {"lot", set->lot, 0.0, 1e300},
    {"leverage", set->leverage, 1.0, 1000.0},
    {"maintenance", set->maintenance, 0.0, 0.9},
    {"participation", set->max_participation, 0.0, 1.0},
    {"drawdown scale", set->drawdown_scale, 0.0, 1.0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (!(rows[i].value >= rows[i].min && rows[i].value <= rows[i].max))
      return tide__error(error, TIDE_EINVAL, "%s %g is outside %g .. %g", rows[i].name,
                         rows[i].value, rows[i].min, rows[i].max);
  return TIDE_OK;
}

/* risk() is the distance to a stop: a side without one cannot be sized. */
static int check_sides(const tide_signals *signals, const tide_settings *set, tide_error *error) {
  for (int32_t i = 0; i < 2; i++) {
    const tide_side *side = &signals->side[i];
    if (side->used && side->add_max > 0 && set->profile != TIDE__PROFILE_TIDE)
      return tide__error(error, TIDE_EINVAL,
                         "the %s side adds to its position, which profile %s does not know: leave "
                         "out 'add', or take profile tide",
                         i == TIDE_LONG ? "long" : "short", tide__profile_of(set)->name);
    const int32_t kind = side->size.kind == TIDE_SIZE_DEFAULT ? set->size.kind : side->size.kind;
    if (side->used && kind == TIDE_SIZE_RISK && side->stop_loss.kind == TIDE_LEVEL_NONE &&
        side->trailing_stop.kind == TIDE_LEVEL_NONE)
      return tide__error(error, TIDE_EINVAL,
                         "size risk(%g) needs a stop, but the %s side has neither stop_loss nor "
                         "trailing_stop",
                         side->size.kind == TIDE_SIZE_DEFAULT ? set->size.value : side->size.value,
                         i == TIDE_LONG ? "long" : "short");
  }
  return TIDE_OK;
}

int tide__check_run(const tide_signals *signals, const tide_settings *set, tide_error *error) {
  if (signals->reads_position)
    return tide__error(error, TIDE_EINVAL,
                       "the strategy reads pos.*, which is known only bar by bar: whole columns "
                       "cannot be simulated");
  const int status = check_settings(set, error);
  return status == TIDE_OK ? check_sides(signals, set, error) : status;
}

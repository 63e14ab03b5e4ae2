/* cdl_advanceblock.c -- Advance Block.
 *
 *   1-3 white, each closes above the one before
 *   2-3 open above the open before, and within its body or near
 *   1   long, short upper shadow
 *       and the advance weakens in one of these ways:
 *       2 is far shorter than 1, and 3 not longer than 2 or near it
 *       3 is far shorter than 2
 *       2 is shorter than 1, 3 shorter than 2, and 2 or 3 has more than a short upper shadow
 *       3 is shorter than 2 and has a long upper shadow
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_advanceblock_signal(const tide__candles *c) {
  const tide__truth advance =
    white(c, 2) & white(c, 1) & white(c, 0) & above(closes(c, 1), closes(c, 2)) &
    above(closes(c, 0), closes(c, 1)) & above(opens(c, 1), opens(c, 2)) &
    at_most(opens(c, 1), closes(c, 2) + near_by(c, 2)) & above(opens(c, 0), opens(c, 1)) &
    at_most(opens(c, 0), closes(c, 1) + near_by(c, 1)) & long_body(c, 2) & short_upper(c, 2);
  const tide__truth second =
    below(body(c, 1), body(c, 2) - far_by(c, 2)) & below(body(c, 0), body(c, 1) + near_by(c, 1));
  const tide__truth third = below(body(c, 0), body(c, 1) - far_by(c, 1));
  const tide__truth shorter = below(body(c, 0), body(c, 1));
  const tide__truth step_by_step =
    shorter & below(body(c, 1), body(c, 2)) & (marked_upper(c, 0) | marked_upper(c, 1));
  const tide__truth refused = shorter & long_upper(c, 0, 1.0);
  return bearish(advance & (second | third | step_by_step | refused));
}

TIDE__PATTERN(cdl_advanceblock, 12,
              TIDE__MEAN(BODY_10) | TIDE__MEAN(SHADOW_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_advanceblock = {
  TIDE__PATTERN_ROW(cdl_advanceblock, "Advance Block"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLADVANCEBLOCK",
  .out_min = -100,
  .out_max = 0,
};

/* cdl_3blackcrows.c -- Three Black Crows.
 *
 *   1   white
 *   2-4 black, tiny lower shadow, each closes below the one before
 *   3-4 open within the body before
 *   2   closes below the high of 1
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_3blackcrows_signal(const tide__candles *c) {
  const tide__truth crows = black(c, 2) & tiny_lower(c, 2) & black(c, 1) & tiny_lower(c, 1) &
                            black(c, 0) & tiny_lower(c, 0);
  const tide__truth fall = below(closes(c, 1), closes(c, 2)) & below(closes(c, 0), closes(c, 1));
  return bearish(white(c, 3) & crows & fall & in_body(opens(c, 1), c, 2) &
                 in_body(opens(c, 0), c, 1) & below(closes(c, 2), high(c, 3)));
}

TIDE__PATTERN(cdl_3blackcrows, 13, TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_3blackcrows = {
  TIDE__PATTERN_ROW(cdl_3blackcrows, "Three Black Crows"),
  .source = "S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDL3BLACKCROWS",
  .out_min = -100,
  .out_max = 0,
};

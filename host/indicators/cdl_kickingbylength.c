/* cdl_kickingbylength.c -- Kicking, by the Longer Marubozu.
 *
 *   1   black (white), long, tiny shadows
 *   2   white (black), long, tiny shadows, its range above (below) that of 1
 *
 * 100 where the longer of the two is white, -100 where it is black.
 */
#include "indicators/pattern.h"

static inline double cdl_kickingbylength_signal(const tide__candles *c) {
  const tide__truth pair =
    unlike(c, 1, 0) & long_body(c, 1) & tiny_shadows(c, 1) & long_body(c, 0) & tiny_shadows(c, 0);
  const tide__truth kicks = (black(c, 1) & jump_up(c, 0, 1)) | (white(c, 1) & jump_down(c, 0, 1));
  const tide__truth longer = above(body(c, 0), body(c, 1));
  return with_colour(c, 0,
                     when(pair & kicks & longer, 100.0) - when(pair & kicks & ~longer, 100.0));
}

TIDE__PATTERN(cdl_kickingbylength, 11, TIDE__MEAN(BODY_10) | TIDE__MEAN(RANGE_10))

const tide_indicator tide_ind_cdl_kickingbylength = {
  TIDE__PATTERN_ROW(cdl_kickingbylength, "Kicking, by the Longer Marubozu"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLKICKINGBYLENGTH",
  .out_min = -100,
  .out_max = 100,
};

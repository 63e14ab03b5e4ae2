/* cdl_identical3crows.c -- Identical Three Crows.
 *
 *   1-3 black, tiny lower shadow, each closes below the one before
 *   2-3 open about where the one before closes (equal)
 *
 * -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_identical3crows_signal(const tide__candles *c) {
  const tide__truth crows = black(c, 2) & tiny_lower(c, 2) & black(c, 1) & tiny_lower(c, 1) &
                            black(c, 0) & tiny_lower(c, 0);
  const tide__truth fall = below(closes(c, 1), closes(c, 2)) & below(closes(c, 0), closes(c, 1));
  return bearish(crows & fall & about(opens(c, 1), closes(c, 2), equal_by(c, 2)) &
                 about(opens(c, 0), closes(c, 1), equal_by(c, 1)));
}

TIDE__PATTERN(cdl_identical3crows, 12, TIDE__MEAN(RANGE_10) | TIDE__MEAN(RANGE_5))

const tide_indicator tide_ind_cdl_identical3crows = {
  TIDE__PATTERN_ROW(cdl_identical3crows, "Identical Three Crows"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLIDENTICAL3CROWS",
  .out_min = -100,
  .out_max = 0,
};

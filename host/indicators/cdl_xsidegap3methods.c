/* cdl_xsidegap3methods.c -- Upside and Downside Gap Three Methods.
 *
 *   1   white (black)
 *   2   white (black), its body above (below) that of 1
 *   3   black (white), opens within the body of 2, closes within that of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_xsidegap3methods_signal(const tide__candles *c) {
  const tide__truth closed =
    alike(c, 2, 1) & unlike(c, 1, 0) & in_body(opens(c, 0), c, 1) & in_body(closes(c, 0), c, 2);
  return either(closed & white(c, 2) & gap_up(c, 1, 2), closed & black(c, 2) & gap_down(c, 1, 2));
}

TIDE__PATTERN(cdl_xsidegap3methods, 2, 0)

const tide_indicator tide_ind_cdl_xsidegap3methods = {
  TIDE__PATTERN_ROW(cdl_xsidegap3methods, "Upside and Downside Gap Three Methods"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLXSIDEGAP3METHODS",
  .out_min = -100,
  .out_max = 100,
};

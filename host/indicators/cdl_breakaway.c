/* cdl_breakaway.c -- Breakaway.
 *
 *   1   black (white), long
 *   2   black (white), its body below (above) that of 1
 *   3-4 lower (higher) highs and lows than the one before
 *   4   black (white)
 *   5   white (black), closes within the gap: above (below) the open of 2, below (above) the
 *       close of 1
 *
 * 100, bullish, or -100, bearish.
 */
#include "indicators/pattern.h"

static inline double cdl_breakaway_signal(const tide__candles *c) {
  const tide__truth colours = alike(c, 4, 3) & alike(c, 3, 1) & unlike(c, 1, 0);
  const tide__truth up = black(c, 4) & gap_down(c, 3, 4) & below(high(c, 2), high(c, 3)) &
                         below(low(c, 2), low(c, 3)) & below(high(c, 1), high(c, 2)) &
                         below(low(c, 1), low(c, 2)) &
                         between(closes(c, 0), opens(c, 3), closes(c, 4));
  const tide__truth down = white(c, 4) & gap_up(c, 3, 4) & above(high(c, 2), high(c, 3)) &
                           above(low(c, 2), low(c, 3)) & above(high(c, 1), high(c, 2)) &
                           above(low(c, 1), low(c, 2)) &
                           between(closes(c, 0), closes(c, 4), opens(c, 3));
  const tide__truth breaks = long_body(c, 4) & colours;
  return either(breaks & up, breaks & down);
}

TIDE__PATTERN(cdl_breakaway, 14, TIDE__MEAN(BODY_10))

const tide_indicator tide_ind_cdl_breakaway = {
  TIDE__PATTERN_ROW(cdl_breakaway, "Breakaway"),
  .source = "G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLBREAKAWAY",
  .out_min = -100,
  .out_max = 100,
};

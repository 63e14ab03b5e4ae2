/* synthetic.h -- a market made up. */

/* Clusters: noise whose volatility comes in clusters, with fat tails. */
enum {
  TIDE_SYNTHETIC_REGIMES = 0,
  TIDE_SYNTHETIC_NOISE = 1,
  TIDE_SYNTHETIC_MOMENTUM = 2,
  TIDE_SYNTHETIC_CLUSTERS = 3
};

/* Hourly candles from 2020-01-01 on, made up from a whole number: the same on
 * every machine. NULL: out of memory, or bars or kind out of range. */
tide_candles *tide_synthetic_new(int32_t bars, double seed, int32_t kind);

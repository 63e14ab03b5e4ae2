/* timeframe.h -- lengths of candles. */

/* A time frame is its length in microseconds, or minus the number of months.
 * Both return TIDE_OK or TIDE_EINVAL. Names: 1s 1m 5m 1h 4h 1d 1w 1mo. */
int tide_timeframe_parse(const char *name, int64_t *timeframe);
int tide_timeframe_name(int64_t timeframe, char *out, int32_t size);
/* When a candle that opened at `open` closes; microseconds. */
int64_t tide_timeframe_close(int64_t timeframe, int64_t open);

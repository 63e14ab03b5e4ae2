/* packing.h -- columns as base64 text for a report; stdlib/report/page/decode.js reads it. */

/* The least power of ten that makes whole numbers of all values, or the largest
 * scale that packs. columns [count] of [n], finite. */
double tide_pack_scale(int32_t n, int32_t count, const double *const *columns);
/* 1 / step, or the largest scale that packs x [n], finite. */
double tide_pack_fineness(int32_t n, const double *x, double step);
/* How many equal steps follow one another from time[from] on; 0 at the last of n. */
int32_t tide_pack_steps(int32_t n, const int64_t *time, int32_t from);
/* Bytes of `out` that `count` columns of n values need at most; negative: too many. */
int32_t tide_pack_size(int32_t n, int32_t count);
/* Differences of round(x * scale), the first against 0. Returns the length of
 * the text (not terminated), or TIDE_ENOMEM, TIDE_EINVAL (n < 1, scale too large). */
int32_t tide_pack_column(int32_t n, const double *x, double scale, char *out);
/* Bars first..last, four numbers each: open less the close before, close less
 * open, how far high and low stand outside the two. Returns as above. */
int32_t tide_pack_candles(const tide_candles *c, int32_t first, int32_t last, double scale,
                          char *out);

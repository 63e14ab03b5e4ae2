/* candles.h -- candles of one instrument: read, resampled, shuffled. */

/* Candles of one instrument and time frame, oldest first, owned by C.
 *   time   [n] open time, strictly rising
 *   open.. [n] price in quote currency
 *   volume, funding, mark, open_interest  [n] or NULL when the data has none */
typedef struct tide_candles {
  int32_t n;
  int64_t timeframe;
  const int64_t *time;
  const double *open, *high, *low, *close;
  const double *volume, *funding, *mark, *open_interest;
} tide_candles;

/* Copies the columns of `view`. NULL when out of memory. */
tide_candles *tide_candles_copy(const tide_candles *view);
void tide_candles_free(tide_candles *c); /* NULL is allowed */

/* Candles of one symbol as they will come: the time frame they have, and which
 * of the optional columns. */
typedef struct {
  const char *symbol;
  int64_t timeframe;
  bool volume, funding, mark, open_interest;
} tide_feed;

/* One closed candle; a column that the feed does not have is ignored. */
typedef struct {
  int64_t time; /* of its open */
  double open, high, low, close;
  double volume, funding, mark, open_interest;
} tide_candle;

/* Candles that grow at their end. Memory grows with them, twofold, so that a candle costs the
 * same however many there are. */
typedef struct tide_candle_list tide_candle_list;
/* An empty one. TIDE_EINVAL: no symbol or time frame; TIDE_ENOMEM. */
int tide_candle_list_new(const tide_feed *feed, tide_candle_list **out, tide_error *error);
void tide_candle_list_free(tide_candle_list *list); /* NULL is allowed */
/* One more, later than all that came. TIDE_EDATA when it cannot be true or is not later,
 * TIDE_ENOMEM; nothing is changed then. */
int tide_candle_list_append(tide_candle_list *list, const tide_candle *candle, tide_error *error);
/* What is there. The struct stays where it is as long as the list lives; its columns move when
 * the list grows. */
const tide_candles *tide_candle_list_view(const tide_candle_list *list);
/* Forgets the oldest `count` candles (all: the count of those that are there). What comes must
 * still be later than they were. */
void tide_candle_list_drop(tide_candle_list *list, int32_t count);

enum { TIDE_GAPS_KEEP = 0, TIDE_GAPS_FAIL = 1, TIDE_GAPS_FILL = 2 };

/* Where candles are read from, and how. Zero every field that is not needed.
 *   path     the file; with `text`, only its name in messages
 *   text     CSV or gzip bytes in memory, `size` of them, or NULL
 *   gaps     TIDE_GAPS_*; fill: flat bars at the previous close, volume 0
 *   threads  1: unpack gzip in the calling thread; otherwise beside it
 *   cache    folder of the column cache; NULL: $XDG_CACHE_HOME/tide/candles or ~/.cache/...
 *   now      present time in microseconds; 0: the clock. A candle that closes later is dropped */
typedef struct {
  const char *path;
  const char *text;
  size_t size;
  const char *cache;
  bool allow_negative, drop_last, no_cache;
  int32_t gaps, threads;
  int64_t now;
} tide_source;

enum { TIDE_LOAD_LINES = 8 };

/* Rows of one kind: how many, and the lines of the first TIDE_LOAD_LINES. */
typedef struct {
  int32_t count;
  int32_t line[TIDE_LOAD_LINES];
} tide_load_rows;

/* What was found in a file.
 *   columns     "time=timestamp open=open ...": which column became what
 *   time_unit   "text" "s" "ms" "us" "ns"
 *   duplicates  identical rows, kept once; conflicts: the later row was kept
 *   empty       rows without prices, skipped; no_volume: cells without a volume, taken as 0
 *   gaps, missing  breaks in the steps, and candles missing in them; weekend_gaps: the
 *               gaps that hold a Saturday noon
 *   notes       what a person should know, a line each */
typedef struct {
  char columns[256];
  char time_unit[8];
  char delimiter;
  bool header, gzip, newest_first, close_stamped, negative, cached;
  tide_load_rows duplicates, conflicts, empty, no_volume;
  int32_t rows, dropped, filled, gaps, weekend_gaps, missing, short_steps;
  char notes[2048];
} tide_load_report;

/* Reads candles from a CSV file, plain or gzip, through the column cache.
 * TIDE_EIO, TIDE_EDATA, TIDE_EINVAL (a path is missing) or TIDE_ENOMEM with a message
 * "FILE:LINE: reason"; nothing is handed out then. */
int tide_candles_load(const tide_source *source, tide_candles **out, tide_load_report *report,
                      tide_error *error);

/* Coarser candles, anchored at 00:00 UTC, weeks at Monday, months at day 1:
 * first open, highest high, lowest low, last close, sum of volume; funding is the
 * sum of the rates that are there, mark the first, open interest the last one
 * there. The last candle is dropped unless the data reaches its end. The data's
 * own time frame gives a copy; a finer one, or one that is no multiple, TIDE_EINVAL. */
int tide_candles_resample(const tide_candles *c, int64_t timeframe, tide_candles **out,
                          tide_error *error);

/* A shuffled market of the same candles: the first stays; the others, with their gap (open
 * against the close before), their high, low and close against their open, volume,
 * funding, mark against open, and open interest, change places in blocks. Times stay. The
 * last close is that of c up to rounding, since no move is lost. It has the order of prices that a
 * candle needs, exactly.
 *   block  candles that stay together, from 1 to half of n - 1; where the cuts are
 *          depends on the seed
 *   seed   a whole number from 0 to 2^53: the same bytes for the same seed, everywhere
 * TIDE_EINVAL; TIDE_ESHORT (n < 3); TIDE_EDATA: a price is not above zero and finite. */
int tide_candles_permute(const tide_candles *c, int32_t block, double seed, tide_candles **out,
                         tide_error *error);

/* The same candles seen through a little noise: each price is moved by a random share of the
 * range of its own candle. Times, volume, funding and open interest stay, mark against open too.
 *   level  deviation of the noise, as a share of the range, from 0 to 1
 *   seed   as above
 * TIDE_EINVAL; TIDE_EDATA: a price is not above zero and finite. */
int tide_candles_noise(const tide_candles *c, double level, double seed, tide_candles **out,
                       tide_error *error);

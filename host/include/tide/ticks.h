/* ticks.h -- trades of a market, and the changes of its order book, as columns.
 *
 * Prices and quantities are whole multiples of 10^-price_digits and 10^-quantity_digits, the
 * coarsest units that say every value of the file; none is above 2^53 of them. */

enum { TIDE_BUY = 0, TIDE_SELL = 1 };

/* Trades of one market, oldest first, owned by C. Columns [n], NULL when the file lacks them.
 *   time      of the venue, never falling
 *   received  when they were recorded, by the clock of whoever did, or NULL
 *   id        of the venue, or NULL
 *   side      TIDE_BUY, TIDE_SELL: what the one did who took the other's offer */
typedef struct {
  int32_t n;
  int32_t price_digits, quantity_digits;
  const int64_t *time, *received, *id;
  const int64_t *price, *quantity;
  const uint8_t *side;
} tide_tape;

/* What became of the rows and messages of a file.
 *   columns     "time=timestamp_ms price=price ...": which column became what
 *   others      rows of other instruments
 *   stale       messages with nothing that the snapshot does not say already
 *   lost        times a message was missing, so that the book was unknown until the next snapshot
 *   unused      messages that no snapshot came for */
typedef struct {
  char columns[256];
  bool gzip;
  int32_t rows, others, stale, lost, unused;
} tide_tick_report;

/* Reads trades from CSV with a header, plain or gzip; of `source` counts path, text, size and
 * threads.
 *   instrument  the rows to take where a file holds several (column symbol or coin), else NULL
 * TIDE_EIO, TIDE_EDATA, TIDE_EINVAL or TIDE_ENOMEM with a message "FILE:LINE: reason". */
int tide_tape_load(const tide_source *source, const char *instrument, tide_tape **out,
                   tide_tick_report *report, tide_error *error);
void tide_tape_free(tide_tape *t); /* NULL is allowed */

/* Snapshot: the book is what the rows say. Update: the rows say what quantity is at their prices
 * now, 0 none. Lost: no rows; from here the book is unknown until the next snapshot. */
enum { TIDE_DEPTH_SNAPSHOT = 0, TIDE_DEPTH_UPDATE = 1, TIDE_DEPTH_LOST = 2 };
enum { TIDE_BID = 0, TIDE_ASK = 1 };

/* Messages about the order book of one market as they are to be applied, owned by C: each that
 * contributes something, once, behind the snapshot that it continues.
 *   time, received, kind  [messages]; time and received never fall, received may be NULL
 *   id        [messages] the last change of the venue's book that a message holds
 *   from      [messages + 1] its first row
 *   price, quantity, side  [rows]; TIDE_BID, TIDE_ASK */
typedef struct {
  int32_t messages, rows;
  int32_t price_digits, quantity_digits;
  const int64_t *time, *received, *id;
  const uint8_t *kind;
  const int32_t *from;
  const int64_t *price, *quantity;
  const uint8_t *side;
} tide_depth;

/* Reads depth from CSV with a header, a row for each level of a message, in the order in which
 * messages were received, with the ids that Binance chains them by: first_id and last_id (spot),
 * and prev_id (futures). An update before the first snapshot waits for it; one that is
 * missing leads to TIDE_DEPTH_LOST. Errors as above; TIDE_EDATA when there is no snapshot. */
int tide_depth_load(const tide_source *source, tide_depth **out, tide_tick_report *report,
                    tide_error *error);
void tide_depth_free(tide_depth *d); /* NULL is allowed */

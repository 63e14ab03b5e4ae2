/* events.h -- what happens in markets, in one order, with their books kept. */

/* Kinds, in the order in which they come at one instant. A candle comes when it closes. What the
 * engine makes itself comes before all others, in the order in which it was made: reports about an
 * order (of its state, of a fill), timers. */
enum {
  TIDE_EVENT_END = 0,
  TIDE_EVENT_CANDLE = 1,
  TIDE_EVENT_TRADE = 2,
  TIDE_EVENT_BOOK = 3,
  TIDE_EVENT_LIQUIDATION = 4,
  TIDE_EVENT_ORDER = 8,
  TIDE_EVENT_FILL = 9,
  TIDE_EVENT_TIMER = 10
};
enum { TIDE_EVENTS_SOURCES = 64, TIDE_EVENTS_MARKETS = 64 };

/* One event.
 *   time      microseconds
 *   sequence  how many came before it
 *   price, quantity  of a trade or a liquidation; close and volume of a candle (NaN without); of a
 * message about the book NaN, and how many levels it changes; of a fill; of an order NaN, and what
 *             is left of it
 *   market    as it was said when the source was added; source counts them from 0
 *   row       of the candle, the trade or the message in its columns; the number of a timer
 *   side      TIDE_BUY, TIDE_SELL of a trade or an order, else -1; of a liquidation what it did:
 *             a long that is closed is sold
 *   flags     TIDE_EVENT_KNOWN: the book of the market is known. TIDE_EVENT_MAKER: of a fill, the
 *             order rested
 *   strategy, order  of a report, with the state in row and why in source (tide/orders.h); of a
 *             timer; else -1. A timer has no market and no order, a report no columns */
enum { TIDE_EVENT_KNOWN = 1, TIDE_EVENT_MAKER = 2 };
typedef struct {
  int64_t time, sequence;
  double price, quantity;
  int32_t kind, market, source, row;
  int32_t side, flags, strategy, order;
} tide_event;

typedef struct tide_events tide_events;
tide_events *tide_events_new(void); /* NULL when out of memory */
void tide_events_free(tide_events *e);
/* Columns that take part; they stay their owner's and unchanged. Before the first event. Each
 * returns the number of the source; TIDE_EINVAL: no such market, too many sources, a second depth
 * of one market, or not before the first event; TIDE_ENOMEM. */
int32_t tide_events_add_candles(tide_events *e, int32_t market, const tide_candles *c);
int32_t tide_events_add_trades(tide_events *e, int32_t market, const tide_tape *t);
int32_t tide_events_add_depth(tide_events *e, int32_t market, const tide_depth *d);
/* Liquidations of others have the columns of trades. Nothing fills against them. */
int32_t tide_events_add_liquidations(tide_events *e, int32_t market, const tide_tape *t);
/* The kinds at which tide_events_next stops, bit k for kind k; all of them at first. */
void tide_events_want(tide_events *e, int32_t kinds);
/* Goes on to the next event of a wanted kind. Its kind, TIDE_EVENT_END when nothing is left, or
 * TIDE_ENOMEM. At one instant the sources come by kind, then as they were added; but where every
 * trade, message and liquidation has a receive time, that decides among them first. */
int tide_events_next(tide_events *e);
/* Nothing after `time` (microseconds) happens for now: tide_events_next gives TIDE_EVENT_END there,
 * and goes on after the next call of this. Rows that columns have got since are seen from then on;
 * the columns may have moved, of trades and depth their units and what they had stay. With
 * INT64_MAX, as at first, there is an end, at which what is open is closed. TIDE_EINVAL: it is
 * before the last time, or the end was reached; TIDE_ENOMEM. */
int tide_events_until(tide_events *e, int64_t time);
/* The event of the last call; the next one overwrites it. */
const tide_event *tide_events_event(const tide_events *e);
/* The book of a market as of that event; NULL where no depth was added. */
const tide_book *tide_events_book(const tide_events *e, int32_t market);

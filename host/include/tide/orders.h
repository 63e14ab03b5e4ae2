/* orders.h -- orders in replayed markets: sent, cancelled, filled, reported. */

enum {
  TIDE_ORDER_MARKET = 0,
  TIDE_ORDER_LIMIT = 1,
  TIDE_ORDER_STOP = 2,        /* a market order once the price has come to its trigger */
  TIDE_ORDER_STOP_LIMIT = 3,  /* a limit then */
  TIDE_ORDER_TAKE_PROFIT = 4, /* a stop on the other side of the price */
  TIDE_ORDER_TRAILING = 5,    /* a stop whose trigger follows the best price */
  TIDE_ORDER_ICEBERG = 6      /* a limit that shows a part of itself */
};
/* Until filled or cancelled; what does not fill on arrival is cancelled; whole on arrival or not
 * at all. */
enum { TIDE_GTC = 0, TIDE_IOC = 1, TIDE_FOK = 2 };
enum {
  TIDE_ORDER_POST_ONLY = 1,   /* refused when it would take */
  TIDE_ORDER_REDUCE_ONLY = 2, /* cut to what closes the position */
  TIDE_ORDER_FRACTION = 4,    /* trail is a fraction of the best price */
  TIDE_ORDER_FROM_ENTRY = 8   /* trigger (of a limit, price) is a distance from the entry's average
                                 price as a fraction of it, to the side that the type is for */
};
/* States. The last four are final. */
enum {
  TIDE_ORDER_PENDING = 0, /* on its way, or waiting for its entry to fill */
  TIDE_ORDER_WORKING = 1,
  TIDE_ORDER_FILLED = 2,
  TIDE_ORDER_CANCELLED = 3,
  TIDE_ORDER_REJECTED = 4,
  TIDE_ORDER_EXPIRED = 5
};
/* Why an order is in the state it is in. */
enum {
  TIDE_WHY_NONE = 0,
  TIDE_WHY_ASKED = 1,       /* a cancel arrived */
  TIDE_WHY_IN_FORCE = 2,    /* IOC or FOK */
  TIDE_WHY_NO_OFFER = 3,    /* a market order, and nothing is left to take */
  TIDE_WHY_POST_ONLY = 4,   /* would take */
  TIDE_WHY_REDUCE_ONLY = 5, /* nothing to close */
  TIDE_WHY_OTHER = 6,       /* another order of its group filled; rejected: its entry is one */
  TIDE_WHY_ENTRY = 7,       /* its entry ended without a fill for it */
  TIDE_WHY_TRIGGERED = 8,   /* working now as a market order or limit */
  TIDE_WHY_MONEY = 9,       /* the account cannot pay for it, or trades no more */
  TIDE_WHY_LIQUIDATED = 10, /* an order of the engine: the account was liquidated */
  TIDE_WHY_RUINED = 11,     /* the same: nothing was left of it */
  TIDE_WHY_OVER = 12        /* the same: its last bar has closed */
};

/* An order as it is sent. Zero every field that is not needed.
 *   strategy  0 to TIDE_EVENTS_STRATEGIES - 1
 *   side      TIDE_BUY, TIDE_SELL
 *   entry     an order of the same market and strategy: this one sleeps, and wakes with its fills,
 * in proportion. 0: none other     an order of the same market and strategy (or a group it is in):
 * what one of them has filled the others lose; all of it if they are FOK. 0: none quantity  above
 * 0, cut to a multiple of the market's unit price     of a limit; moved to a multiple of the unit,
 * never to a worse one trigger   moved to a multiple of the unit, away from the price trail     how
 * far the trigger stays behind the best price shown     of an iceberg */
enum { TIDE_EVENTS_STRATEGIES = 64 };
typedef struct {
  int32_t market, strategy, side, type, force, flags;
  int32_t entry, other;
  double quantity, price, trigger, trail, shown;
} tide_order;

/* What its strategy knows of an order from the reports that it has read.
 *   average  price of what is filled, NaN before */
typedef struct {
  int32_t state, why;
  double filled, average;
  tide_order order;
} tide_order_status;

/* Queue models: which part of what was cancelled at a price stood ahead of an order. */
enum {
  TIDE_QUEUE_PESSIMISTIC = 0,  /* none */
  TIDE_QUEUE_PROPORTIONAL = 1, /* ahead / (ahead + behind) */
  TIDE_QUEUE_POWER = 2         /* the same of their powers */
};

/* How a market deals with orders.
 *   queue      TIDE_QUEUE_*; power of it, 1 to 16
 *   path       candles: the price goes open, nearer extreme, other extreme, close; else as
 *              docs/reference/semantics.md, section 2, says
 *   slippage   of market fills where there is no book: a fraction of the price, or the factor of
 *              slippage_kind TIDE_SLIP_DYNAMIC, TIDE_SLIP_VOLUME (semantics, "Costs"), which the
 *              finest candles of the market measure; spread: half of one, added to it
 *   ahead      what is taken to wait at a price where no book shows it; infinite: only
 *              a trade beyond the price fills
 *   entry, cancel, response  delays in microseconds: orders, cancels, reports; nothing overtakes
 *   delays     rows of recorded delays; the last that is not later holds, before the first it
 *   delay_time, delay_entry, delay_cancel, delay_response  [delays], sorted; NULL: the constant */
typedef struct {
  int32_t queue, power;
  bool path;
  int32_t slippage_kind;
  double slippage, spread, ahead;
  int64_t entry, cancel, response;
  int32_t delays;
  const int64_t *delay_time, *delay_entry, *delay_cancel, *delay_response;
} tide_venue;

/* Opens a market to orders, before the first event, behind its sources. They fill against its
 * depth; without one against its trades; without those against its finest candles. The columns
 * stay their owner's. TIDE_EINVAL: no such market, it has no source, a value is out of range;
 * TIDE_EDATA: trades and depth have no common unit below 2^53; TIDE_ENOMEM. */
int tide_events_open(tide_events *e, int32_t market, const tide_venue *venue, tide_error *error);

/* Sends an order at the time of the last event. Its name, above 0, which is good until its last
 * report has been read: a later order may have the same. TIDE_EINVAL with a message,
 * TIDE_ENOMEM. */
int32_t tide_events_submit(tide_events *e, const tide_order *order, tide_error *error);
/* Asks to cancel an order, with those that wait for its fills. One that has ended by then stays as
 * it is. TIDE_EINVAL: there is no such order; TIDE_ENOMEM. */
int tide_events_cancel(tide_events *e, int32_t order);
/* NULL when there is no such order. Valid until the next order is sent. */
const tide_order_status *tide_events_order(const tide_events *e, int32_t order);
/* Bought less sold by a strategy in a market, by the fills whose reports have come. */
double tide_events_position(const tide_events *e, int32_t market, int32_t strategy);
/* A TIDE_EVENT_TIMER for a strategy so many microseconds from now, with a number of its own, from
 * 0. When nothing is left of the market it does not come. TIDE_EINVAL, TIDE_ENOMEM. */
int tide_events_timer(tide_events *e, int32_t strategy, double delay, int32_t number);

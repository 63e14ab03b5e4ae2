/* accounts.h -- money behind the fills of replayed markets: fees, positions, trades, equity. */

/* All strategies together, where a number of a strategy is asked for. */
enum { TIDE_EVENTS_ALL = -1 };

/* Gives a strategy an account, its share: cash, fees and tiers, lot, leverage, maintenance and
 * profile of the settings, of which a copy is kept. Before the first event. A strategy without one
 * trades without money.
 *
 * What opens or adds is cut to what the share can pay for (semantics, "Sizing"); the rest ends with
 * TIDE_WHY_MONEY. Nothing fills before settings->from; at the close of the last bar before
 * settings->to everything is closed, as at the end of the data. Slippage is that of the venue.
 * Positions are net: hedging, fill, max_participation and require_volume of the settings do not
 * count.
 *
 * TIDE_EINVAL: no such strategy, it has one, events have begun, or cash or leverage is not above
 * 0; TIDE_ENOMEM. */
int tide_events_account(tide_events *e, int32_t strategy, const tide_settings *settings,
                        tide_error *error);
/* The first bar that its strategy may trade on, for buy and hold of the result; 0 when not said. */
int tide_events_account_start(tide_events *e, int32_t strategy, int32_t bar);

/* What is there now, at the venue: with delays the reports may be still under way. NaN without an
 * account. Equity is at the last prices. */
double tide_events_cash(const tide_events *e, int32_t strategy);
double tide_events_equity(const tide_events *e, int32_t strategy);

/* A position of a strategy in one market.
 *   quantity  bought less sold
 *   entry     mean price of what was entered since it was flat; NaN when it is
 *   price     at which it is valued: of the last trade, between bid and ask, or of the candle
 *   profit    of what is open, before fees
 *   fees, funding  paid since it was flat
 *   time      of the entry, when it is not flat */
typedef struct {
  double quantity, entry, price, profit, fees, funding;
  int64_t time;
} tide_holding;
/* TIDE_EMISSING: no account, or the market is not open to orders. */
int tide_events_holding(const tide_events *e, int32_t market, int32_t strategy, tide_holding *out);

/* How much a strategy would enter now.
 *   size    TIDE_SIZE_DEFAULT: of the settings
 *   side    TIDE_BUY, TIDE_SELL
 *   price   of a limit; 0: the last price, with slippage
 *   stop    price of the stop, which sizes by risk need; 0: none
 *   atr     ATR(14), which sizes by volatility need
 *   scale   of what comes out, 0: 1 */
typedef struct {
  tide_size size;
  int32_t market, strategy, side;
  double price, stop, atr, scale;
} tide_sizing;
/* As semantics, "Sizing", decides: with equity, rate and fees of now. NaN without an account or
 * when the size needs what is not there; 0 or less: nothing can be entered. */
double tide_events_size(const tide_events *e, const tide_sizing *want);

/* After the last event: what a backtest gives (tide/backtest.h). Positions that are open then
 * are closed at the last price, with commission and without slippage. The bars are those of
 * tide_events_bars. Of TIDE_EVENTS_ALL: the sum of equities, and all trades by the time of their
 * exit. Where events wait (tide_events_until): what was marked and traded so far, and nothing is
 * closed. TIDE_EINVAL: no account, or events are left; TIDE_ESHORT: nothing was marked. */
int tide_events_result(tide_events *e, int32_t strategy, tide_result **out, tide_error *error);
/* The settings that such a result was made with; of TIDE_EVENTS_ALL those of the first account with
 * the sum of their cash. NULL without an account. */
const tide_settings *tide_events_settings(const tide_events *e, int32_t strategy);
/* What results are measured on, as tide_result_returns wants it: the first candles that were added;
 * where there are none, minutes in which something happened, of the first market that was opened
 * (complete after the last event). NULL without an account. */
const tide_signals *tide_events_bars(const tide_events *e);

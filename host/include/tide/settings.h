/* settings.h -- how a run is simulated. */

enum { TIDE_FILL_NEXT_OPEN = 0, TIDE_FILL_CLOSE = 1 };
enum { TIDE_SLIP_FIXED = 0, TIDE_SLIP_DYNAMIC = 1, TIDE_SLIP_VOLUME = 2 };
enum { TIDE_MAX_TIERS = 16 };

/* Commission rates that hold from a 30-day traded notional on. */
typedef struct {
  double from, rate, maker;
} tide_tier;

/* How a run is simulated; semantics are those of docs/reference/semantics.md.
 * tide_settings_init sets every field from a profile. */
typedef struct {
  double cash;
  double commission; /* fraction of notional */
  /* Of resting limit fills: below 0, down to -0.1, a rebate; -1: as commission. */
  double commission_maker;
  double fee_fixed; /* cash per fill */
  int32_t tiers;
  tide_tier tier[TIDE_MAX_TIERS];
  int32_t slippage_kind;
  double slippage, spread;
  tide_size size;
  double lot, leverage, maintenance;
  double max_participation; /* 0: off */
  double drawdown_scale;    /* 0: off; size falls to nothing at this drawdown */
  double risk_free;         /* per year */
  int32_t fill;
  int32_t profile;
  bool require_volume, hedging, settle;
  bool no_jump;      /* visit every bar; same result, for tests */
  bool record_fills; /* fills of the result */
  int64_t from, to;  /* bars with from <= time < to trade and are marked; 0: open end */
} tide_settings;

int32_t tide_profile_count(void);
const char *tide_profile_name(int32_t i); /* NULL past the end */
/* True when the profile's tool wants strict crossings (tide_market_strict_crossings). */
bool tide_profile_strict_crossings(int32_t i);
/* Returns TIDE_OK or TIDE_EMISSING for an unknown profile. */
int tide_settings_init(tide_settings *s, const char *profile);

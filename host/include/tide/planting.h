/* planting.h -- a made-up market in which a rule has an edge. */

/* A made-up market in which a rule has an edge.
 *   kind   TIDE_SYNTHETIC_*: what it is otherwise
 *   drift  what an hour returns beyond that while the rule is in a position, in its
 *          direction: a fraction from 0 to 0.05. The other hours pay it back
 *   rule   sides of enter, exit and max_bars; it reads the market itself only */
typedef struct {
  int32_t bars, kind;
  double seed, drift;
  const tide_strategy *rule;
} tide_planting;

/* Hourly candles as of tide_synthetic_new: the same on every machine, and with no drift
 * the very same. TIDE_EINVAL, TIDE_EMISSING or TIDE_ENOMEM with a message. */
int tide_synthetic_plant(const tide_planting *p, tide_candles **out, tide_error *error);

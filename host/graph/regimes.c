/* regimes.c -- the regimes of a market, by name, and those that a strategy in JSON is meant
 * for. */
#include "graph/json_reader.h"

#include <stddef.h>

static const char *const names[] = {
  "bull", "bear",      "range", "high_volatility", "low_volatility", "crisis",
  "boom", "recession", NULL};

enum { COUNT = sizeof names / sizeof names[0] - 1 };

int32_t tide_regime_count(void) { return COUNT; }

const char *tide_regime_name(int32_t i) { return i >= 0 && i < COUNT ? names[i] : NULL; }

int tide__json_regimes(tide__reader *r, const json_t *j, const tide__path *at, int32_t *out) {
  if (!json_is_array(j)) return tide__json_wrong_type(r, at, "a list of regimes", j);
  if (json_array_size(j) == 0)
    return tide__json_fail(r, at, "expected at least one regime; without the member it is all");
  *out = 0;
  for (size_t i = 0; i < json_array_size(j); i++) {
    const tide__path here = tide__path_element(at, (int32_t)i);
    const int32_t k = tide__json_choice(r, json_array_get(j, i), &here, "regime", names);
    if (k < 0) return k;
    *out |= 1 << k;
  }
  return TIDE_OK;
}

/* market.c -- owns what is derived from candles: other time frames, how they
 * meet, time zones. All of it is made when first asked for and then kept. */
#include "graph/market.h"

#include "core/error.h"
#include "data/candles.h"
#include "data/days.h"
#include "indicators/run.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/nan.h"
#include "core/timeframe.h"

enum { MAX_SYMBOLS = 256, MAX_DOMAINS = 1024 };

struct symbol {
  char name[TIDE_NAME_SIZE];
  const tide_candles *candles;
};

struct zone_entry {
  char name[TIDE_NAME_SIZE];
  tide__zone *zone;
  struct zone_entry *next;
};

struct tide_market {
  pthread_mutex_t lock;
  int32_t symbols, domains;
  bool strict_crossings;
  struct symbol symbol[MAX_SYMBOLS];
  tide__domain *domain[MAX_DOMAINS];
  struct zone_entry *zones;
  _Atomic(tide__arena *) spare;
  atomic_int holders; /* the owner and every evaluation: Lua frees them in any order at exit */
};

tide_market *tide_market_new(const char *symbol, const tide_candles *candles) {
  tide_market *m = calloc(1, sizeof *m);
  if (!m) return NULL;
  pthread_mutex_init(&m->lock, NULL);
  atomic_init(&m->spare, NULL);
  atomic_init(&m->holders, 1);
  if (tide_market_add(m, symbol, candles) == TIDE_OK) return m;
  tide_market_free(m);
  return NULL;
}

static int32_t find_symbol(const tide_market *m, const char *name) {
  for (int32_t i = 0; i < m->symbols; i++)
    if (strcmp(m->symbol[i].name, name) == 0) return i;
  return -1;
}

int tide_market_add(tide_market *m, const char *symbol, const tide_candles *candles) {
  if (m->symbols == MAX_SYMBOLS || strlen(symbol) >= TIDE_NAME_SIZE) return TIDE_EINVAL;
  if (find_symbol(m, symbol) >= 0) return TIDE_EINVAL;
  struct symbol *s = &m->symbol[m->symbols++];
  memcpy(s->name, symbol, strlen(symbol) + 1);
  s->candles = candles;
  return TIDE_OK;
}

void tide__market_hold(tide_market *m) { atomic_fetch_add(&m->holders, 1); }

int32_t tide__market_longest(const tide_market *m) {
  int32_t most = 0;
  for (int32_t i = 0; i < m->symbols; i++)
    if (m->symbol[i].candles->n > most) most = m->symbol[i].candles->n;
  return most;
}

const char *tide__market_symbol(const tide_market *m, int32_t symbol) {
  return m->symbol[symbol].name;
}

static void free_domain(tide__domain *d) {
  while (d->maps) {
    tide__map *next = d->maps->next;
    tide__map_free(d->maps);
    d->maps = next;
  }
  tide_candles_free(d->owned);
  free(d->atr);
  free(d->days);
  free(d);
}

void tide_market_strict_crossings(tide_market *m, bool strict) { m->strict_crossings = strict; }

bool tide__market_strict(const tide_market *m) { return m->strict_crossings; }

void tide_market_free(tide_market *m) {
  if (!m || atomic_fetch_sub(&m->holders, 1) > 1) return;
  for (int32_t i = 0; i < m->domains; i++) free_domain(m->domain[i]);
  while (m->zones) {
    struct zone_entry *next = m->zones->next;
    tide__zone_free(m->zones->zone);
    free(m->zones);
    m->zones = next;
  }
  tide__arena_free(atomic_load(&m->spare));
  pthread_mutex_destroy(&m->lock);
  free(m);
}

/* Whether candles of `fine` fill candles of `coarse` without one straddling two. */
static bool divides(int64_t fine, int64_t coarse) {
  if (fine == 0) return false;
  if (fine < 0) return coarse < 0 && coarse % fine == 0;
  return coarse > 0 ? coarse % fine == 0 : TIDE__DAY_US % fine == 0;
}

static int check_timeframe(const struct symbol *s, int64_t timeframe, tide_error *error) {
  const int64_t own = s->candles->timeframe;
  char want[32], have[32];
  if (divides(own, timeframe)) return TIDE_OK;
  tide_timeframe_name(timeframe, want, sizeof want);
  tide_timeframe_name(own, have, sizeof have);
  if (tide__timeframe_seconds(timeframe) < tide__timeframe_seconds(own))
    return tide__error(error, TIDE_EINVAL,
                       "the strategy wants %s candles, but the data of %s has %s candles: finer "
                       "candles cannot be made from coarser ones",
                       want, s->name, have);
  return tide__error(error, TIDE_EINVAL,
                     "the strategy wants %s candles, which the %s candles of %s do not divide "
                     "evenly",
                     want, have, s->name);
}

/* When the data of the traded symbol end. What another symbol has not traded by then
 * does not change its candles any more: that it trades again is not known yet. */
static int64_t data_end(const tide_market *m) {
  const tide_candles *c = m->symbol[0].candles;
  return c->n ? tide__timeframe_close(c->timeframe, c->time[c->n - 1]) : INT64_MIN;
}

static int make_domain(tide_market *m, int32_t symbol, int64_t timeframe, tide__domain **out,
                       tide_error *error) {
  const struct symbol *s = &m->symbol[symbol];
  if (m->domains == MAX_DOMAINS)
    return tide__error(error, TIDE_EINVAL, "more than %d time frames and symbols",
                       (int)MAX_DOMAINS);
  int status = check_timeframe(s, timeframe, error);
  if (status < 0) return status;
  tide__domain *d = calloc(1, sizeof *d);
  if (!d) return tide__error(error, TIDE_ENOMEM, "out of memory");
  d->symbol = symbol;
  d->timeframe = timeframe;
  d->candles = s->candles;
  if (timeframe != s->candles->timeframe) {
    const int64_t reached = symbol ? data_end(m) : INT64_MIN;
    status = tide__candles_resample(s->candles, timeframe, reached, &d->owned, error);
    if (status < 0) {
      free(d);
      return status;
    }
    d->candles = d->owned;
  }
  m->domain[m->domains++] = d;
  *out = d;
  return TIDE_OK;
}

static int find_domain(tide_market *m, const char *symbol, int64_t timeframe,
                       const tide__domain *primary, tide__domain **out, tide_error *error) {
  const int32_t k = *symbol ? find_symbol(m, symbol) : 0;
  if (k < 0)
    return tide__error(error, TIDE_EMISSING,
                       "the strategy reads %s, but only %s%s given: add --with %s=FILE", symbol,
                       m->symbol[0].name, m->symbols > 1 ? " and others are" : " is", symbol);
  if (!timeframe) timeframe = primary ? primary->timeframe : m->symbol[0].candles->timeframe;
  for (int32_t i = 0; i < m->domains; i++)
    if (m->domain[i]->symbol == k && m->domain[i]->timeframe == timeframe) {
      *out = m->domain[i];
      return TIDE_OK;
    }
  return make_domain(m, k, timeframe, out, error);
}

int tide__market_domain(tide_market *m, const char *symbol, int64_t timeframe,
                        const tide__domain *primary, tide__domain **out, tide_error *error) {
  pthread_mutex_lock(&m->lock);
  const int status = find_domain(m, symbol, timeframe, primary, out, error);
  pthread_mutex_unlock(&m->lock);
  return status;
}

int tide__market_map(tide_market *m, const tide__domain *from, tide__domain *to,
                     const tide__map **out, tide_error *error) {
  *out = NULL;
  if (from == to) return TIDE_OK;
  pthread_mutex_lock(&m->lock);
  tide__map *map = to->maps;
  while (map && map->from != from) map = map->next;
  if (!map && (map = tide__map_new(from, to))) {
    map->next = to->maps;
    to->maps = map;
  }
  pthread_mutex_unlock(&m->lock);
  *out = map;
  return map ? TIDE_OK : tide__error(error, TIDE_ENOMEM, "out of memory");
}

static int load_zone(tide_market *m, const char *name, tide__zone **out, tide_error *error) {
  struct zone_entry *e = m->zones;
  while (e && strcmp(e->name, name) != 0) e = e->next;
  if (e) {
    *out = e->zone;
    return TIDE_OK;
  }
  int64_t first = INT64_MAX, last = INT64_MIN;
  for (int32_t i = 0; i < m->symbols; i++) {
    const tide_candles *c = m->symbol[i].candles;
    if (!c->n) continue;
    /* Resampled candles open at or before the first bar, by less than a period. */
    const int64_t before = c->time[0] - 400 * TIDE__DAY_US;
    if (before < first) first = before;
    if (c->time[c->n - 1] > last) last = c->time[c->n - 1];
  }
  if (first > last) first = last = 0;
  e = calloc(1, sizeof *e);
  if (!e) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const int status = tide__zone_load(name, first, last, &e->zone, error);
  if (status < 0) {
    free(e);
    return status;
  }
  memcpy(e->name, name, strlen(name) + 1);
  e->next = m->zones;
  m->zones = e;
  *out = e->zone;
  return TIDE_OK;
}

int tide__market_zone(tide_market *m, const char *name, const tide__zone **out, tide_error *error) {
  tide__zone *zone = NULL;
  pthread_mutex_lock(&m->lock);
  const int status = load_zone(m, name, &zone, error);
  pthread_mutex_unlock(&m->lock);
  *out = zone;
  return status;
}

static int make_atr(tide__domain *d, tide_error *error) {
  const tide_candles *c = d->candles;
  const tide_indicator *ind = tide_indicator_find("atr");
  double params[TIDE_IND_MAX_PARAMS];
  const double fourteen = 14;
  if (!ind) return tide__error(error, TIDE_EMISSING, "the indicator atr is missing");
  const int status = tide__params_check(ind, &fourteen, 1, params, error);
  if (status < 0) return status;
  double *atr = malloc((size_t)(c->n ? c->n : 1) * sizeof *atr);
  if (!atr) return tide__error(error, TIDE_ENOMEM, "out of memory");
  const double *in[TIDE_IND_MAX_IO] = {c->high, c->low, c->close};
  const int32_t first = tide__indicator_run(ind, c->n, in, params, &atr);
  if (first < 0) {
    free(atr);
    return tide__error(error, first, "atr: %s", tide_strerror(first));
  }
  d->atr = atr;
  return TIDE_OK;
}

int tide__market_atr(tide_market *m, tide__domain *d, const double **out, tide_error *error) {
  pthread_mutex_lock(&m->lock);
  const int status = d->atr ? TIDE_OK : make_atr(d, error);
  pthread_mutex_unlock(&m->lock);
  *out = d->atr;
  return status;
}

static int make_days(tide__domain *d, tide_error *error) {
  tide_day *days = malloc((size_t)tide__days_most(d->candles) * sizeof *days);
  if (!days) return tide__error(error, TIDE_ENOMEM, "out of memory");
  d->n_days = tide__days_find(d->candles, days);
  d->days = days;
  return TIDE_OK;
}

int tide__market_days(tide_market *m, tide__domain *d, const tide_day **days, int32_t *n,
                      tide_error *error) {
  pthread_mutex_lock(&m->lock);
  const int status = d->days ? TIDE_OK : make_days(d, error);
  pthread_mutex_unlock(&m->lock);
  *days = d->days;
  *n = d->n_days;
  return status;
}

tide__arena *tide__market_take_arena(tide_market *m) {
  tide__arena *a = atomic_exchange(&m->spare, NULL);
  if (!a) a = tide__arena_new();
  if (a) atomic_fetch_add(&m->holders, 1);
  return a;
}

void tide__market_give_arena(tide_market *m, tide__arena *a) {
  tide__arena_reset(a);
  tide__arena_free(atomic_exchange(&m->spare, a));
  tide_market_free(m);
}

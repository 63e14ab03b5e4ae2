/* candle_list.c -- candles that come one by one and are kept. */
#include "core/error.h"
#include "data/candles.h"
#include "data/stamp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

struct tide_candle_list {
  tide_candles view;
  void *column[TIDE__CANDLE_COLUMNS]; /* what it points to */
  int32_t capacity;
  int64_t last; /* the latest that came */
  char *symbol;
};

static int refuse(const char *symbol, int64_t time, tide_error *error, const char *why) {
  char stamp[40];
  tide__stamp_text(time, stamp);
  return tide__error(error, TIDE_EDATA, "%s: the candle of %s %s", symbol, stamp, why);
}

int tide__candle_check(const char *symbol, const tide_candles *c, int32_t i, int64_t before,
                       tide_error *error) {
  const double o = c->open[i], h = c->high[i], l = c->low[i], x = c->close[i];
  const double v = c->volume ? c->volume[i] : 0.0;
  if (!isfinite(o) || !isfinite(h) || !isfinite(l) || !isfinite(x))
    return refuse(symbol, c->time[i], error, "has a price that is no number");
  if (l > o || l > x || h < o || h < x)
    return refuse(symbol, c->time[i], error, "opens or closes outside its high and low");
  if (!isfinite(v) || v < 0)
    return refuse(symbol, c->time[i], error, "has a volume that is negative or no number");
  if (c->time[i] == before) return refuse(symbol, before, error, "is there already");
  if (c->time[i] < before)
    return refuse(symbol, c->time[i], error, "comes after a later one: expected the oldest first");
  return TIDE_OK;
}

/* A column that is there is never NULL. */
static bool make_columns(tide_candle_list *list, const tide_candles *like) {
  for (int32_t i = 0; i < TIDE__CANDLE_COLUMNS; i++) {
    if (!tide__candles_get(like, i)) continue;
    list->column[i] = malloc(FIRST_CAPACITY * sizeof(double));
    if (!list->column[i]) return false;
    tide__candles_set(&list->view, i, list->column[i]);
  }
  return true;
}

int tide_candle_list_new(const tide_feed *feed, tide_candle_list **out, tide_error *error) {
  *out = NULL;
  char name[32];
  if (!feed->symbol || !*feed->symbol)
    return tide__error(error, TIDE_EINVAL, "a list of candles needs a symbol");
  if (tide_timeframe_name(feed->timeframe, name, sizeof name) < 0)
    return tide__error(error, TIDE_EINVAL, "the candles of %s need a time frame", feed->symbol);
  tide_candle_list *list = calloc(1, sizeof *list);
  char *symbol = strdup(feed->symbol);
  if (!list || !symbol) {
    free(list);
    free(symbol);
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  const tide_candles like = tide__candles_empty(feed);
  list->view = (tide_candles){.timeframe = feed->timeframe};
  list->symbol = symbol;
  list->last = INT64_MIN;
  if (!make_columns(list, &like)) {
    tide_candle_list_free(list);
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  }
  list->capacity = FIRST_CAPACITY;
  *out = list;
  return TIDE_OK;
}

void tide_candle_list_free(tide_candle_list *list) {
  if (!list) return;
  for (int32_t i = 0; i < TIDE__CANDLE_COLUMNS; i++) free(list->column[i]);
  free(list->symbol);
  free(list);
}

/* Columns that have grown before memory is out stay as they are: larger than needed. */
static bool grow(tide_candle_list *list) {
  if (list->capacity > INT32_MAX / 2) return false;
  const size_t room = 2 * (size_t)list->capacity;
  for (int32_t i = 0; i < TIDE__CANDLE_COLUMNS; i++) {
    if (!list->column[i]) continue;
    void *grown = realloc(list->column[i], room * sizeof(double));
    if (!grown) return false;
    list->column[i] = grown;
    tide__candles_set(&list->view, i, grown);
  }
  list->capacity = (int32_t)room;
  return true;
}

int tide_candle_list_append(tide_candle_list *list, const tide_candle *x, tide_error *error) {
  const tide_candles row = tide__candles_one(&list->view, x);
  const int status = tide__candle_check(list->symbol, &row, 0, list->last, error);
  if (status < 0) return status;
  if (list->view.n == list->capacity && !grow(list))
    return tide__error(error, TIDE_ENOMEM, "out of memory");
  for (int32_t i = 0; i < TIDE__CANDLE_COLUMNS; i++)
    if (list->column[i])
      memcpy((char *)list->column[i] + (size_t)list->view.n * sizeof(double),
             tide__candles_get(&row, i), sizeof(double));
  list->last = x->time;
  list->view.n++;
  return TIDE_OK;
}

const tide_candles *tide_candle_list_view(const tide_candle_list *list) { return &list->view; }

void tide_candle_list_drop(tide_candle_list *list, int32_t count) {
  if (count <= 0) return;
  const int32_t left = count < list->view.n ? list->view.n - count : 0;
  for (int32_t i = 0; i < TIDE__CANDLE_COLUMNS && left; i++)
    if (list->column[i])
      memmove(list->column[i], (char *)list->column[i] + (size_t)count * sizeof(double),
              (size_t)left * sizeof(double));
  list->view.n = left;
}

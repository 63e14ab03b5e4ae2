/* names.c -- the names that columns go by.
 *
 * They are compared in lower case with one form of spaces, without brackets. */
#include "data/names.h"

#include <ctype.h>
#include <string.h>

enum { NAME_SIZE = 48 };

/* The lower rank wins when several columns have the role. */
static const struct {
  const char *name;
  int32_t role, rank;
} names[] = {
  {"open_time", TIDE__ROLE_TIME, 0},
  {"opentime", TIDE__ROLE_TIME, 0},
  {"open_timestamp", TIDE__ROLE_TIME, 0},
  {"time_open", TIDE__ROLE_TIME, 0},
  {"start_time", TIDE__ROLE_TIME, 0},
  {"starttime", TIDE__ROLE_TIME, 0},
  {"start", TIDE__ROLE_TIME, 0},
  {"open_date", TIDE__ROLE_TIME, 0},
  {"begins_at", TIDE__ROLE_TIME, 0},
  {"period_start", TIDE__ROLE_TIME, 0},
  {"time_period_start", TIDE__ROLE_TIME, 0},
  {"candle_begin_time", TIDE__ROLE_TIME, 0},
  {"timestamp", TIDE__ROLE_TIME, 1},
  {"timestamp_ms", TIDE__ROLE_TIME, 1},
  {"timestamp_us", TIDE__ROLE_TIME, 1},
  {"timestamp_ns", TIDE__ROLE_TIME, 1},
  {"ts", TIDE__ROLE_TIME, 1},
  {"unix", TIDE__ROLE_TIME, 2},
  {"unix_timestamp", TIDE__ROLE_TIME, 2},
  {"unix_time", TIDE__ROLE_TIME, 2},
  {"epoch", TIDE__ROLE_TIME, 2},
  {"datetime", TIDE__ROLE_TIME, 3},
  {"date_time", TIDE__ROLE_TIME, 3},
  {"gmt_time", TIDE__ROLE_TIME, 4},
  {"local_time", TIDE__ROLE_TIME, 4},
  {"time", TIDE__ROLE_TIME, TIDE__RANK_CLOCK},
  {"date", TIDE__ROLE_TIME, TIDE__RANK_DATE},
  {"day", TIDE__ROLE_TIME, 7},
  {"t", TIDE__ROLE_TIME, 8},
  {"", TIDE__ROLE_TIME, 21},
  {"index", TIDE__ROLE_TIME, 22},
  {"close_time", TIDE__ROLE_TIME, TIDE__RANK_CLOSE_TIME},
  {"closetime", TIDE__ROLE_TIME, TIDE__RANK_CLOSE_TIME},
  {"close_datetime", TIDE__ROLE_TIME, TIDE__RANK_CLOSE_TIME},
  {"close_timestamp", TIDE__ROLE_TIME, TIDE__RANK_CLOSE_TIME},
  {"close_date", TIDE__ROLE_TIME, TIDE__RANK_CLOSE_TIME},
  {"time_close", TIDE__ROLE_TIME, TIDE__RANK_CLOSE_TIME},
  {"end_time", TIDE__ROLE_TIME, TIDE__RANK_CLOSE_TIME},
  {"open", TIDE__ROLE_OPEN, 0},
  {"open_price", TIDE__ROLE_OPEN, 1},
  {"price_open", TIDE__ROLE_OPEN, 1},
  {"o", TIDE__ROLE_OPEN, 2},
  {"high", TIDE__ROLE_HIGH, 0},
  {"high_price", TIDE__ROLE_HIGH, 1},
  {"price_high", TIDE__ROLE_HIGH, 1},
  {"max", TIDE__ROLE_HIGH, 2},
  {"h", TIDE__ROLE_HIGH, 2},
  {"low", TIDE__ROLE_LOW, 0},
  {"low_price", TIDE__ROLE_LOW, 1},
  {"price_low", TIDE__ROLE_LOW, 1},
  {"min", TIDE__ROLE_LOW, 2},
  {"l", TIDE__ROLE_LOW, 2},
  {"close", TIDE__ROLE_CLOSE, 0},
  {"close_price", TIDE__ROLE_CLOSE, 1},
  {"price_close", TIDE__ROLE_CLOSE, 1},
  {"close/last", TIDE__ROLE_CLOSE, 1},
  {"last", TIDE__ROLE_CLOSE, 2},
  {"price", TIDE__ROLE_CLOSE, 3},
  {"c", TIDE__ROLE_CLOSE, 4},
  {"volume", TIDE__ROLE_VOLUME, 0},
  {"base_volume", TIDE__ROLE_VOLUME, 1},
  {"volume_base", TIDE__ROLE_VOLUME, 1},
  {"base_asset_volume", TIDE__ROLE_VOLUME, 1},
  {"volumefrom", TIDE__ROLE_VOLUME, 1},
  {"volume_from", TIDE__ROLE_VOLUME, 1},
  {"tick_volume", TIDE__ROLE_VOLUME, 2},
  {"tickvol", TIDE__ROLE_VOLUME, 2},
  {"vol", TIDE__ROLE_VOLUME, 3},
  {"v", TIDE__ROLE_VOLUME, 6},
  {"funding_rate", TIDE__ROLE_FUNDING, 0},
  {"funding", TIDE__ROLE_FUNDING, 1},
  {"mark_price", TIDE__ROLE_MARK, 0},
  {"mark", TIDE__ROLE_MARK, 1},
  {"open_interest", TIDE__ROLE_OPEN_INTEREST, 0},
  {"openinterest", TIDE__ROLE_OPEN_INTEREST, 0},
  {"oi", TIDE__ROLE_OPEN_INTEREST, 1},
};

/* "<CLOSE>", "1. close", "Vol.", "Volume BTC", "Timestamp (UTC)" to "close",
 * "close", "vol", "volume_btc", "timestamp". */
static void normalise(tide__cell cell, char out[NAME_SIZE]) {
  size_t n = 0;
  const char *p = cell.at, *end = cell.end;
  if (end - p > 2 && *p == '<' && end[-1] == '>') p++, end--;
  if (end - p > 3 && isdigit((unsigned char)p[0]) && p[1] == '.' && p[2] == ' ') p += 3;
  for (; p < end && n < NAME_SIZE - 1; p++) {
    const char c = strchr(" -(", *p) ? '_' : (char)tolower((unsigned char)*p);
    if (c == '_' && n > 0 && out[n - 1] == '_') continue;
    if (!strchr(").*", c)) out[n++] = c;
  }
  if (n > 4 && memcmp(out + n - 4, "_utc", 4) == 0) n -= 4;
  out[n] = 0;
}

static bool is_quote_currency(const char *name) {
  static const char *const known[] = {"usd", "usdt", "usdc", "busd", "tusd", "fdusd", "dai",
                                      "eur", "gbp",  "jpy",  "try",  "krw",  "brl",   "quote"};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (strcmp(name, known[i]) == 0) return true;
  return false;
}

/* "volume_btc" is one, "volume_ma" or "volume_change" are indicators. */
static bool is_ticker(const char *name) {
  static const char *const others[] = {"to", "ma", "sma", "ema", "osc", "avg", "ratio", "delta"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (strcmp(name, others[i]) == 0) return false;
  return strlen(name) >= 2 && strlen(name) <= 5 && strspn(name, "0123456789") == 0 &&
         !strchr(name, '_');
}

/* A price in a currency: "open_usd", or a volume: "volume_btc", better than "volume_usd". */
static int32_t role_in_currency(const char *name, int32_t *rank) {
  static const char *const prefixes[] = {"open_", "high_", "low_", "close_"};
  for (int32_t i = 0; i < 4; i++) {
    const size_t size = strlen(prefixes[i]);
    if (strncmp(name, prefixes[i], size) != 0 || !is_quote_currency(name + size)) continue;
    *rank = 3;
    return TIDE__ROLE_OPEN + i;
  }
  if (strncmp(name, "volume_", 7) != 0) return TIDE__ROLES;
  *rank = is_quote_currency(name + 7) ? 5 : 4;
  return *rank == 5 || is_ticker(name + 7) ? TIDE__ROLE_VOLUME : TIDE__ROLES;
}

int32_t tide__name_role(tide__cell cell, int32_t *rank) {
  char name[NAME_SIZE];
  normalise(cell, name);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(names[i].name, name) != 0) continue;
    *rank = names[i].rank;
    return names[i].role;
  }
  return role_in_currency(name, rank);
}

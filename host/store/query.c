/* query.c -- one statement: values in, rows out. */
#include "store/database.h"

#include "core/error.h"

#include <math.h>
#include <stdlib.h>

struct tide_query {
  tide_db *db;
  sqlite3_stmt *statement;
};

tide_query *tide_query_new(tide_db *db, const char *sql, tide_error *error) {
  tide_query *q = calloc(1, sizeof *q);
  if (!q) {
    tide__error(error, TIDE_ENOMEM, "out of memory");
    return NULL;
  }
  q->db = db;
  const int code =
    sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->statement, NULL);
  if (code == SQLITE_OK) return q;
  tide__db_fail(db, code, error);
  free(q);
  return NULL;
}

void tide_query_free(tide_query *q) {
  if (!q) return;
  sqlite3_finalize(q->statement);
  free(q);
}

static int bound(int code) {
  return code == SQLITE_OK ? TIDE_OK : code == SQLITE_NOMEM ? TIDE_ENOMEM : TIDE_EINVAL;
}

int tide_query_bind_number(tide_query *q, int32_t place, double x) {
  const bool whole = x == floor(x) && fabs(x) < 9007199254740992.0; /* 2^53 */
  if (x != x) return bound(sqlite3_bind_null(q->statement, place));
  return bound(whole ? sqlite3_bind_int64(q->statement, place, (sqlite3_int64)x)
                     : sqlite3_bind_double(q->statement, place, x));
}

int tide_query_bind_text(tide_query *q, int32_t place, const char *text, size_t size) {
  return bound(sqlite3_bind_text64(q->statement, place, text, size, SQLITE_TRANSIENT, SQLITE_UTF8));
}

int tide_query_bind_null(tide_query *q, int32_t place) {
  return bound(sqlite3_bind_null(q->statement, place));
}

static int bind_value(sqlite3_stmt *statement, int place, const tide_value *v) {
  if (v->text) return sqlite3_bind_text(statement, place, v->text, v->size, SQLITE_STATIC);
  const double x = v->number;
  const bool small = x > -9007199254740992.0 && x < 9007199254740992.0; /* 2^53 */
  if (small && x == (double)(sqlite3_int64)x)
    return sqlite3_bind_int64(statement, place, (sqlite3_int64)x);
  return sqlite3_bind_double(statement, place, x); /* null for NaN */
}

int tide_query_put(tide_query *q, const tide_value *row, int32_t count, tide_error *error) {
  int code = SQLITE_OK;
  for (int i = 0; i < count && code == SQLITE_OK; i++)
    code = bind_value(q->statement, i + 1, &row[i]);
  if (code != SQLITE_OK) return tide__db_fail(q->db, code, error);
  sqlite3_step(q->statement);
  code = sqlite3_reset(q->statement);   /* says what the step said */
  sqlite3_clear_bindings(q->statement); /* the texts are not ours */
  return code == SQLITE_OK ? TIDE_OK : tide__db_fail(q->db, code, error);
}

int tide_query_step(tide_query *q, tide_error *error) {
  const int code = sqlite3_step(q->statement);
  if (code == SQLITE_ROW) return 1;
  const int status = code == SQLITE_DONE ? 0 : tide__db_fail(q->db, code, error);
  sqlite3_reset(q->statement);
  return status;
}

void tide_query_reset(tide_query *q) { sqlite3_reset(q->statement); }

int32_t tide_query_columns(const tide_query *q) { return sqlite3_column_count(q->statement); }

const char *tide_query_column_name(const tide_query *q, int32_t column) {
  return sqlite3_column_name(q->statement, column);
}

int32_t tide_query_kind(tide_query *q, int32_t column) {
  const int type = sqlite3_column_type(q->statement, column);
  return type == SQLITE_NULL                              ? TIDE_SQL_NULL
         : type == SQLITE_INTEGER || type == SQLITE_FLOAT ? TIDE_SQL_NUMBER
                                                          : TIDE_SQL_TEXT;
}

double tide_query_number(tide_query *q, int32_t column) {
  return sqlite3_column_double(q->statement, column);
}

const char *tide_query_text(tide_query *q, int32_t column, int32_t *size) {
  const unsigned char *text = sqlite3_column_text(q->statement, column);
  *size = sqlite3_column_bytes(q->statement, column);
  return (const char *)text;
}

/* store.h -- a database of one file. */

/* A database: one SQLite file, kept with a write-ahead log, so that others read
 * while one writes, and what was committed survives a killed process. A handle and
 * its queries belong to one thread. */
typedef struct tide_db tide_db;
typedef struct tide_query tide_query;

enum { TIDE_DB_CREATE = 0, TIDE_DB_WRITE = 1, TIDE_DB_READ = 2 };
enum { TIDE_SQL_NULL = 0, TIDE_SQL_NUMBER = 1, TIDE_SQL_TEXT = 2 };

/* path: a file, or ":memory:". TIDE_DB_CREATE makes it and its folder where they are
 * missing, the others refuse that. A lock of another process is waited for, up to wait_ms. NULL
 * with a message on failure. */
tide_db *tide_db_open(const char *path, int32_t mode, int32_t wait_ms, tide_error *error);
void tide_db_close(tide_db *db); /* after its queries were freed; NULL is allowed */
/* Runs statements that give no rows. */
int tide_db_exec(tide_db *db, const char *sql, tide_error *error);
/* Rows that the last insert, update or delete changed; the key of the last insert. */
int32_t tide_db_changes(const tide_db *db);
double tide_db_last_key(const tide_db *db);

/* One statement with places ?1, ?2 ... for values. */
tide_query *tide_query_new(tide_db *db, const char *sql, tide_error *error);
void tide_query_free(tide_query *q); /* NULL is allowed */
/* Values stay until they are set again; text is copied. NaN is null. */
int tide_query_bind_number(tide_query *q, int32_t place, double x);
int tide_query_bind_text(tide_query *q, int32_t place, const char *text, size_t size);
int tide_query_bind_null(tide_query *q, int32_t place);
/* A value of a row that is written: text, or where that is NULL a number; NaN is null. */
typedef struct {
  const char *text;
  int32_t size; /* of the text, in bytes */
  double number;
} tide_value;
/* Runs a statement that gives no rows with row [count] in the places ?1, ?2 ..., and
 * leaves it ready for the next: what many rows are written with. The text is not kept. */
int tide_query_put(tide_query *q, const tide_value *row, int32_t count, tide_error *error);
/* 1: a row is there; 0: no more, the query is ready to run again; negative: failed, with
 * a message. */
int tide_query_step(tide_query *q, tide_error *error);
void tide_query_reset(tide_query *q); /* when rows are left unread */
int32_t tide_query_columns(const tide_query *q);
const char *tide_query_column_name(const tide_query *q, int32_t column);
/* Of the row that is there, until the next step: TIDE_SQL_*, and its value. */
int32_t tide_query_kind(tide_query *q, int32_t column);
double tide_query_number(tide_query *q, int32_t column);
const char *tide_query_text(tide_query *q, int32_t column, int32_t *size);

/* database.c -- opens, prepares and closes an SQLite file, and says what went wrong. */
#include "store/database.h"

#include "core/error.h"
#include "core/folders.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a user can do about an answer of SQLite. */
static const struct {
  int code, status;
  const char *advice;
} answers[] = {
  {SQLITE_BUSY, TIDE_EIO,
   "another process keeps it locked; wait for it to end, or use --store with another file"},
  {SQLITE_LOCKED, TIDE_EIO,
   "another process keeps it locked; wait for it to end, or use --store with another file"},
  {SQLITE_FULL, TIDE_EIO, "the disk is full; free some space and run this again"},
  {SQLITE_NOTADB, TIDE_EIO, "this is no SQLite database; use --store with another file"},
  {SQLITE_CORRUPT, TIDE_EIO,
   "the file is damaged; restore a copy, or move it away to start a new one"},
  {SQLITE_CANTOPEN, TIDE_EIO,
   "the file cannot be opened; check that the folder exists and may be written"},
  {SQLITE_READONLY, TIDE_EIO, "the file or its folder may not be written; check its permissions"},
  {SQLITE_PERM, TIDE_EIO, "the file may not be opened; check its permissions"},
  {SQLITE_IOERR, TIDE_EIO,
   "the disk did not take or give what was asked of it; check its free space, limits on file "
   "sizes, and its health"},
  {SQLITE_NOMEM, TIDE_ENOMEM, "out of memory"},
};
enum { ANSWERS = sizeof answers / sizeof answers[0] };

int tide__db_fail(const tide_db *db, int code, tide_error *error) {
  for (int i = 0; i < ANSWERS; i++)
    if (answers[i].code == (code & 0xff))
      return tide__error(error, answers[i].status, "%s: %s", db->path, answers[i].advice);
  return tide__error(error, TIDE_EIO, "%s: %s", db->path,
                     db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code));
}

/* The log makes a commit one append. NORMAL: a killed process loses nothing, a power cut
 * at most the last commits, and the file stays whole. 64 MiB of log before it is copied into
 * the file: pages that many commits change are copied once. */
static const char settings[] = "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = NORMAL;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -131072;"
                               "PRAGMA wal_autocheckpoint = 16384;";
static const char read_settings[] = "PRAGMA temp_store = MEMORY;"
                                    "PRAGMA cache_size = -65536;";

tide_db *tide_db_open(const char *path, int32_t mode, int32_t wait_ms, tide_error *error) {
  const size_t length = strlen(path);
  tide_db *db = calloc(1, sizeof *db + length + 1);
  if (!db) {
    tide__error(error, TIDE_ENOMEM, "out of memory");
    return NULL;
  }
  memcpy(db->path, path, length + 1);
  db->wait_ms = wait_ms;
  const int flags = mode == TIDE_DB_READ     ? SQLITE_OPEN_READONLY
                    : mode == TIDE_DB_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                             : SQLITE_OPEN_READWRITE;
  if (mode != TIDE_DB_CREATE && access(path, F_OK) != 0) {
    tide__error(error, TIDE_EMISSING, "%s: there is no such file; 'tide db migrate' makes a store",
                path);
    tide_db_close(db);
    return NULL;
  }
  if (mode == TIDE_DB_CREATE) tide__folders_make(db->path, 0);
  int code = sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK) code = sqlite3_busy_timeout(db->handle, wait_ms);
  /* The first statement reads the file: here it turns out to be no database. */
  if (code == SQLITE_OK)
    code =
      sqlite3_exec(db->handle, mode == TIDE_DB_READ ? read_settings : settings, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec(db->handle, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
  if (code == SQLITE_OK) return db;
  tide__db_fail(db, code, error);
  tide_db_close(db);
  return NULL;
}

void tide_db_close(tide_db *db) {
  if (!db) return;
  sqlite3_close_v2(db->handle);
  free(db);
}

int tide_db_exec(tide_db *db, const char *sql, tide_error *error) {
  const int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
  return code == SQLITE_OK ? TIDE_OK : tide__db_fail(db, code, error);
}

int32_t tide_db_changes(const tide_db *db) { return sqlite3_changes(db->handle); }

double tide_db_last_key(const tide_db *db) { return (double)sqlite3_last_insert_rowid(db->handle); }

/* database.h -- inside an open database. */
#pragma once
#include "tide.h"

#include <sqlite3.h>

struct tide_db {
  sqlite3 *handle;
  int32_t wait_ms;
  char path[];
};

/* Fills the message for what SQLite answered, with what to do, and returns the status. */
int tide__db_fail(const tide_db *db, int code, tide_error *error);

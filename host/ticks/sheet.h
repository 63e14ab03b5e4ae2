/* sheet.h -- a CSV file of ticks, row by row, by the names of its columns. */
#pragma once
#include "data/layout.h"
#include "ticks/fixed.h"

enum { TIDE__SHEET_COLUMNS = 12 };

/* A column that a file may have.
 *   name    for messages
 *   words   what files call it, parted by spaces, lower case */
typedef struct {
  const char *name, *words;
  bool needed;
} tide__wanted;

/* column  [n] which cell is wanted i; -1 when the file does not have it
 * cells   of a row; cell [cells] those of the row that was read last */
typedef struct {
  const char *name; /* of the file */
  const tide__wanted *wanted;
  int32_t n;
  tide__lines *lines;
  char delimiter;
  int32_t cells, column[TIDE__SHEET_COLUMNS];
  tide__line line;
  tide__cell cell[TIDE__MAX_CELLS];
  tide_error *error;
} tide__sheet;

/* Opens a file and reads its header; the report gets what was found. Close it whatever it
 * returns. */
int tide__sheet_open(tide__sheet *s, const tide_source *source, tide_tick_report *report);
void tide__sheet_close(tide__sheet *s);

/* 1 and a row, 0 at the end, or a negative status with a message. Empty lines are no rows. */
int tide__sheet_next(tide__sheet *s);

bool tide__sheet_has(const tide__sheet *s, int32_t i);
tide__cell tide__sheet_cell(const tide__sheet *s, int32_t i); /* empty where there is none */
bool tide__sheet_empty(const tide__sheet *s, int32_t i);
bool tide__sheet_is(const tide__sheet *s, int32_t i, const char *text); /* letters of any case */

/* TIDE_EDATA, with "FILE:LINE: price 'abc' is ..." */
int tide__sheet_refuse(const tide__sheet *s, int32_t i, const char *why);
int tide__sheet_no_memory(const tide__sheet *s);

/* A time in microseconds, and a whole number from 0 to 2^63 - 1; TIDE_OK or refused. */
int tide__sheet_time(const tide__sheet *s, int32_t i, int64_t *us);
int tide__sheet_id(const tide__sheet *s, int32_t i, int64_t *id);
/* Appends the number of a cell. TIDE_OK, TIDE_ENOMEM or refused. */
int tide__sheet_number(const tide__sheet *s, int32_t i, tide__fixed *f);

/* csv.h -- candles from CSV text. */
#pragma once
#include "tide.h"

/* Reads all rows: columns, order, duplicates, close stamps and time frame are
 * settled; gaps and the last candle are as the file has them. *digest becomes the
 * checksum of the file's bytes. */
int tide__csv_read(const tide_source *source, tide_candles **out, tide_load_report *report,
                   uint64_t *digest, tide_error *error);

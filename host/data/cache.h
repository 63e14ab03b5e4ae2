/* cache.h -- parsed files, kept as columns that are mapped the next time. */
#pragma once
#include "tide.h"

/* What tells a file from another one, or from itself after a change. */
typedef struct {
  int64_t size, mtime_ns, ctime_ns;
  uint64_t inode, device;
} tide__file_id;

/* False when there is no such file. */
bool tide__file_identify(const char *path, tide__file_id *id);

/* The candles of a file that was stored and did not change since, with the report
 * that csv.h made; NULL when there are none, or when anything is wrong with them. */
tide_candles *tide__cache_find(const tide_source *source, tide_load_report *report);

/* Stores what was read from a file of this identity and content. That it cannot
 * be stored is no error. */
void tide__cache_store(const tide_source *source, const tide__file_id *id, uint64_t content,
                       const tide_candles *c, const tide_load_report *report);

/* folder.h -- the cache folder and the folders in it. */
#pragma once
#include "tide.h"

/* Opens `named`, else $XDG_CACHE_HOME/tide/candles, else ~/.cache/tide/candles;
 * makes it when `create`. -1 when it cannot be had. */
int tide__folder_open_cache(const char *named, bool create);

/* Makes and opens an empty folder of this process alone. -1 on failure. */
int tide__folder_make_temporary(int root, char name[64]);

/* Puts a folder under another name in one step; an old one of that name goes. */
void tide__folder_put(int root, const char *temporary, const char *name);

/* Removes a folder of plain files, if it is there. */
void tide__folder_remove(int root, const char *name);

/* Removes temporary folders that a killed process left more than an hour ago, and
 * entries that were stored more than a month ago, so that the cache stays small. */
void tide__folder_sweep(int root);

/* folder.c -- making, exchanging and removing cache folders. */
#define _GNU_SOURCE /* renameat2 */
#include "data/folder.h"
#include "core/folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
  OPEN_FOLDER = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
  STALE_SECONDS = 3600,
  KEPT_SECONDS = 30 * 86400
};

int tide__folder_open_cache(const char *named, bool create) {
  char path[PATH_MAX];
  const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  int size;
  if (named)
    size = snprintf(path, sizeof path, "%s", named);
  else if (base && *base == '/')
    size = snprintf(path, sizeof path, "%s/tide/candles", base);
  else if (home && *home == '/')
    size = snprintf(path, sizeof path, "%s/.cache/tide/candles", home);
  else
    return -1;
  if (size < 0 || size >= (int)sizeof path) return -1;
  const int folder = open(path, OPEN_FOLDER);
  if (folder >= 0 || !create) return folder;
  tide__folders_make(path, 1);
  return open(path, OPEN_FOLDER);
}

int tide__folder_make_temporary(int root, char name[64]) {
  static atomic_uint counter;
  for (int32_t attempt = 0; attempt < 8; attempt++) {
    snprintf(name, 64, "tmp.%ld.%u.%lld", (long)getpid(), atomic_fetch_add(&counter, 1),
             (long long)tide_clock_wall_us());
    if (mkdirat(root, name, 0755) == 0) return openat(root, name, OPEN_FOLDER);
    if (errno != EEXIST) break;
  }
  return -1;
}

void tide__folder_remove(int root, const char *name) {
  const int folder = openat(root, name, OPEN_FOLDER | O_NOFOLLOW);
  DIR *entries = folder < 0 ? NULL : fdopendir(folder);
  if (!entries) {
    if (folder >= 0) close(folder);
    unlinkat(root, name, 0);
    return;
  }
  const struct dirent *entry;
  while ((entry = readdir(entries)))
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      unlinkat(folder, entry->d_name, 0);
  closedir(entries);
  unlinkat(root, name, AT_REMOVEDIR);
}

/* After an exchange the temporary name holds the old entry, for the caller to
 * remove. Where the file system cannot exchange, the old one is removed first: a
 * reader in between finds no entry and reads the source. */
void tide__folder_put(int root, const char *temporary, const char *name) {
  if (renameat(root, temporary, root, name) != 0 &&
      renameat2(root, temporary, root, name, RENAME_EXCHANGE) != 0) {
    tide__folder_remove(root, name);
    renameat(root, temporary, root, name);
  }
  fsync(root);
}

void tide__folder_sweep(int root) {
  const int copy = openat(root, ".", OPEN_FOLDER);
  DIR *entries = copy < 0 ? NULL : fdopendir(copy);
  if (!entries) {
    if (copy >= 0) close(copy);
    return;
  }
  const struct dirent *entry;
  struct stat st;
  while ((entry = readdir(entries))) {
    if (entry->d_name[0] == '.' || fstatat(root, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    const bool temporary = strncmp(entry->d_name, "tmp.", 4) == 0;
    if (st.st_mtim.tv_sec + (temporary ? STALE_SECONDS : KEPT_SECONDS) < time(NULL))
      tide__folder_remove(root, entry->d_name);
  }
  closedir(entries);
}

/* cache.c -- finding and storing an entry.
 *
 * An entry is a folder named after the path of its source, with a column a file
 * and a manifest. It is made under another name and put in place in one step, and
 * opened once and read through that handle, so a reader sees a whole entry or
 * none whatever other processes do. Everything in it is under a checksum. */
#include "data/cache.h"

#include "core/digest.h"
#include "data/candles.h"
#include "data/folder.h"
#include "data/npy.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FORMAT = 1, COLUMNS = 9, OPTIONAL = 5 };

/* A clock tick hides changes made within it: an identity is believed when it was
 * already this old at the time it was stored. */
static const int64_t settled_ns = INT64_C(2000000000);

typedef struct {
  char magic[8];
  uint32_t format, bytes;
  tide__file_id id;
  int64_t stored_ns, timeframe;
  uint64_t content, column[COLUMNS];
  int32_t n, optional;
  tide_load_report report;
  uint64_t digest; /* of all before it */
} manifest;

static const char *const files[COLUMNS] = {"time.npy",    "open.npy",  "high.npy",
                                           "low.npy",     "close.npy", "volume.npy",
                                           "funding.npy", "mark.npy",  "open_interest.npy"};

static const char *type_of(int32_t column) { return column == 0 ? "<i8" : "<f8"; }

static bool has_column(int32_t optional, int32_t i) {
  return i < OPTIONAL || (optional & 1 << (i - OPTIONAL));
}

static uint64_t manifest_digest(const manifest *m) {
  return tide__digest_of(m, offsetof(manifest, digest));
}

bool tide__file_identify(const char *path, tide__file_id *id) {
  struct stat st;
  if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) return false;
  *id = (tide__file_id){
    .size = st.st_size,
    .mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec,
    .ctime_ns = (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec,
    .inode = st.st_ino,
    .device = st.st_dev,
  };
  return true;
}

static bool digest_file(const char *path, uint64_t *digest) {
  enum { CHUNK = 1 << 16 };
  char *chunk = malloc(CHUNK);
  const int fd = chunk ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  tide__digest d;
  tide__digest_init(&d);
  ssize_t n = -1;
  while (fd >= 0 && (n = read(fd, chunk, CHUNK)) > 0) tide__digest_add(&d, chunk, (size_t)n);
  if (fd >= 0) close(fd);
  free(chunk);
  *digest = tide__digest_end(&d);
  return n == 0;
}

static bool read_manifest(int folder, manifest *m) {
  const int fd = openat(folder, "manifest", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return false;
  struct stat st;
  const bool whole = fstat(fd, &st) == 0 && st.st_size == (off_t)sizeof *m &&
                     read(fd, m, sizeof *m) == (ssize_t)sizeof *m;
  close(fd);
  return whole && memcmp(m->magic, "tidecsv", 8) == 0 && m->format == FORMAT &&
         m->bytes == sizeof *m && m->digest == manifest_digest(m) && m->n > 0;
}

static bool write_manifest(int folder, manifest *m) {
  memcpy(m->magic, "tidecsv", 8);
  m->format = FORMAT;
  m->bytes = sizeof *m;
  m->stored_ns = (int64_t)tide_clock_wall_us() * 1000;
  m->digest = manifest_digest(m);
  char name[64];
  snprintf(name, sizeof name, "manifest.%ld", (long)getpid());
  const int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  bool written = write(fd, m, sizeof *m) == (ssize_t)sizeof *m && fsync(fd) == 0;
  written = close(fd) == 0 && written && renameat(folder, name, folder, "manifest") == 0;
  if (!written) unlinkat(folder, name, 0);
  return written;
}

/* Is the file still the one that was read? Its content decides where its identity
 * does not; what was learned is written down for the next time. */
static bool is_current(const char *path, int folder, manifest *m) {
  tide__file_id id;
  uint64_t content;
  if (!tide__file_identify(path, &id) || id.size != m->id.size) return false;
  const int64_t changed = id.mtime_ns > id.ctime_ns ? id.mtime_ns : id.ctime_ns;
  if (memcmp(&id, &m->id, sizeof id) == 0 && m->stored_ns - changed > settled_ns) return true;
  if (!digest_file(path, &content) || content != m->content) return false;
  m->id = id;
  if ((int64_t)tide_clock_wall_us() * 1000 - changed > settled_ns) write_manifest(folder, m);
  return true;
}

static tide_candles *map_columns(int folder, const manifest *m) {
  tide_candles *c = tide__candles_mapped(m->n, m->timeframe);
  for (int32_t i = 0; c && i < COLUMNS; i++) {
    size_t size;
    if (!has_column(m->optional, i)) continue;
    char *map = tide__npy_map(folder, files[i], type_of(i), m->n, &size);
    if (map) tide__candles_adopt(c, i, map, size, TIDE__NPY_HEADER);
    if (map && tide__digest_of(map + TIDE__NPY_HEADER, (size_t)m->n * 8) == m->column[i]) continue;
    tide_candles_free(c);
    c = NULL;
  }
  return c;
}

static uint64_t entry_of(const char *path) {
  char real[PATH_MAX];
  return realpath(path, real) ? tide__digest_of(real, strlen(real)) : 0;
}

tide_candles *tide__cache_find(const tide_source *source, tide_load_report *report) {
  const char *path = source->path;
  tide_candles *c = NULL;
  manifest *m = malloc(sizeof *m);
  const int root = m ? tide__folder_open_cache(source->cache, false) : -1;
  char name[24];
  snprintf(name, sizeof name, "%016llx", (unsigned long long)entry_of(path));
  const int folder = root < 0 ? -1 : openat(root, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0 && read_manifest(folder, m) && is_current(path, folder, m))
    c = map_columns(folder, m);
  if (c) {
    *report = m->report;
    report->cached = true;
  }
  if (folder >= 0) close(folder);
  if (root >= 0) close(root);
  free(m);
  return c;
}

static bool write_entry(int folder, manifest *m, const tide_candles *c) {
  const void *const data[COLUMNS] = {c->time,   c->open,    c->high, c->low,          c->close,
                                     c->volume, c->funding, c->mark, c->open_interest};
  for (int32_t i = 0; i < COLUMNS; i++) {
    if (!data[i]) continue;
    m->column[i] = tide__digest_of(data[i], (size_t)c->n * 8);
    if (i >= OPTIONAL) m->optional |= 1 << (i - OPTIONAL);
    if (!tide__npy_write(folder, files[i], type_of(i), data[i], c->n)) return false;
  }
  return write_manifest(folder, m) && fsync(folder) == 0;
}

void tide__cache_store(const tide_source *source, const tide__file_id *id, uint64_t content,
                       const tide_candles *c, const tide_load_report *report) {
  const char *path = source->path;
  tide__file_id now;
  char name[24], temporary[64];
  manifest *m = calloc(1, sizeof *m);
  const int root = m ? tide__folder_open_cache(source->cache, true) : -1;
  snprintf(name, sizeof name, "%016llx", (unsigned long long)entry_of(path));
  const int folder = root < 0 ? -1 : tide__folder_make_temporary(root, temporary);
  if (folder >= 0) {
    m->id = *id;
    m->content = content;
    m->n = c->n;
    m->timeframe = c->timeframe;
    m->report = *report;
    const bool whole = write_entry(folder, m, c) && tide__file_identify(path, &now) &&
                       memcmp(&now, id, sizeof now) == 0;
    close(folder);
    if (whole) tide__folder_put(root, temporary, name);
    tide__folder_remove(root, temporary);
    tide__folder_sweep(root);
  }
  if (root >= 0) close(root);
  free(m);
}

/* npy.c -- NumPy column files. */
#include "data/npy.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Magic, version, length, then a Python dictionary padded with spaces. */
static void make_header(char out[TIDE__NPY_HEADER], const char *type, int32_t n) {
  enum { FIXED = 10 };
  memset(out, ' ', TIDE__NPY_HEADER);
  memcpy(out, "\x93NUMPY\x01\x00", 8);
  out[8] = TIDE__NPY_HEADER - FIXED;
  out[9] = 0;
  char text[TIDE__NPY_HEADER];
  const int size = snprintf(text, sizeof text,
                            "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }", type, n);
  memcpy(out + FIXED, text, (size_t)size);
  out[TIDE__NPY_HEADER - 1] = '\n';
}

static bool write_all(int file, const void *data, size_t size) {
  const char *p = data;
  while (size > 0) {
    const ssize_t n = write(file, p, size);
    if (n <= 0) return false;
    p += n;
    size -= (size_t)n;
  }
  return true;
}

bool tide__npy_write(int folder, const char *file, const char *type, const void *data, int32_t n) {
  char header[TIDE__NPY_HEADER];
  make_header(header, type, n);
  const int fd = openat(folder, file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  const bool written = write_all(fd, header, sizeof header) && write_all(fd, data, (size_t)n * 8) &&
                       fdatasync(fd) == 0;
  return close(fd) == 0 && written;
}

void *tide__npy_map(int folder, const char *file, const char *type, int32_t n, size_t *size) {
  char header[TIDE__NPY_HEADER];
  struct stat st;
  make_header(header, type, n);
  *size = TIDE__NPY_HEADER + (size_t)n * 8;
  const int fd = openat(folder, file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return NULL;
  void *map = MAP_FAILED;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == (off_t)*size)
    map = mmap(NULL, *size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  close(fd);
  if (map == MAP_FAILED) return NULL;
  if (memcmp(map, header, sizeof header) == 0) return map;
  munmap(map, *size);
  return NULL;
}

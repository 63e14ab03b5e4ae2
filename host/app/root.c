/* root.c -- finds the Lua files from where the executable lies, so that a
 * checkout can be moved and the program started from anywhere. */
#include "app/root.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool holds_runtime(const char *folder) {
  char path[PATH_MAX];
  const int len = snprintf(path, sizeof path, "%s/runtime/init.lua", folder);
  return len > 0 && (size_t)len < sizeof path && access(path, R_OK) == 0;
}

bool tide__root_find(char *out, size_t size) {
  const char *home = getenv("TIDE_HOME");
  if (home && *home) {
    snprintf(out, size, "%s", home);
    return holds_runtime(out);
  }
  const ssize_t len = readlink("/proc/self/exe", out, size - 1);
  if (len <= 0) return false;
  out[len] = '\0';
  for (char *slash = strrchr(out, '/'); slash && slash != out; slash = strrchr(out, '/')) {
    *slash = '\0';
    if (holds_runtime(out)) return true;
  }
  return false;
}

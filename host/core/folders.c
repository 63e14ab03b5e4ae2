/* folders.c -- making the folders of a path. */
#include "core/folders.h"
#include "core/error.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

void tide__folders_make(char *path, int last) {
  for (char *at = path[0] ? strchr(path + 1, '/') : NULL; at; at = strchr(at + 1, '/')) {
    *at = '\0';
    (void)mkdir(path, 0700);
    *at = '/';
  }
  if (last) (void)mkdir(path, 0700);
}

int tide_folders_make(const char *path, tide_error *error) {
  char copy[PATH_MAX];
  const size_t length = strlen(path);
  if (length == 0 || length >= sizeof copy)
    return tide__error(error, TIDE_EINVAL, "'%.80s' is no path", path);
  memcpy(copy, path, length + 1);
  tide__folders_make(copy, 1);
  struct stat found;
  if (stat(path, &found) != 0)
    return tide__error(error, TIDE_EIO, "%s: cannot make this folder: %s", path, strerror(errno));
  if (!S_ISDIR(found.st_mode))
    return tide__error(error, TIDE_EIO, "%s: this is a file; a folder is needed", path);
  return TIDE_OK;
}

/* terminal.c -- what kind of place a file descriptor leads to. */
#include "tide.h"

#include <sys/ioctl.h>
#include <unistd.h>

int32_t tide_terminal_width(int32_t fd) {
  struct winsize size;
  if (!isatty(fd)) return 0;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

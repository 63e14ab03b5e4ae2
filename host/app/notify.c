/* notify.c -- tells the service manager (systemd) how a daemon is doing. */
#include "app/loop.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* The address that NOTIFY_SOCKET names; "@" stands for the byte 0 of an abstract one. */
static socklen_t address_of(const char *name, struct sockaddr_un *to) {
  const size_t n = strlen(name);
  if (n < 2 || n >= sizeof to->sun_path || (name[0] != '/' && name[0] != '@')) return 0;
  to->sun_family = AF_UNIX;
  memcpy(to->sun_path, name, n);
  if (name[0] == '@') to->sun_path[0] = '\0';
  return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + (name[0] == '/'));
}

int tide__notify(lua_State *L) {
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  const char *name = getenv("NOTIFY_SOCKET");
  struct sockaddr_un to = {0};
  const socklen_t length = name ? address_of(name, &to) : 0;
  const int fd = length ? socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0) : -1;
  const bool sent =
    fd >= 0 && sendto(fd, text, n, MSG_NOSIGNAL, (struct sockaddr *)&to, length) == (ssize_t)n;
  if (fd >= 0) close(fd);
  lua_pushboolean(L, sent);
  return 1;
}

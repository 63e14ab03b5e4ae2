/* service.c -- a sandboxed child that answers questions until it is ended.
 *
 * Texts go both ways through a socket pair, each after its length in 4 bytes. */
#include "app/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_BYTES = 16 << 20 };
#define CLASS "tide.service"

typedef struct {
  pid_t pid, owner; /* pid 0: ended */
  int fd;
  const char *ending;
} service;

/* ---- the child ---------------------------------------------------------- */

static bool read_all(void *to, size_t n) {
  char *at = to;
  while (n > 0) {
    const ssize_t got = read(TIDE__SANDBOX_FD, at, n);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    n -= (size_t)got;
  }
  return true;
}

static void write_all(const void *from, size_t n) {
  const char *at = from;
  while (n > 0) {
    const ssize_t put = write(TIDE__SANDBOX_FD, at, n);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) _exit(TIDE__SANDBOX_ERROR);
    at += put;
    n -= (size_t)put;
  }
}

static int receive_text(lua_State *L) {
  uint32_t n;
  if (!read_all(&n, sizeof n)) return 0;
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  while (n > 0) {
    const size_t part = n < LUAL_BUFFERSIZE ? n : LUAL_BUFFERSIZE;
    if (!read_all(luaL_prepbuffer(&b), part)) return 0;
    luaL_addsize(&b, part);
    n -= (uint32_t)part;
  }
  luaL_pushresult(&b);
  return 1;
}

static int answer_text(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  const uint32_t n = (uint32_t)size;
  write_all(&n, sizeof n);
  write_all(text, size);
  return 0;
}

static int push_both(lua_State *L) {
  lua_pushcfunction(L, receive_text);
  lua_pushcfunction(L, answer_text);
  return 2;
}

/* ---- the parent --------------------------------------------------------- */

static void end(service *s, const char *ending) {
  if (!s->pid || s->owner != getpid()) return;
  const int status = tide__sandbox_reap(s->pid);
  close(s->fd);
  s->pid = 0;
  s->ending = ending ? ending : tide__sandbox_ending(status);
}

/* Moves n bytes until `deadline`. True, or false with the service ended. */
static bool move(service *s, void *bytes, size_t n, bool out, int64_t deadline) {
  char *at = bytes;
  while (n > 0) {
    const int64_t left = deadline - tide__sandbox_now_ms();
    struct pollfd fd = {.fd = s->fd, .events = out ? POLLOUT : POLLIN};
    const int ready = left > 0 ? poll(&fd, 1, (int)left) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      end(s, "time");
      return false;
    }
    const ssize_t moved = out ? send(s->fd, at, n, MSG_NOSIGNAL) : recv(s->fd, at, n, 0);
    if (moved < 0 && errno == EINTR) continue;
    if (moved <= 0) {
      end(s, NULL);
      return false;
    }
    at += moved;
    n -= (size_t)moved;
  }
  return true;
}

static bool receive(lua_State *L, service *s, int64_t deadline) {
  uint32_t n;
  if (!move(s, &n, sizeof n, false, deadline)) return false;
  char *bytes = n <= MOST_BYTES ? malloc(n ? n : 1) : NULL;
  if (!bytes) {
    end(s, "size");
    return false;
  }
  const bool ok = move(s, bytes, n, false, deadline);
  if (ok) lua_pushlstring(L, bytes, n);
  free(bytes);
  return ok;
}

static int ask(lua_State *L) {
  service *s = luaL_checkudata(L, 1, CLASS);
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  const int64_t deadline = tide__sandbox_now_ms() + (int64_t)(luaL_checknumber(L, 3) * 1000);
  uint32_t n = (uint32_t)size;
  if (s->pid && move(s, &n, sizeof n, true, deadline) &&
      move(s, (void *)(uintptr_t)text, size, true, deadline) && receive(L, s, deadline))
    return 1;
  lua_pushnil(L);
  lua_pushstring(L, s->ending);
  return 2;
}

static int close_service(lua_State *L) {
  end(luaL_checkudata(L, 1, CLASS), "closed");
  return 0;
}

static int fail(lua_State *L) {
  lua_pushnil(L);
  lua_pushstring(L, strerror(errno));
  return 2;
}

static int start(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  const tide__sandbox_limits limits = {.megabytes = (size_t)luaL_checkinteger(L, 2),
                                       .listens = true};
  service *s = lua_newuserdata(L, sizeof *s);
  *s = (service){.fd = -1, .ending = "closed"};
  luaL_getmetatable(L, CLASS);
  lua_setmetatable(L, -2);
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return fail(L);
  tide__sandbox_collect(L);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) tide__sandbox_child(L, ends[1], parent, &limits, push_both);
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return fail(L);
  }
  s->pid = pid;
  s->owner = parent;
  s->fd = ends[0];
  return 1;
}

int tide__service_open(lua_State *L) {
  static const luaL_Reg methods[] = {{"ask", ask}, {"close", close_service}, {NULL, NULL}};
  luaL_newmetatable(L, CLASS);
  lua_newtable(L);
  luaL_register(L, NULL, methods);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, close_service);
  lua_setfield(L, -2, "__gc");
  lua_newtable(L);
  lua_pushcfunction(L, start);
  lua_setfield(L, -2, "start");
  return 1;
}

/* nursery_process.c -- a process of the nursery as Lua sees it: messages and endings. */
#include "app/nursery_host.h"

#include "tide.h"

#include <errno.h>
#include <lauxlib.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  MOST_TEXT = 2 << 20, /* bytes that a child may send at once */
  MOST_WAITED = 1024,
  REPORT_MS = 2000 /* how long after the end of a child the server may take to tell of it */
};

static void let_go(tide__process *p) {
  if (p->fd >= 0) close(p->fd);
  if (p->memory) munmap(p->memory, p->size);
  free(p->text);
  p->fd = -1;
  p->memory = NULL;
  p->text = NULL;
  tide__nursery_forget(p->of, p);
}

void tide__process_finish(tide__process *p, const char *ending) {
  if (p->ending) return;
  p->ending = ending;
  let_go(p);
}

static void have_killed(const tide__process *p) {
  const tide__nursery_request q = {.what = TIDE__NURSERY_KILL, .id = p->id};
  if (p->of->fd >= 0) tide__nursery_request_send(p->of, &q, NULL);
}

static void end(tide__process *p, const char *ending) {
  if (p->ending) return;
  have_killed(p);
  tide__process_finish(p, ending);
}

/* Once its socket is closed the ending is what the server says, or that it says nothing. */
static void look_for_end(tide__process *p) {
  if (p->ending || !p->closed) return;
  tide__nursery_hear(p->of);
  if (p->told)
    tide__process_finish(p, tide__sandbox_ending(p->status));
  else if (p->of->fd < 0)
    tide__process_finish(p, "nursery");
  else if (tide__sandbox_now_ms() - p->closed > REPORT_MS)
    end(p, "died");
}

static bool keep(tide__process *p, const char *bytes, size_t n) {
  if (p->n + n > p->room) {
    size_t room = p->room ? p->room : 4096;
    while (room < p->n + n) room *= 2;
    char *text = realloc(p->text, room);
    if (!text) return false;
    p->text = text;
    p->room = room;
  }
  memcpy(p->text + p->n, bytes, n);
  p->n += n;
  return true;
}

/* One packet, when there is one. True when with it a text is whole. */
static bool take_packet(tide__process *p, bool *more) {
  char *packet = p->of->packet;
  const ssize_t got = recv(p->fd, packet, TIDE__NURSERY_PACKET + 1, MSG_DONTWAIT);
  *more = got > 0;
  if (got < 0 && errno == EINTR) *more = true;
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  /* It has ended, or sent an empty packet: then it does now. Its own end counts where it came
   * first. */
  if (got <= 0) {
    p->closed = tide__sandbox_now_ms();
    have_killed(p);
    return false;
  }
  const bool last = packet[0] == TIDE__NURSERY_LAST;
  const bool full = packet[0] == TIDE__NURSERY_MORE && got == TIDE__NURSERY_PACKET;
  const bool fits = got <= TIDE__NURSERY_PACKET && p->n + (size_t)got <= MOST_TEXT;
  if (fits && !last && !full)
    end(p, "damaged");
  else if (!fits || !keep(p, packet + 1, (size_t)got - 1))
    end(p, "size");
  return last && !p->ending;
}

/* A text, when it is there. At most as many packets are read as the longest has. */
static bool take_text(tide__process *p) {
  bool more = true;
  while (more && !p->ending && !p->closed)
    if (take_packet(p, &more)) return true;
  look_for_end(p);
  return false;
}

static tide__process *check_process(lua_State *L, int at) {
  return luaL_checkudata(L, at, TIDE__NURSERY_PROCESS);
}

static int push_ending(lua_State *L, const char *ending) {
  lua_pushnil(L);
  lua_pushstring(L, ending);
  return 2;
}

/* Waits for something of those in `fds`, whose first is the server's. */
static void wait_for(tide__nursery *s, struct pollfd *fds, nfds_t n, int64_t until) {
  const int64_t left = until - tide__sandbox_now_ms();
  fds[0] = (struct pollfd){.fd = s->fd, .events = POLLIN};
  for (nfds_t i = 0; i < n; i++) fds[i].revents = 0;
  if (poll(fds, n, left > 0 ? (int)left : 0) > 0 && fds[0].revents) tide__nursery_hear(s);
}

static struct pollfd polled(const tide__process *p) {
  return (struct pollfd){.fd = p->ending || p->closed ? -1 : p->fd, .events = POLLIN};
}

static int take(lua_State *L) {
  tide__process *p = check_process(L, 1);
  const int64_t until = tide__sandbox_now_ms() + (int64_t)luaL_optnumber(L, 2, 0);
  for (;;) {
    if (!p->ending && take_text(p)) {
      lua_pushlstring(L, p->text, p->n);
      p->n = 0;
      return 1;
    }
    if (p->ending) return push_ending(L, p->ending);
    if (tide__sandbox_now_ms() >= until) return push_ending(L, "silent");
    struct pollfd fds[2] = {{0}, polled(p)};
    wait_for(p->of, fds, 2, until);
  }
}

static int put(lua_State *L) {
  tide__process *p = check_process(L, 1);
  size_t n;
  const char *text = luaL_checklstring(L, 2, &n);
  if (p->ending) return push_ending(L, p->ending);
  const int rc = n > TIDE__RING_MOST ? TIDE_EINVAL : tide__ring_put(&p->ring, text, (uint32_t)n);
  if (rc == TIDE_EINVAL) return luaL_error(L, "a message of %d bytes is too long", (int)n);
  if (rc == TIDE_EDATA) {
    end(p, "damaged");
    return push_ending(L, p->ending);
  }
  static const char wake = TIDE__NURSERY_WAKE;
  if (tide__ring_sleeps(&p->ring)) send(p->fd, &wake, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
  lua_pushboolean(L, rc == TIDE_OK);
  return 1;
}

static int answer(lua_State *L) {
  tide__process *p = check_process(L, 1);
  size_t n;
  const char *text = luaL_checklstring(L, 2, &n);
  if (n >= TIDE__NURSERY_PACKET) return luaL_error(L, "an answer of %d bytes is too long", (int)n);
  if (p->ending) return push_ending(L, p->ending);
  p->of->packet[0] = TIDE__NURSERY_REPLY;
  memcpy(p->of->packet + 1, text, n);
  if (send(p->fd, p->of->packet, n + 1, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 &&
      (errno == EAGAIN || errno == ENOBUFS)) {
    end(p, "flood");
    return push_ending(L, p->ending);
  }
  lua_pushboolean(L, 1); /* one that is gone is found by who takes */
  return 1;
}

static int kill_process(lua_State *L) {
  tide__process *p = check_process(L, 1);
  if (p->ending) return 0;
  strncpy(p->why, luaL_optstring(L, 2, "killed"), sizeof p->why - 1);
  end(p, p->why);
  return 0;
}

static int collect_process(lua_State *L) {
  tide__process *p = check_process(L, 1);
  if (!p->of) return 0;
  if (tide__nursery_ours(p->of)) end(p, "killed");
  tide__nursery_release(p->of);
  p->of = NULL;
  return 0;
}

static tide__process *wanted(lua_State *L, int i) {
  lua_rawgeti(L, 1, i);
  tide__process *p = check_process(L, -1);
  lua_pop(L, 1);
  look_for_end(p);
  return p;
}

/* Looks at the processes of the list at 1, once for so long. Pushes the numbers of those with
 * something to take, an ending too. */
static int wait_once(lua_State *L, int count, int64_t until) {
  struct pollfd fds[MOST_WAITED + 1];
  tide__nursery *s = NULL;
  for (int i = 0; i < count; i++) {
    const tide__process *p = wanted(L, i + 1);
    if (s && s != p->of) return luaL_error(L, "processes of one nursery are waited for");
    s = p->of;
    fds[i + 1] = polled(p);
    if (p->ending) until = 0;
  }
  if (s) wait_for(s, fds, (nfds_t)count + 1, until);
  lua_newtable(L);
  int found = 0;
  for (int i = 0; i < count; i++) {
    const tide__process *p = wanted(L, i + 1);
    if (!p->ending && !fds[i + 1].revents) continue;
    lua_pushinteger(L, i + 1);
    lua_rawseti(L, -2, ++found);
  }
  return found;
}

/* What the server tells of others wakes it, too. */
int tide__process_wait(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  const int count = (int)lua_objlen(L, 1);
  const int64_t until = tide__sandbox_now_ms() + (int64_t)luaL_checknumber(L, 2);
  if (count > MOST_WAITED) return luaL_error(L, "at most %d processes at once", MOST_WAITED);
  while (wait_once(L, count, until) == 0 && count > 0 && tide__sandbox_now_ms() < until)
    lua_pop(L, 1);
  return 1;
}

void tide__process_class(lua_State *L) {
  static const luaL_Reg methods[] = {
    {"put", put}, {"take", take}, {"answer", answer}, {"kill", kill_process}, {NULL, NULL}};
  luaL_newmetatable(L, TIDE__NURSERY_PROCESS);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, collect_process);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}

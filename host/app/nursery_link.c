/* nursery_link.c -- what a child of the nursery talks to the host through. */
#include "app/nursery.h"

#include "app/watchdog.h"
#include "core/ring.h"
#include "tide.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* There is one in a process. */
static struct {
  tide__ring ring;
  const char *job;
  size_t job_size;
  char *message; /* room for what the ring can hold */
  char packet[TIDE__NURSERY_PACKET];
} to_host;

bool tide__nursery_link(void *memory, uint32_t capacity, uint64_t job) {
  to_host.ring = tide__ring_open(memory, capacity);
  to_host.job = (const char *)memory + tide__ring_size(capacity);
  to_host.job_size = job;
  to_host.message = malloc(capacity);
  return to_host.message != NULL;
}

static int push_job(lua_State *L) {
  lua_pushlstring(L, to_host.job, to_host.job_size);
  return 1;
}

/* The next packet of the host; 0 when there will be none. */
static size_t receive(void) {
  for (;;) {
    const ssize_t n = read(TIDE__SANDBOX_FD, to_host.packet, sizeof to_host.packet);
    if (n < 0 && errno == EINTR) continue;
    return n > 0 ? (size_t)n : 0;
  }
}

static int next(lua_State *L) {
  tide__ring *r = &to_host.ring;
  while (tide__ring_next(r) == TIDE_ESHORT)
    if (tide__ring_sleep(r) && receive() == 0) return 0;
  const int n = tide__ring_next(r);
  if (n < 0) return 0;
  tide__ring_take(r, to_host.message, (uint32_t)n);
  lua_pushlstring(L, to_host.message, (size_t)n);
  return 1;
}

static int waiting(lua_State *L) {
  lua_pushboolean(L, tide__ring_next(&to_host.ring) >= 0);
  return 1;
}

static void write_packet(char what, const char *bytes, size_t n) {
  to_host.packet[0] = what;
  memcpy(to_host.packet + 1, bytes, n);
  ssize_t written = -1;
  do written = write(TIDE__SANDBOX_FD, to_host.packet, n + 1);
  while (written < 0 && errno == EINTR);
  if (written < 0) _exit(TIDE__SANDBOX_ERROR);
}

static int send_text(lua_State *L) {
  enum { PART = TIDE__NURSERY_PACKET - 1 };
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  for (; n > PART; text += PART, n -= PART) write_packet(TIDE__NURSERY_MORE, text, PART);
  write_packet(TIDE__NURSERY_LAST, text, n);
  return 0;
}

/* In one function of C, which no hook interrupts: a question without its answer read would leave
 * it for the next one. */
static int ask(lua_State *L) {
  send_text(L);
  size_t n;
  do n = receive();
  while (n > 0 && to_host.packet[0] != TIDE__NURSERY_REPLY);
  if (n == 0) _exit(0);
  lua_pushlstring(L, to_host.packet + 1, n - 1);
  return 1;
}

int tide__nursery_push(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"job", push_job},   {"next", next}, {"waiting", waiting},
    {"send", send_text}, {"ask", ask},   {NULL, NULL},
  };
  lua_createtable(L, 0, 6);
  luaL_setfuncs(L, functions, 0);
  lua_pushlightuserdata(L, tide__watchdog_cell());
  lua_setfield(L, -2, "watchdog");
  return 1;
}

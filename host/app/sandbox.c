/* sandbox.c -- starts a child for a Lua function and collects what it sends.
 *
 * The child is a fork: it starts with everything the parent has read, which is
 * why loading a strategy costs a fork and not a start of the program. Nothing
 * it does reaches the parent but the bytes in the pipe. */
#include "app/sandbox.h"

#include "app/watchdog.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <luajit.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { QUICK_MS = 10 }; /* what a call of a child that yields may take before it does */

typedef struct {
  char *bytes;
  size_t n, capacity, max;
} inbox;

/* How reading from a child ended. */
enum { READ_CLOSED, READ_LATE, READ_TOO_MUCH, READ_FAILED, READ_RAISED };

/* Where the function is that hears of bytes as they come. */
enum { HEARS = 6 };

/* ---- the child ---------------------------------------------------------- */

static int send_text(lua_State *L) {
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  while (n > 0) {
    const ssize_t written = write(TIDE__SANDBOX_FD, text, n);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(TIDE__SANDBOX_ERROR);
    text += written;
    n -= (size_t)written;
  }
  return 0;
}

static bool out_of_memory(lua_State *L, int status) {
  const char *message = lua_tostring(L, -1);
  return status == LUA_ERRMEM || (message && strcmp(message, "not enough memory") == 0);
}

/* What the parent does on a signal is not the child's to do. */
static void reset_signals(bool patient) {
  static const int own[] = {SIGPIPE, SIGALRM, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGCHLD};
  static const int wishes[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) signal(own[i], SIG_DFL);
  for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++)
    signal(wishes[i], patient ? SIG_IGN : SIG_DFL);
}

/* The collector stays off in a child that answers once: the memory limit bounds the
 * garbage. One that lives on collects: what was dead in the parent was finalized before
 * the fork, and what lives there is reachable from this stack, so that no finalizer of
 * the parent's objects runs here. The compiler is off where the child may not make
 * memory executable. */
static bool prepare(lua_State *L, const tide__sandbox_limits *limits) {
  if (!limits->listens && !limits->call_ms) lua_gc(L, LUA_GCSTOP, 0);
  if (limits->patient) tide__watchdog_yields(limits->call_ms, QUICK_MS);
  if (limits->call_ms) return tide__watchdog_start(L, limits->call_ms);
  luaJIT_setmode(L, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_FLUSH);
  luaJIT_setmode(L, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_OFF);
  return true;
}

_Noreturn void tide__sandbox_child(lua_State *L, int fd, pid_t parent,
                                   const tide__sandbox_limits *limits, int (*push)(lua_State *L)) {
  reset_signals(limits->patient);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(TIDE__SANDBOX_ERROR);
  if (!prepare(L, limits) || !tide__sandbox_enter(fd, limits)) _exit(TIDE__SANDBOX_REFUSED);
  lua_pushvalue(L, 1);
  const int status = lua_pcall(L, push(L), 0, 0);
  if (status == 0) _exit(0);
  _exit(out_of_memory(L, status) ? TIDE__SANDBOX_MEMORY : TIDE__SANDBOX_ERROR);
}

static int push_send(lua_State *L) {
  lua_pushcfunction(L, send_text);
  return 1;
}

static int push_send_and_cell(lua_State *L) {
  lua_pushcfunction(L, send_text);
  lua_pushlightuserdata(L, tide__watchdog_cell());
  return 2;
}

/* ---- the parent --------------------------------------------------------- */

/* Compiled code goes first, because it keeps objects that nothing else does. */
void tide__sandbox_collect(lua_State *L) {
  luaJIT_setmode(L, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_FLUSH);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
}

int64_t tide__sandbox_now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool make_room(inbox *in) {
  if (in->n < in->capacity) return true;
  const size_t capacity = in->capacity ? in->capacity * 2 : 16384;
  char *bytes = realloc(in->bytes, capacity);
  if (!bytes) return false;
  in->bytes = bytes;
  in->capacity = capacity;
  return true;
}

/* New bytes for who wants them as they come. False when it raised: the error is on the stack. */
static bool tell(lua_State *L, const char *bytes, size_t n) {
  if (lua_isnoneornil(L, HEARS)) return true;
  lua_pushvalue(L, HEARS);
  lua_pushlstring(L, bytes, n);
  return lua_pcall(L, 1, 0, 0) == 0;
}

static int collect(lua_State *L, int fd, int64_t deadline, inbox *in) {
  for (;;) {
    const int64_t left = deadline - tide__sandbox_now_ms();
    if (left <= 0) return READ_LATE;
    struct pollfd pipe_end = {.fd = fd, .events = POLLIN};
    const int ready = poll(&pipe_end, 1, (int)left);
    if (ready < 0 && errno != EINTR) return READ_FAILED;
    if (ready <= 0) continue;
    if (!make_room(in)) return READ_FAILED;
    const ssize_t n = read(fd, in->bytes + in->n, in->capacity - in->n);
    if (n == 0) return READ_CLOSED;
    if (n < 0 && errno != EINTR) return READ_FAILED;
    if (n <= 0) continue;
    in->n += (size_t)n;
    if (in->n > in->max) return READ_TOO_MUCH;
    if (!tell(L, in->bytes + in->n - (size_t)n, (size_t)n)) return READ_RAISED;
  }
}

int tide__sandbox_reap(pid_t pid) {
  int status = 0;
  kill(pid, SIGKILL);
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}

const char *tide__sandbox_ending(int status) {
  if (status == -1) return "died";
  if (WIFSIGNALED(status)) {
    if (WTERMSIG(status) == SIGXCPU) return "time";
    return WTERMSIG(status) == SIGSYS ? "forbidden" : "died";
  }
  switch (WEXITSTATUS(status)) {
  case 0:
    return "done";
  case TIDE__SANDBOX_MEMORY:
    return "memory";
  case TIDE__SANDBOX_ERROR:
    return "error";
  case TIDE__SANDBOX_REFUSED:
    return "refused";
  default:
    return "died";
  }
}

static const char *ending(int how, int status) {
  if (how == READ_LATE) return "time";
  if (how == READ_TOO_MUCH) return "size";
  return how == READ_FAILED ? "died" : tide__sandbox_ending(status);
}

static int fail(lua_State *L) {
  lua_pushnil(L);
  lua_pushstring(L, strerror(errno));
  return 2;
}

/* A pipe that other programs do not inherit. */
static bool open_pipe(int ends[2]) {
  if (pipe(ends) != 0) return false;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return true;
}

static int run(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  const double seconds = luaL_checknumber(L, 2);
  const tide__sandbox_limits limits = {.seconds = (int)(seconds + 0.999),
                                       .megabytes = (size_t)luaL_checkinteger(L, 3),
                                       .call_ms = (int)luaL_optinteger(L, 5, 0)};
  inbox in = {.max = (size_t)luaL_checkinteger(L, 4)};
  int ends[2];
  if (!open_pipe(ends)) return fail(L);
  if (limits.call_ms) tide__sandbox_collect(L);
  const int64_t deadline = tide__sandbox_now_ms() + (int64_t)(seconds * 1000);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0)
    tide__sandbox_child(L, ends[1], parent, &limits,
                        limits.call_ms ? push_send_and_cell : push_send);
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return fail(L);
  }
  const int how = collect(L, ends[0], deadline, &in);
  const int status = tide__sandbox_reap(pid);
  close(ends[0]);
  if (how == READ_RAISED) {
    free(in.bytes);
    return lua_error(L);
  }
  lua_pushlstring(L, in.bytes ? in.bytes : "", in.n);
  free(in.bytes);
  lua_pushstring(L, ending(how, status));
  return 2;
}

int tide__sandbox_open(lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, run);
  lua_setfield(L, -2, "run");
  return 1;
}

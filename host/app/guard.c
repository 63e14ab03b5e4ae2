/* guard.c -- Lua code that Ctrl-C ends.
 *
 * LuaJIT's compiled loops do not look at hooks. They do look whether the profiler has ticked: so
 * the profiler is on, with a period that never passes, and the signal ticks it. A signal that
 * meets LuaJIT while it changes its dispatch table is lost, so it is said again until fn ends. */
#include "app/guard.h"

#include "app/profiler.h"
#include "tide.h"

#include <lauxlib.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

enum { AGAIN_US = 10000 };

static lua_State *guarded;
static pthread_t guarded_thread;
static volatile sig_atomic_t interrupted;

static void stop(lua_State *L, lua_Debug *where) {
  (void)where;
  luaL_error(L, "interrupted");
}

static void say_again(bool on) {
  const struct timeval every = {.tv_usec = on ? AGAIN_US : 0};
  const struct itimerval timer = {.it_interval = every, .it_value = every};
  setitimer(ITIMER_REAL, &timer, NULL);
}

/* Of SIGINT, and of SIGALRM from then on. */
static void note(int number) {
  if (!pthread_equal(pthread_self(), guarded_thread)) {
    pthread_kill(guarded_thread, number);
    return;
  }
  if (!interrupted) say_again(true);
  interrupted = 1;
  lua_sethook(guarded, stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
  pthread_kill(guarded_thread, SIGPROF);
}

/* What SIGINT does outside of fn, and whether it has to wait there. */
typedef struct {
  struct sigaction action, alarm;
  sigset_t mask;
} outside;

static sigset_t only_sigint(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return set;
}

static void begin(lua_State *L, outside *before) {
  tide__profiler_on(L);
  guarded = L;
  guarded_thread = pthread_self();
  interrupted = 0;
  struct sigaction action = {.sa_handler = note};
  sigemptyset(&action.sa_mask);
  sigaction(SIGALRM, &action, &before->alarm);
  sigaction(SIGINT, &action, &before->action);
  const sigset_t set = only_sigint();
  pthread_sigmask(SIG_UNBLOCK, &set, &before->mask);
}

/* What fn began to wait for and did not end is ended, too. */
static bool end(lua_State *L, const outside *before) {
  tide_interrupt_catch(false);
  pthread_sigmask(SIG_SETMASK, &before->mask, NULL);
  sigaction(SIGINT, &before->action, NULL);
  say_again(false);
  sigaction(SIGALRM, &before->alarm, NULL);
  lua_sethook(L, NULL, 0, 0);
  return interrupted != 0;
}

static int run(lua_State *L) {
  outside before;
  luaL_checktype(L, 1, LUA_TFUNCTION);
  begin(L, &before);
  const int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  const bool stopped = end(L, &before);
  lua_pushboolean(L, status == 0);
  lua_insert(L, 1);
  if (status == 0) return lua_gettop(L);
  lua_pushboolean(L, stopped);
  return 3;
}

int tide__guard_open(lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, run);
  lua_setfield(L, -2, "run");
  return 1;
}

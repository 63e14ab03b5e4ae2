/* watchdog.c -- ends a Lua function that takes too long.
 *
 * A timer counts processor time, so that a busy machine does not make a function late. LuaJIT's
 * compiled loops do not look at hooks; they do look whether the profiler has ticked: the profiler
 * is on, with a period that never passes, and the timer ticks it when time is up.
 *
 * The hook may leave the call only by raising. It goes on to do so at every instruction until the
 * call has returned to C, which takes it away. */
#include "app/watchdog.h"

#include "app/profiler.h"

#include <lauxlib.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>

enum { TICK_MS = 5 };

static lua_State *watched;
static int budget;                   /* ms of a call */
static volatile sig_atomic_t left;   /* ticks of the call that runs */
static volatile sig_atomic_t called; /* does one run? */
static int last_quick;               /* ticks left when a call stops to be a quick one; 0: never */

static void stop(lua_State *L, lua_Debug *where) {
  if (lua_getinfo(L, "Sl", where) && where->currentline > 0)
    luaL_error(L, "%s:%d: it takes longer than %d ms", where->short_src, where->currentline,
               budget);
  luaL_error(L, "it takes longer than %d ms", budget);
}

static void tick(int number) {
  (void)number;
  if (!called) return;
  if (last_quick > 0 && left == last_quick) setpriority(PRIO_PROCESS, 0, TIDE__WATCHDOG_NICE);
  if (left-- > 0) return;
  lua_sethook(watched, stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
  raise(SIGPROF);
}

bool tide__watchdog_start(lua_State *L, int milliseconds) {
  watched = L;
  budget = milliseconds;
  tide__profiler_on(L);
  struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  const struct timeval period = {.tv_usec = TICK_MS * 1000};
  const struct itimerval timer = {period, period};
  return sigaction(SIGVTALRM, &action, NULL) == 0 && setitimer(ITIMER_VIRTUAL, &timer, NULL) == 0;
}

void tide__watchdog_yields(int milliseconds, int quick_ms) {
  last_quick = (milliseconds - quick_ms) / TICK_MS + 1;
}

int tide__watchdog_call(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  if (called) return luaL_error(L, "a watched function cannot watch another one");
  left = budget / TICK_MS + 1;
  called = 1;
  const int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  called = 0;
  const bool late = left < 0;
  if (late) lua_sethook(L, NULL, 0, 0);
  lua_pushboolean(L, status == 0 && !late);
  lua_insert(L, 1);
  if (status == 0 && !late) return lua_gettop(L);
  if (status == 0) {
    lua_settop(L, 1);
    lua_pushfstring(L, "it takes longer than %d ms", budget);
  }
  lua_pushboolean(L, late);
  return 3;
}

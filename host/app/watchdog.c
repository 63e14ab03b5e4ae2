/* watchdog.c -- ends a Lua function that takes too long.
 *
 * A timer counts processor time, so that a busy machine does not make a function late. LuaJIT's
 * compiled loops do not look at hooks; they do look whether the profiler has ticked: the profiler
 * is on, with a period that never passes, and the timer ticks it when time is up.
 *
 * Whose call it is says a number that runtime/script/watchdog.lua counts up: odd while one runs. It
 * does so in compiled code, which keeps no promise but to write it before the call and after it.
 *
 * The hook may leave the call only by raising. It goes on to do so at every instruction until it
 * finds itself outside. */
#include "app/watchdog.h"

#include "app/profiler.h"

#include <lauxlib.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>

enum { TICK_MS = 5 };

static const char wrapper[] = "runtime/script/watchdog.lua";

static lua_State *watched;
/* What Lua sees: the number, that of the call that was late last, and milliseconds of a call. */
static volatile struct { double turn, late, budget; } cell;
static double seen;                /* the call that `left` is about */
static volatile sig_atomic_t left; /* its ticks */
static int last_quick;             /* ticks left when a call stops to be a quick one; 0: never */

static bool is_over(lua_State *L, lua_Debug *where) {
  if (cell.turn != cell.late || !lua_getinfo(L, "S", where)) return cell.turn != cell.late;
  const size_t n = strlen(where->source), own = sizeof wrapper - 1;
  return n >= own && strcmp(where->source + n - own, wrapper) == 0;
}

static void stop(lua_State *L, lua_Debug *where) {
  const int budget = (int)cell.budget;
  if (is_over(L, where)) {
    lua_sethook(L, NULL, 0, 0);
    return;
  }
  if (lua_getinfo(L, "Sl", where) && where->currentline > 0)
    luaL_error(L, "%s:%d: it takes longer than %d ms", where->short_src, where->currentline,
               budget);
  luaL_error(L, "it takes longer than %d ms", budget);
}

static void tick(int number) {
  (void)number;
  const double turn = cell.turn;
  if ((int64_t)turn % 2 == 0) return;
  if (turn != seen) {
    seen = turn;
    left = (int)cell.budget / TICK_MS + 1;
  }
  if (last_quick > 0 && left == last_quick) setpriority(PRIO_PROCESS, 0, TIDE__WATCHDOG_NICE);
  if (left-- > 0) return;
  cell.late = turn;
  lua_sethook(watched, stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
  raise(SIGPROF);
}

bool tide__watchdog_start(lua_State *L, int milliseconds) {
  watched = L;
  cell.budget = milliseconds;
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

void *tide__watchdog_cell(void) { return (void *)(uintptr_t)&cell; }

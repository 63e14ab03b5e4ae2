/* profiler.c -- LuaJIT's profiler as a bell for compiled code. */
#include "app/profiler.h"

#include <luajit.h>
#include <stdbool.h>

#define NEVER "li2000000000" /* loops, every 2e9 ms of processor time */

static void tick(void *data, lua_State *L, int samples, int vmstate) {
  (void)data, (void)L, (void)samples, (void)vmstate;
}

void tide__profiler_on(lua_State *L) {
  static bool on;
  if (!on) luaJIT_profile_start(L, NEVER, tick, NULL);
  on = true;
}

/* profiler.h -- LuaJIT's profiler as a bell for compiled code. */
#pragma once
#include <lua.h>

/* LuaJIT's compiled loops do not look at hooks. They do look whether the profiler has ticked: from
 * here on it is on, with a period that never passes, and SIGPROF ticks it. */
void tide__profiler_on(lua_State *L);

/* loop.h -- the event loop of a daemon. */
#pragma once
#include <lua.h>

/* Opens the module "tide.loop": { uv = luv, check, notify, restart }. check() raises what a
 * callback raised, which has stopped the loop. */
int tide__loop_open(lua_State *L);

/* Before the state is closed: what is still open is closed with it, without a call of Lua. */
void tide__loop_abandon(void);

/* notify.c: notify(text) sends lines like "READY=1" to the service manager; false without one. */
int tide__notify(lua_State *L);
/* restart.c: restart(path, { words }, { file numbers }) runs a program in place of this one, with
 * these files open; why not, if it returns. */
int tide__restart(lua_State *L);

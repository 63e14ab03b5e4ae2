/* loop.c -- libuv for Lua (luv): an error in a callback is not the end of the process, but of the
 * loop, and raised where the loop was run. */
#include "app/loop.h"

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

/* Of luv, whose headers include those of another Lua. */
typedef int (*callback_runner)(lua_State *L, int arguments, int results, int flags);
void luv_set_callback(lua_State *L, callback_runner run);
uv_loop_t *luv_loop(lua_State *L);
int luaopen_luv(lua_State *L);

static const char failed = 0; /* its address is the key of what was raised */
static bool over = false;

void tide__loop_abandon(void) { over = true; }

/* The first error counts: others follow from it. */
static int run_callback(lua_State *L, int arguments, int results, int flags) {
  (void)flags;
  if (over) {
    lua_pop(L, arguments + 1);
    return -1;
  }
  const int base = lua_gettop(L) - arguments;
  if (lua_pcall(L, arguments, results, 0) == 0) return lua_gettop(L) - base + 1;
  lua_pushlightuserdata(L, (void *)(uintptr_t)&failed);
  lua_rawget(L, LUA_REGISTRYINDEX);
  const bool first = lua_isnil(L, -1);
  lua_pop(L, 1);
  if (first) {
    lua_pushlightuserdata(L, (void *)(uintptr_t)&failed);
    lua_pushvalue(L, -2);
    lua_rawset(L, LUA_REGISTRYINDEX);
  }
  lua_pop(L, 1);
  uv_stop(luv_loop(L));
  return -1;
}

/* check(): raises what a callback raised since the last time. */
static int check(lua_State *L) {
  lua_pushlightuserdata(L, (void *)(uintptr_t)&failed);
  lua_rawget(L, LUA_REGISTRYINDEX);
  if (lua_isnil(L, -1)) return 0;
  lua_pushlightuserdata(L, (void *)(uintptr_t)&failed);
  lua_pushnil(L);
  lua_rawset(L, LUA_REGISTRYINDEX);
  return lua_error(L);
}

int tide__loop_open(lua_State *L) {
  luv_set_callback(L, run_callback);
  luaopen_luv(L);
  lua_createtable(L, 0, 4);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "uv");
  lua_pushcfunction(L, check);
  lua_setfield(L, -2, "check");
  lua_pushcfunction(L, tide__notify);
  lua_setfield(L, -2, "notify");
  lua_pushcfunction(L, tide__restart);
  lua_setfield(L, -2, "restart");
  return 1;
}

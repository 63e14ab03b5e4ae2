/* restart.c -- the program begins again in its own process, with what is on disk now. */
#include "app/loop.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files close by themselves but for the standard ones. A pipe that nobody has open loses what is in
 * it: those of the list are kept open, under the numbers that TIDE_HANDED_OVER says. */
static void keep_open(lua_State *L, int list) {
  char numbers[256] = "";
  size_t used = 0;
  for (int i = 1; i <= (int)lua_objlen(L, list); i++) {
    lua_rawgeti(L, list, i);
    const int kept = dup((int)lua_tointeger(L, -1)); /* open across the start */
    lua_pop(L, 1);
    if (kept < 0 || used + 12 >= sizeof numbers) continue;
    used += (size_t)snprintf(numbers + used, sizeof numbers - used, "%d ", kept);
  }
  if (used > 0) setenv("TIDE_HANDED_OVER", numbers, 1);
}

int tide__restart(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_checktype(L, 3, LUA_TTABLE);
  const int n = (int)lua_objlen(L, 2);
  char **words = calloc((size_t)n + 2, sizeof *words);
  if (!words) return luaL_error(L, "not enough memory");
  words[0] = (char *)(uintptr_t)path;
  for (int i = 1; i <= n; i++) {
    lua_rawgeti(L, 2, i); /* the table keeps it */
    words[i] = (char *)(uintptr_t)lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  keep_open(L, 3);
  execv(path, words);
  lua_pushstring(L, strerror(errno));
  free(words);
  return 1;
}

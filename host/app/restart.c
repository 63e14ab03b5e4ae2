/* restart.c -- the program begins again in its own process, with what is on disk now. */
#include "app/loop.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files that others opened here close by themselves; the standard ones stay. */
int tide__restart(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  const int n = (int)lua_objlen(L, 2);
  char **words = calloc((size_t)n + 2, sizeof *words);
  if (!words) return luaL_error(L, "not enough memory");
  words[0] = (char *)(uintptr_t)path;
  for (int i = 1; i <= n; i++) {
    lua_rawgeti(L, 2, i); /* the table keeps it */
    words[i] = (char *)(uintptr_t)lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  execv(path, words);
  lua_pushstring(L, strerror(errno));
  free(words);
  return 1;
}

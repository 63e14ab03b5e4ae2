/* state.c -- makes the Lua state that runtime/ lives in. */
#include "app/state.h"

#include "app/editor.h"
#include "app/guard.h"
#include "app/loop.h"
#include "app/nursery.h"
#include "app/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>

extern const char tide__header_text[];

static void set_path(lua_State *L, const char *root) {
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "path");
  const char *inherited = lua_tostring(L, -1);
  lua_pushfstring(L, "%s/?.lua;%s/?/init.lua;%s", root, root, inherited);
  lua_setfield(L, -3, "path");
  lua_pop(L, 2);
}

/* Modules that are C functions: require finds them like any other. */
static void add_modules(lua_State *L) {
  static const luaL_Reg modules[] = {{"tide.sandbox", tide__sandbox_open},
                                     {"tide.service", tide__service_open},
                                     {"tide.nursery", tide__nursery_open},
                                     {"tide.guard", tide__guard_open},
                                     {"tide.editor", tide__editor_open},
                                     {"tide.loop", tide__loop_open},
                                     {NULL, NULL}};
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "preload");
  luaL_setfuncs(L, modules, 0);
  lua_pop(L, 2);
}

lua_State *tide__state_new(const char *root, int argc, char **argv) {
  lua_State *L = luaL_newstate();
  if (!L) return NULL;
  luaL_openlibs(L);
  set_path(L, root);
  add_modules(L);
  lua_pushstring(L, tide__header_text);
  lua_setglobal(L, "TIDE_HEADER");
  lua_pushstring(L, root);
  lua_setglobal(L, "TIDE_ROOT");
  lua_createtable(L, argc, 1);
  for (int i = 0; i < argc; i++) {
    lua_pushstring(L, argv[i]);
    lua_rawseti(L, -2, i);
  }
  lua_setglobal(L, "arg");
  return L;
}

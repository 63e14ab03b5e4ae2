/* state.h -- the Lua state of the program. */
#pragma once
#include <lua.h>

/* A state with the standard libraries, the globals TIDE_HEADER and TIDE_ROOT,
 * `arg`, and require paths that begin at `root`. NULL when out of memory. */
lua_State *tide__state_new(const char *root, int argc, char **argv);

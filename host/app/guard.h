/* guard.h -- Lua code that Ctrl-C ends. */
#pragma once
#include <lua.h>

/* Opens the module "tide.guard":
 *   run(fn, ...) -> true, results of fn(...)
 *                or false, what it raised, was it Ctrl-C?
 * While fn runs, SIGINT raises "interrupted" in it, again and again, so that no pcall of fn
 * keeps it alive. Work in C that polls tide_interrupt_caught gets the first signal for itself. */
int tide__guard_open(lua_State *L);

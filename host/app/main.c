/* main.c -- starts the Lua runtime; everything a user sees is decided there. */
#include "app/loop.h"
#include "app/root.h"
#include "app/state.h"

#include <lauxlib.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int traceback(lua_State *L) {
  const char *message = lua_tostring(L, 1);
  luaL_traceback(L, L, message ? message : "an error without a message", 1);
  return 1;
}

/* runtime/init.lua returns the program: a function that takes `arg` and gives
 * the exit code. It turns every expected failure into a message of its own, so
 * what arrives here is a defect of tide. */
static int run(lua_State *L, const char *root) {
  lua_pushcfunction(L, traceback);
  lua_pushfstring(L, "%s/runtime/init.lua", root);
  if (luaL_loadfile(L, lua_tostring(L, -1)) || lua_pcall(L, 0, 1, 1)) goto fail;
  lua_getglobal(L, "arg");
  if (lua_pcall(L, 1, 1, 1)) goto fail;
  return (int)lua_tointeger(L, -1);

fail:
  fprintf(stderr, "tide: internal error, please report it: %s\n", lua_tostring(L, -1));
  return 1;
}

/* Ctrl-C is a wish, not a failure: the code a shell expects, and no words. */
static void leave(int signal_number) { _exit(128 + signal_number); }

/* A run takes and frees the same few columns; giving them back to the system in
 * between costs a page fault each 4 KiB, more than the run itself. */
static void keep_freed_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

int main(int argc, char **argv) {
  char root[PATH_MAX];
  keep_freed_memory();
  if (!tide__root_find(root, sizeof root)) {
    fprintf(stderr, "tide: cannot find runtime/init.lua beside or above the program; "
                    "set TIDE_HOME to the folder that holds it\n");
    return 1;
  }
  lua_State *L = tide__state_new(root, argc, argv);
  if (!L) {
    fprintf(stderr, "tide: out of memory\n");
    return 1;
  }
  if (signal(SIGINT, leave) == SIG_IGN) signal(SIGINT, SIG_IGN); /* nohup and the like stay so */
  const int code = run(L, root);
  tide__loop_abandon();
  lua_close(L);
  return code;
}

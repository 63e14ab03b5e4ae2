/* sandbox.h -- Lua functions in a child process that can only compute. */
#pragma once
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

enum { TIDE__SANDBOX_FD = 3 }; /* the child's only open file: a pipe to the parent */

/* Exit codes of a child, beside 0. */
enum { TIDE__SANDBOX_MEMORY = 2, TIDE__SANDBOX_ERROR = 3, TIDE__SANDBOX_REFUSED = 4 };

typedef struct {
  int seconds;      /* of processor time */
  size_t megabytes; /* of address space on top of what the process has */
} tide__sandbox_limits;

/* In the child: keeps `fd` as TIDE__SANDBOX_FD, closes everything else, sets the
 * limits and gives up all system calls but memory, time and writing to the
 * pipe. False when the system cannot do it: the child must exit. */
bool tide__sandbox_enter(int fd, const tide__sandbox_limits *limits);

/* Opens the module "tide.sandbox":
 *   run(fn, seconds, megabytes, max_bytes) -> bytes, ending
 * calls fn(send) in a child; send(text) hands text to the parent. `bytes` is
 * what the child sent until it ended, and `ending` says how:
 *   "done" "time" "memory" "size" (sent more than max_bytes)
 *   "forbidden" (a system call that is not allowed)
 *   "refused" (the system offers no such sandbox) "error" (fn raised)
 *   "died" (anything else, a crash for example)
 * nil and a message when no child could be started. */
int tide__sandbox_open(lua_State *L);

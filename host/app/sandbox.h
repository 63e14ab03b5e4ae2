/* sandbox.h -- Lua functions in a child process that can only compute. */
#pragma once
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { TIDE__SANDBOX_FD = 3 }; /* the child's only open file: a pipe to the parent */

/* Exit codes of a child, beside 0. */
enum { TIDE__SANDBOX_MEMORY = 2, TIDE__SANDBOX_ERROR = 3, TIDE__SANDBOX_REFUSED = 4 };

typedef struct {
  int seconds;      /* of processor time; 0: any */
  size_t megabytes; /* of address space on top of what the process has */
  bool listens;     /* it may read from `fd`, too */
  int call_ms;      /* of a function that is called through the watchdog; 0: none is, and
                     * nothing is compiled */
  bool patient;     /* a key in a terminal or a manager of services does not end it: the parent
                     * does, when it has taken leave. Where calls take long it yields to others */
} tide__sandbox_limits;

/* In the child: keeps `fd` as TIDE__SANDBOX_FD, closes everything else, sets the
 * limits and gives up all system calls but memory, time and writing to the
 * pipe. False when the system cannot do it: the child must exit. */
bool tide__sandbox_enter(int fd, const tide__sandbox_limits *limits);

/* Opens the module "tide.sandbox":
 *   run(fn, seconds, megabytes, max_bytes, call_ms) -> bytes, ending
 * calls fn(send) in a child; send(text) hands text to the parent. With call_ms it calls
 * fn(send, cell) and code is compiled: runtime/script/watchdog.lua makes a call(f, ...) of the cell
 * that runs f for so long at most (watchdog.h).
 * `bytes` is what the child sent until it ended, and `ending` says how:
 *   "done" "time" "memory" "size" (sent more than max_bytes)
 *   "forbidden" (a system call that is not allowed)
 *   "refused" (the system offers no such sandbox) "error" (fn raised)
 *   "died" (anything else, a crash for example)
 * nil and a message when no child could be started. */
int tide__sandbox_open(lua_State *L);

/* Between sandbox.c and service.c. In the child: runs the function at stack index 1
 * with the arguments that `push` pushes, and never returns. */
_Noreturn void tide__sandbox_child(lua_State *L, int fd, pid_t parent,
                                   const tide__sandbox_limits *limits, int (*push)(lua_State *L));
/* In the parent: how a child ended, by its wait status, in the words above. */
const char *tide__sandbox_ending(int status);
int64_t tide__sandbox_now_ms(void);
/* Before a child is started that collects: what is finalized in the parent is not there for it to
 * finalize. */
void tide__sandbox_collect(lua_State *L);
/* Ends the child in any case; its own end, when it came first, is what counts. */
int tide__sandbox_reap(pid_t pid);

/* service.c: opens the module "tide.service":
 *   start(fn, megabytes) -> service, or nil and a message
 * runs fn(receive, send) in a child that lives on: receive() waits for a text and gives nil
 * when there will be none, send(text) answers it.
 *   service:ask(text, seconds) -> the answer, or nil and how the child ended
 * A service that ended stays so. Collected or closed, its child is ended. */
int tide__service_open(lua_State *L);

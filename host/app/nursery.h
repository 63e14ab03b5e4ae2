/* nursery.h -- processes for scripts, made by a fork server.
 *
 * The server is forked while the program is small, so that each of its children may have its size
 * plus a budget, and a fork stays cheap. It dies with the program, and its children with it.
 * A child computes and talks to the host, nothing else (sandbox.h): messages come to it through a
 * ring in shared memory (core/ring.h), and go both ways through a socket pair that keeps packets
 * whole. Nothing that a child does makes the host wait, or take more memory than is written here.
 *
 * The module "tide.nursery":
 *   start(fn) -> server, or nil and a message
 * fn(link) runs in each child; link is a table with functions,
 *   job() -> the text that the child was spawned with
 *   next() -> the next message of the ring, which it waits for; nil when there will be none
 *   waiting() -> is there one already?
 *   send(text), ask(text) -> the answer
 * and `watchdog`, of which runtime/script/watchdog.lua makes a call(f, ...) (watchdog.h)
 *
 *   server:spawn(job, { megabytes =, call_ms =, ring = bytes or nil }) -> process, or nil and why
 *   server:pid()      server:close() ends it and its children
 *   process:put(text) -> true; false when the ring is full; nil and how it ended
 *   process:answer(text) -> true, or nil and how it ended
 *   process:take(ms) -> a text that it sent; nil and "silent" when that takes longer; nil and how
 *                       it ended, when all it sent has been taken
 *   process:kill(why or nil)
 *   wait({ process, ... }, ms) -> numbers of those with something to take; none when time is up
 *
 * How a process ended: as sandbox.h has it, or
 *   "size" (sent too long a text) "damaged" (sent or did to the ring what no child does)
 *   "flood" (asks and does not read the answers) "nursery" (the server ended)
 *   "killed", or why it was */
#pragma once
#include "app/sandbox.h"

#include <lua.h>
#include <stdint.h>

int tide__nursery_open(lua_State *L);

/* Between nursery.c and nursery_server.c. */
enum {
  TIDE__NURSERY_PACKET = 1 << 16, /* bytes; the first says what it is */
  TIDE__NURSERY_MORE = 'm',       /* from the child: a full packet, the text goes on */
  TIDE__NURSERY_LAST = 'l',       /* from the child: the text ends */
  TIDE__NURSERY_WAKE = 'w',       /* to the child: look into the ring */
  TIDE__NURSERY_REPLY = 'r'       /* to the child: the answer */
};

enum { TIDE__NURSERY_SPAWN = 1, TIDE__NURSERY_KILL = 2 };

/* To the server. A spawn brings two files: the child's end of a socket pair, and memory with the
 * ring and behind it the job. */
typedef struct {
  uint32_t what, id, capacity, megabytes, call_ms;
  uint64_t job;
} tide__nursery_request;

/* From the server: a child has ended, by its wait status, or could not be made. */
typedef struct {
  uint32_t id;
  int32_t failed; /* an errno; 0: it was there */
  int32_t status;
} tide__nursery_report;

/* In the process of the server: serves until `fd` is closed. Children call the function at stack
 * index 1. */
_Noreturn void tide__nursery_serve(lua_State *L, int fd, pid_t parent);
/* nursery_link.c -- in a child before it gives up system calls: what it talks through. False when
 * out of memory. */
bool tide__nursery_link(void *memory, uint32_t capacity, uint64_t job);
/* Pushes `link`. */
int tide__nursery_push(lua_State *L);

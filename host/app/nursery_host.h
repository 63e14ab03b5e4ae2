/* nursery_host.h -- the host's side of the nursery, between nursery.c and nursery_process.c. */
#pragma once
#include "app/nursery.h"
#include "core/ring.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define TIDE__NURSERY_PROCESS "tide.nursery.process"

typedef struct {
  struct tide__nursery *of;
  uint32_t id;
  int fd; /* -1: there is none any more */
  tide__ring ring;
  void *memory;
  size_t size;
  char *text; /* what has come of a text */
  size_t n, room;
  bool told;      /* the server has reported its end */
  int64_t closed; /* when its socket was found closed, in ms; 0: it was not */
  int status;
  const char *ending; /* NULL: it lives */
  char why[64];       /* room for an ending that Lua gave */
} tide__process;

/* Lives as long as the userdata of the server and those of its processes. */
typedef struct tide__nursery {
  pid_t pid, owner;
  int fd, references;
  uint32_t last_id;
  tide__process **list;
  size_t n, room;
  char packet[TIDE__NURSERY_PACKET + 1];
} tide__nursery;

/* nursery.c: sends a request, with two files or NULL, without waiting. 0 or an errno. */
int tide__nursery_request_send(const tide__nursery *s, const tide__nursery_request *q,
                               const int *files);
/* Takes what the server has told so far. */
void tide__nursery_hear(tide__nursery *s);
/* Is this the process that started it, or one that was forked since? */
bool tide__nursery_ours(const tide__nursery *s);
void tide__nursery_release(tide__nursery *s);
void tide__nursery_forget(tide__nursery *s, const tide__process *p);

/* nursery_process.c: gives back all that a process holds; `ending` is kept. */
void tide__process_finish(tide__process *p, const char *ending);
/* Methods of processes, and wait. */
void tide__process_class(lua_State *L);
int tide__process_wait(lua_State *L);

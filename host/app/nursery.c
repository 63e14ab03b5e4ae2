/* nursery.c -- the host's side of the fork server: starts it, and has it make processes.
 *
 * No call here or in nursery_process.c waits for a child longer than it was told to: sockets are
 * not waited on when they are written, and what was read so far of a long text is kept for the
 * next call. */
#define _GNU_SOURCE
#include "app/nursery_host.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define SERVER "tide.nursery"

enum { RING = 1 << 18 }; /* bytes, when not said */

bool tide__nursery_ours(const tide__nursery *s) { return s->owner == getpid(); }

void tide__nursery_forget(tide__nursery *s, const tide__process *p) {
  for (size_t i = 0; i < s->n; i++)
    if (s->list[i] == p) s->list[i--] = s->list[--s->n];
}

static bool remember(tide__nursery *s, tide__process *p) {
  if (s->n == s->room) {
    const size_t room = s->room ? 2 * s->room : 16;
    tide__process **list = realloc(s->list, room * sizeof(tide__process *));
    if (!list) return false;
    s->list = list;
    s->room = room;
  }
  s->list[s->n++] = p;
  return true;
}

static void end_server(tide__nursery *s) {
  if (s->fd < 0) return;
  close(s->fd);
  s->fd = -1;
  if (tide__nursery_ours(s)) tide__sandbox_reap(s->pid);
}

void tide__nursery_release(tide__nursery *s) {
  if (--s->references > 0) return;
  if (tide__nursery_ours(s)) end_server(s);
  free(s->list);
  free(s);
}

int tide__nursery_request_send(const tide__nursery *s, const tide__nursery_request *q,
                               const int *files) {
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(2 * sizeof(int))];
  } control = {0};
  struct iovec part = {.iov_base = (void *)(uintptr_t)q, .iov_len = sizeof *q};
  struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1};
  if (files) {
    m.msg_control = control.bytes;
    m.msg_controllen = sizeof control.bytes;
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(c), files, 2 * sizeof(int));
  }
  return sendmsg(s->fd, &m, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 ? errno : 0;
}

/* Takes what the server has told so far. */
void tide__nursery_hear(tide__nursery *s) {
  tide__nursery_report report;
  while (s->fd >= 0) {
    const ssize_t n = recv(s->fd, &report, sizeof report, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n != (ssize_t)sizeof report) {
      end_server(s);
      return;
    }
    for (size_t i = 0; i < s->n; i++)
      if (s->list[i]->id == report.id) {
        s->list[i]->told = true;
        s->list[i]->status = report.failed ? -1 : report.status;
      }
  }
}

static int fail(lua_State *L, int error) {
  lua_pushnil(L);
  if (error == EPIPE)
    lua_pushliteral(L, "what makes processes has ended");
  else if (error == EAGAIN)
    lua_pushliteral(L, "what makes processes does not answer");
  else
    lua_pushstring(L, strerror(error));
  return 2;
}

static lua_Number option(lua_State *L, const char *name, lua_Number otherwise) {
  lua_getfield(L, 3, name);
  const lua_Number x = lua_isnil(L, -1) ? otherwise : luaL_checknumber(L, -1);
  lua_pop(L, 1);
  return x;
}

/* Memory with a ring and the job behind it, which the child cannot make smaller. The file, or -1
 * and errno. */
static int make_memory(tide__process *p, const char *job, size_t n, uint32_t capacity) {
  const int fd = memfd_create("tide-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return -1;
  const size_t size = tide__ring_size(capacity) + n;
  const int rc = posix_fallocate(fd, 0, (off_t)size);
  void *memory = rc == 0 ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
  if (memory != MAP_FAILED) p->memory = memory;
  p->size = size;
  if (!p->memory || fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0) {
    const int error = rc ? rc : errno;
    close(fd);
    errno = error;
    return -1;
  }
  memcpy((char *)memory + tide__ring_size(capacity), job, n);
  p->ring = tide__ring_open(memory, capacity);
  return fd;
}

static int connect_child(tide__process *p, const tide__nursery_request *q, const char *job) {
  int ends[2];
  const int memory = make_memory(p, job, q->job, q->capacity);
  if (memory < 0) return errno;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    const int error = errno;
    close(memory);
    return error;
  }
  p->fd = ends[0];
  const int files[2] = {ends[1], memory};
  const int error = tide__nursery_request_send(p->of, q, files);
  close(ends[1]);
  close(memory);
  return error;
}

static int spawn(lua_State *L) {
  tide__nursery *s = *(tide__nursery **)luaL_checkudata(L, 1, SERVER);
  size_t n;
  const char *job = luaL_checklstring(L, 2, &n);
  luaL_checktype(L, 3, LUA_TTABLE);
  const tide__nursery_request q = {.what = TIDE__NURSERY_SPAWN,
                                   .id = ++s->last_id,
                                   .capacity = (uint32_t)option(L, "ring", RING),
                                   .megabytes = (uint32_t)option(L, "megabytes", 0),
                                   .call_ms = (uint32_t)option(L, "call_ms", 0),
                                   .job = n};
  if (q.capacity < TIDE__RING_LEAST || q.capacity & (q.capacity - 1) || !q.megabytes || !q.call_ms)
    return luaL_error(L, "spawn: megabytes and call_ms are whole numbers above 0, ring is a "
                         "power of two");
  if (s->fd < 0) return fail(L, EPIPE);
  tide__process *p = lua_newuserdata(L, sizeof *p);
  *p = (tide__process){.of = s, .id = q.id, .fd = -1};
  s->references++;
  luaL_getmetatable(L, TIDE__NURSERY_PROCESS);
  lua_setmetatable(L, -2);
  const int error = remember(s, p) ? connect_child(p, &q, job) : ENOMEM;
  if (!error) return 1;
  tide__process_finish(p, "died");
  return fail(L, error);
}

static int server_pid(lua_State *L) {
  lua_pushinteger(L, (*(tide__nursery **)luaL_checkudata(L, 1, SERVER))->pid);
  return 1;
}

static int close_server(lua_State *L) {
  end_server(*(tide__nursery **)luaL_checkudata(L, 1, SERVER));
  return 0;
}

static int collect_server(lua_State *L) {
  tide__nursery **s = luaL_checkudata(L, 1, SERVER);
  if (!*s) return 0;
  tide__nursery_release(*s);
  *s = NULL;
  return 0;
}

static int start(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  tide__nursery **box = lua_newuserdata(L, sizeof(tide__nursery *));
  *box = NULL;
  luaL_getmetatable(L, SERVER);
  lua_setmetatable(L, -2);
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return fail(L, errno);
  tide__nursery *s = calloc(1, sizeof *s);
  const pid_t parent = getpid();
  tide__sandbox_collect(L);
  const pid_t pid = s ? fork() : -1;
  if (pid == 0) tide__nursery_serve(L, ends[1], parent);
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    free(s);
    return fail(L, s ? errno : ENOMEM);
  }
  *s = (tide__nursery){.pid = pid, .owner = parent, .fd = ends[0], .references = 1};
  *box = s;
  return 1;
}

int tide__nursery_open(lua_State *L) {
  static const luaL_Reg methods[] = {
    {"spawn", spawn}, {"pid", server_pid}, {"close", close_server}, {NULL, NULL}};
  luaL_newmetatable(L, SERVER);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, collect_server);
  lua_setfield(L, -2, "__gc");
  tide__process_class(L);
  lua_newtable(L);
  lua_pushcfunction(L, start);
  lua_setfield(L, -2, "start");
  lua_pushcfunction(L, tide__process_wait);
  lua_setfield(L, -2, "wait");
  return 1;
}

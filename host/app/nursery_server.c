/* nursery_server.c -- the fork server: makes children, ends them, and says how they ended.
 *
 * It is the parent of all of them, so that an id never means another process than was meant: a
 * pid is free again only after it was waited for here. */
#include "app/nursery.h"

#include "core/ring.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_CHILDREN = 4096 };

typedef struct {
  uint32_t id;
  pid_t pid;
} child;

typedef struct {
  lua_State *L;
  int fd, deaths; /* to the host; of signals */
  pid_t self;
  sigset_t before;
  child children[MOST_CHILDREN];
  size_t n;
} nursery;

static nursery here;

static void tell(const tide__nursery_report *report) {
  while (send(here.fd, report, sizeof *report, MSG_NOSIGNAL) < 0)
    if (errno != EINTR) _exit(0); /* nobody listens any more */
}

static void *map(int fd, const tide__nursery_request *q) {
  struct stat info;
  const size_t size = tide__ring_size(q->capacity) + q->job;
  if (fstat(fd, &info) != 0 || (size_t)info.st_size < size) return NULL;
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

_Noreturn static void be_child(const tide__nursery_request *q, const int files[2]) {
  const tide__sandbox_limits limits = {
    .megabytes = q->megabytes, .call_ms = (int)q->call_ms, .listens = true, .patient = true};
  sigprocmask(SIG_SETMASK, &here.before, NULL);
  void *memory = map(files[1], q);
  if (!memory || !tide__nursery_link(memory, q->capacity, q->job)) _exit(TIDE__SANDBOX_REFUSED);
  tide__sandbox_child(here.L, files[0], here.self, &limits, tide__nursery_push);
}

static void spawn(const tide__nursery_request *q, const int files[2]) {
  const bool full = here.n == MOST_CHILDREN;
  const pid_t pid = full ? -1 : fork();
  if (pid == 0) be_child(q, files);
  if (pid > 0)
    here.children[here.n++] = (child){.id = q->id, .pid = pid};
  else
    tell(&(tide__nursery_report){.id = q->id, .failed = full ? EAGAIN : errno});
}

static void end(uint32_t id) {
  for (size_t i = 0; i < here.n; i++)
    if (here.children[i].id == id) kill(here.children[i].pid, SIGKILL);
}

static void reap(void) {
  struct signalfd_siginfo info;
  if (read(here.deaths, &info, sizeof info) < 0 && errno != EINTR) _exit(1);
  int status;
  for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG))
    for (size_t i = 0; i < here.n; i++) {
      if (here.children[i].pid != pid) continue;
      tell(&(tide__nursery_report){.id = here.children[i].id, .status = status});
      here.children[i--] = here.children[--here.n];
    }
}

/* The next request, with its files or -1. False when there will be none. */
static bool receive(tide__nursery_request *q, int files[2]) {
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(2 * sizeof(int))];
  } control;
  struct iovec part = {.iov_base = q, .iov_len = sizeof *q};
  struct msghdr m = {.msg_iov = &part,
                     .msg_iovlen = 1,
                     .msg_control = control.bytes,
                     .msg_controllen = sizeof control.bytes};
  ssize_t n = -1;
  do n = recvmsg(here.fd, &m, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  files[0] = files[1] = -1;
  const struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL;
  if (c && c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(2 * sizeof(int)))
    memcpy(files, CMSG_DATA(c), 2 * sizeof(int));
  return n == (ssize_t)sizeof *q;
}

static void serve_one(void) {
  tide__nursery_request q;
  int files[2];
  if (!receive(&q, files)) _exit(0);
  if (q.what == TIDE__NURSERY_SPAWN)
    spawn(&q, files);
  else
    end(q.id);
  for (int i = 0; i < 2; i++)
    if (files[i] >= 0) close(files[i]);
}

/* Files of the host that stay open here would keep its peers from seeing it go. */
static int keep_files(int fd) {
  enum { KEPT = STDERR_FILENO + 1 };
  if (fd != KEPT && dup2(fd, KEPT) < 0) return -1;
  syscall(SYS_close_range, KEPT + 1, ~0U, 0);
  return KEPT;
}

/* A key that ends the host in a terminal, or a manager of services, does not end what the host
 * wants to take leave of. */
static bool prepare(int fd, pid_t parent) {
  static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
  for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++) signal(ignored[i], SIG_IGN);
  signal(SIGCHLD, SIG_DFL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NAME, "tide-nursery");
  if (getppid() != parent) return false;
  sigset_t deaths;
  sigemptyset(&deaths);
  sigaddset(&deaths, SIGCHLD);
  sigprocmask(SIG_BLOCK, &deaths, &here.before);
  here.fd = keep_files(fd);
  here.deaths = signalfd(-1, &deaths, SFD_CLOEXEC);
  here.self = getpid();
  return here.fd >= 0 && here.deaths >= 0;
}

_Noreturn void tide__nursery_serve(lua_State *L, int fd, pid_t parent) {
  here.L = L;
  if (!prepare(fd, parent)) _exit(1);
  struct pollfd fds[2] = {{.fd = here.fd, .events = POLLIN}, {.fd = here.deaths, .events = POLLIN}};
  for (;;) {
    if (poll(fds, 2, -1) < 0 && errno != EINTR) _exit(1);
    if (fds[1].revents) reap();
    if (fds[0].revents) serve_one();
    fds[0].revents = fds[1].revents = 0;
  }
}

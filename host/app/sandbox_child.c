/* sandbox_child.c -- what a child process gives up before it runs a script.
 *
 * Memory is limited as address space on top of what the process has after the
 * fork, because LuaJIT and sanitizers reserve space that they never touch. */
#include "app/sandbox.h"

#include "app/watchdog.h"

#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Standard files to close; a sanitizer reports on the standard error. */
#if defined(__SANITIZE_ADDRESS__)
static const int unwanted[] = {STDIN_FILENO, STDOUT_FILENO};
static const int writable[] = {TIDE__SANDBOX_FD, STDERR_FILENO};
#else
static const int unwanted[] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
static const int writable[] = {TIDE__SANDBOX_FD};
#endif

static bool keep_one_file(int fd) {
  if (fd != TIDE__SANDBOX_FD && dup2(fd, TIDE__SANDBOX_FD) < 0) return false;
  for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++) close(unwanted[i]);
  if (syscall(SYS_close_range, TIDE__SANDBOX_FD + 1, ~0U, 0) == 0) return true;
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return false;
  for (rlim_t i = TIDE__SANDBOX_FD + 1; i < files.rlim_cur; i++) close((int)i);
  return true;
}

/* Address space in use, in bytes; 0 when unknown. */
static size_t address_space(void) {
  char text[64] = {0};
  const int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  const ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  return n > 0 ? strtoull(text, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}

static bool limit(int resource, rlim_t soft, rlim_t hard) {
  const struct rlimit value = {.rlim_cur = soft, .rlim_max = hard};
  return setrlimit((__rlimit_resource_t)resource, &value) == 0;
}

static bool limit_time(int seconds) {
  if (seconds == 0) return true;
  return limit(RLIMIT_CPU, (rlim_t)seconds, (rlim_t)seconds + 1);
}

static bool set_limits(const tide__sandbox_limits *limits) {
  const size_t used = address_space();
  if (used == 0) return false;
  const rlim_t space = used + limits->megabytes * 1024 * 1024;
  return limit(RLIMIT_AS, space, space) && limit_time(limits->seconds) &&
         limit(RLIMIT_FSIZE, 0, 0) && limit(RLIMIT_CORE, 0, 0);
}

/* Harmless calls that the C library and LuaJIT make while computing. */
static const int allowed[] = {
  SCMP_SYS(munmap),      SCMP_SYS(mremap),          SCMP_SYS(madvise),
  SCMP_SYS(brk),         SCMP_SYS(futex),           SCMP_SYS(exit),
  SCMP_SYS(exit_group),  SCMP_SYS(rt_sigreturn),    SCMP_SYS(clock_gettime),
  SCMP_SYS(getpid),      SCMP_SYS(gettid),          SCMP_SYS(sched_yield),
  SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall),
};

/* Memory may be written or, where code is compiled, executed; never both at once. */
static int add_memory(scmp_filter_ctx filter, bool compiles) {
  static const int calls[] = {SCMP_SYS(mmap), SCMP_SYS(mprotect)};
  const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  const struct scmp_arg_cmp code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC);
  int rc = 0;
  for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 1, no_code);
    if (compiles) rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 1, code);
  }
  return rc;
}

static bool add_rules(scmp_filter_ctx filter, const tide__sandbox_limits *limits) {
  int rc = add_memory(filter, limits->call_ms > 0);
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (size_t i = 0; i < sizeof writable / sizeof writable[0]; i++)
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                           SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)writable[i]));
  if (limits->listens)
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1,
                           SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)TIDE__SANDBOX_FD));
  if (limits->call_ms) { /* the watchdog ticks the profiler */
    rc |=
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                       SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()), SCMP_A2(SCMP_CMP_EQ, SIGPROF));
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigprocmask), 0);
  }
  if (limits->patient)
    rc |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(setpriority), 3,
                           SCMP_A0(SCMP_CMP_EQ, PRIO_PROCESS), SCMP_A1(SCMP_CMP_EQ, 0),
                           SCMP_A2(SCMP_CMP_EQ, TIDE__WATCHDOG_NICE));
  return rc == 0;
}

static bool give_up_system_calls(const tide__sandbox_limits *limits) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (!filter) return false;
  const bool ok = add_rules(filter, limits) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok;
}

bool tide__sandbox_enter(int fd, const tide__sandbox_limits *limits) {
  return keep_one_file(fd) && set_limits(limits) && give_up_system_calls(limits);
}

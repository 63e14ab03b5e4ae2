/* interrupt.c -- Ctrl-C as a wish that long work can grant in its own time: the first
 * one is noted, the second does what it would have done without us. */
#include "tide.h"

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t caught;
static const int signals[] = {SIGINT, SIGTERM};
enum { SIGNALS = sizeof signals / sizeof signals[0] };
static struct sigaction before[SIGNALS];
static bool catching;

/* What the signal would have done without us. */
static void leave(int number) {
  for (int32_t i = 0; i < SIGNALS; i++) {
    void (*const handler)(int) = before[i].sa_handler;
    if (signals[i] == number && handler != SIG_DFL && handler != SIG_IGN) {
      handler(number);
      return;
    }
  }
  _exit(128 + number);
}

static void note(int number) {
  if (caught)
    leave(number);
  else
    caught = number;
}

void tide_interrupt_catch(bool on) {
  if (on == catching) return;
  catching = on;
  caught = 0;
  for (int32_t i = 0; i < SIGNALS; i++) {
    struct sigaction action = {.sa_handler = note};
    sigemptyset(&action.sa_mask);
    if (!on) {
      sigaction(signals[i], &before[i], NULL);
      continue;
    }
    sigaction(signals[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(signals[i], &action, NULL);
  }
}

int32_t tide_interrupt_caught(void) { return (int32_t)caught; }

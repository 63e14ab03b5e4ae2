/* scratch.c -- grows and frees the memory of runs. */
#include "backtest/scratch.h"

#include <stdlib.h>

void tide__scratch_free(tide__scratch *k) {
  free(k->equity);
  free(k->periods);
  free(k->calendar.end);
  free(k->calendar.market);
  free(k->masks);
  free(k->trades);
  free(k->traded);
  free(k->fills);
  free(k->slip);
  free(k->daily_volume);
  free(k->daily_sigma);
  *k = (tide__scratch){0};
}

void tide__scratch_release(tide__scratch *k) {
  k->trades = NULL;
  k->fills = NULL;
  k->equity = NULL;
  k->cap_trades = k->cap_fills = 0;
  k->cap_equity = 0;
}

double *tide__scratch_doubles(double **at, size_t *cap, size_t count) {
  if (!*at || *cap < count) {
    free(*at);
    *at = malloc(count * sizeof **at);
    *cap = *at ? count : 0;
  }
  return *at;
}

uint64_t *tide__scratch_words(uint64_t **at, size_t *cap, size_t count) {
  if (!*at || *cap < count) {
    free(*at);
    *at = malloc(count * sizeof **at);
    *cap = *at ? count : 0;
  }
  return *at;
}

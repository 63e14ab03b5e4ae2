/* nearest.c -- optimal string alignment distance over short names. */
#include "core/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST = 64 };

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

static bool same_letter(char a, char b) {
  return tolower((unsigned char)a) == tolower((unsigned char)b);
}

int32_t tide__edit_distance(const char *a, const char *b) {
  const size_t la = strnlen(a, LONGEST), lb = strnlen(b, LONGEST);
  int32_t row[3][LONGEST + 1];
  int32_t *before = row[0], *last = row[1], *now = row[2];
  for (size_t j = 0; j <= lb; j++) last[j] = (int32_t)j;
  memset(before, 0, sizeof row[0]);
  for (size_t i = 1; i <= la; i++) {
    now[0] = (int32_t)i;
    for (size_t j = 1; j <= lb; j++) {
      const bool same = same_letter(a[i - 1], b[j - 1]);
      now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + !same);
      if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1]))
        now[j] = least(now[j], before[j - 2] + 1);
    }
    int32_t *spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[lb];
}

tide__nearest tide__nearest_begin(const char *wanted) {
  /* One edit in three letters: more is another word. */
  const int32_t allowed = (int32_t)(strnlen(wanted, LONGEST) + 2) / 3;
  return (tide__nearest){.wanted = wanted, .distance = allowed + 1};
}

void tide__nearest_offer(tide__nearest *n, const char *candidate) {
  const int32_t distance = tide__edit_distance(n->wanted, candidate);
  if (distance >= n->distance) return;
  n->distance = distance;
  n->best = candidate;
}

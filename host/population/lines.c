/* lines.c -- reads JSON Lines: threads read the strategies of a few hundred lines, while
 * those of the lines before join the population in the order of the file. */
#include "graph/json_reader.h"
#include "population/members.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 512 };

typedef struct {
  const char *text;
  size_t size;
  int32_t number;
  tide_strategy *strategy; /* NULL: the error says why */
  char hash[17];
  char name[TIDE_NAME_SIZE]; /* of one that is refused */
  tide_error error;
} line;

typedef struct {
  atomic_int next;
  int32_t count;
  int64_t timeframe;
  line line[LINES];
} sheet;

/* A line has but one line: "line 1, column 7: ..." says too much. */
static void shorten(tide_error *error) {
  static const char first[] = "line 1, ";
  const size_t length = sizeof first - 1;
  if (strncmp(error->text, first, length) == 0)
    memmove(error->text, error->text + length, strlen(error->text + length) + 1);
}

/* A strategy that is refused is refused by its name, when it has one. */
static void find_name(line *l) {
  l->name[0] = 0;
  if (l->size > TIDE__JSON_MAX_SIZE) return;
  json_t *j = json_loadb(l->text, l->size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, NULL);
  const char *name = json_string_value(json_object_get(j, "name"));
  if (name && strlen(name) < sizeof l->name) memcpy(l->name, name, strlen(name) + 1);
  json_decref(j);
}

static void read_lines(void *arg, int32_t thread) {
  (void)thread;
  sheet *s = arg;
  for (int32_t i; (i = atomic_fetch_add(&s->next, 1)) < s->count;) {
    line *l = &s->line[i];
    l->error.text[0] = 0;
    if (tide_strategy_from_json(l->text, l->size, NULL, 0, &l->strategy, &l->error) < 0) {
      l->strategy = NULL;
      find_name(l);
      shorten(&l->error);
      continue;
    }
    if (s->timeframe) l->strategy->timeframe = s->timeframe;
    tide_strategy_hash(l->strategy, l->hash);
  }
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* The next line that is not empty, from *at on; false at the end of the text. */
static bool next_line(const char *text, size_t size, size_t *at, int32_t *number, line *out) {
  while (*at < size) {
    const char *start = text + *at, *end = memchr(start, '\n', size - *at);
    const size_t length = end ? (size_t)(end - start) : size - *at;
    size_t blank = 0;
    *at += length + (end != NULL);
    *out = (line){.text = start, .size = length, .number = (*number)++};
    while (blank < length && is_space(start[blank])) blank++;
    if (blank < length) return true;
  }
  return false;
}

static int join_population(tide_population *p, line *l) {
  tide__member *m = tide__member_new(p);
  if (!m) return TIDE_ENOMEM;
  if (l->strategy)
    memcpy(m->view.hash, l->hash, sizeof l->hash);
  else
    memcpy(m->view.name, l->name, sizeof m->view.name);
  const int status =
    l->strategy ? tide__member_fill(p, m, l->strategy, &l->error) : (int)TIDE_EINVAL;
  m->view.line = l->number;
  if (status < 0) m->view.error = tide__population_text(p, l->error.text);
  return status == TIDE_ENOMEM ? status : TIDE_OK;
}

/* Puts the next lines onto a sheet and has the threads read them. */
static void begin_sheet(tide_population *p, sheet *s, const char *text, size_t size, size_t *at,
                        int32_t *number) {
  s->count = 0;
  while (s->count < LINES && next_line(text, size, at, number, &s->line[s->count])) s->count++;
  atomic_store(&s->next, 0);
  if (s->count) tide__pool_start(p->pool, read_lines, s);
}

int32_t tide_population_read(tide_population *p, const char *text, size_t size, int32_t first,
                             int64_t timeframe) {
  sheet *sheets = malloc(2 * sizeof *sheets);
  if (!sheets) return TIDE_ENOMEM;
  const int32_t before = p->count;
  sheet *s = sheets, *ahead = sheets + 1;
  size_t at = 0;
  int status = TIDE_OK;
  s->timeframe = ahead->timeframe = timeframe;
  begin_sheet(p, s, text, size, &at, &first);
  while (s->count) {
    tide__pool_wait(p->pool, -1.0);
    if (status < 0) at = size; /* nothing more is read; what was read is freed */
    begin_sheet(p, ahead, text, size, &at, &first);
    for (int32_t i = 0; i < s->count; i++) {
      if (status == TIDE_OK) status = join_population(p, &s->line[i]);
      tide_strategy_free(s->line[i].strategy);
    }
    sheet *const done = s;
    s = ahead;
    ahead = done;
  }
  free(sheets);
  return status < 0 ? status : p->count - before;
}

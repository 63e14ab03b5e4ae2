/* lines.c -- cuts a byte stream into lines in one buffer of fixed size. */
#include "data/lines.h"

#include "core/error.h"
#include "data/ahead.h"

#include <stdlib.h>
#include <string.h>

enum { BUFFER = 1 << 18, LINE_MAX_BYTES = 1 << 16 };

struct tide__lines {
  tide__bytes *bytes;
  tide__ahead *ahead; /* NULL: bytes are read directly */
  const char *name;
  int32_t number, at, size;
  bool ended;
  char buffer[BUFFER];
};

tide__lines *tide__lines_new(tide__bytes *bytes, const char *name, bool ahead) {
  tide__lines *l = malloc(sizeof *l);
  if (!l) {
    tide__bytes_close(bytes);
    return NULL;
  }
  l->bytes = bytes;
  l->ahead = ahead ? tide__ahead_new(bytes) : NULL;
  l->name = name;
  l->number = l->at = l->size = 0;
  l->ended = false;
  return l;
}

void tide__lines_free(tide__lines *l) {
  if (!l) return;
  tide__ahead_stop(l->ahead);
  tide__bytes_close(l->bytes);
  free(l);
}

static int32_t read_more(tide__lines *l, char *out, int32_t size, tide_error *error) {
  return l->ahead ? tide__ahead_read(l->ahead, out, size, error)
                  : tide__bytes_read(l->bytes, out, size, error);
}

/* Moves the unread rest to the front and reads behind it. */
static int fill(tide__lines *l, tide_error *error) {
  const int32_t rest = l->size - l->at;
  memmove(l->buffer, l->buffer + l->at, (size_t)rest);
  l->at = 0;
  l->size = rest;
  while (l->size < BUFFER) {
    const int32_t n = read_more(l, l->buffer + l->size, BUFFER - l->size, error);
    if (n < 0) return n;
    l->size += n;
    if (n == 0) {
      l->ended = true;
      break;
    }
  }
  return TIDE_OK;
}

int tide__lines_next(tide__lines *l, tide__line *line, tide_error *error) {
  const char *start = l->buffer + l->at;
  const char *end = memchr(start, '\n', (size_t)(l->size - l->at));
  if (!end && !l->ended) {
    const int status = fill(l, error);
    if (status != TIDE_OK) return status;
    start = l->buffer;
    end = memchr(start, '\n', (size_t)l->size);
  }
  if (!end && l->at == l->size) return 0;
  const char *next = end ? end + 1 : l->buffer + l->size;
  if (!end) end = next;
  if (end - start > LINE_MAX_BYTES)
    return tide__error(error, TIDE_EDATA,
                       "%s:%d: this line is longer than %d bytes; is it a CSV file?", l->name,
                       l->number + 1, LINE_MAX_BYTES);
  l->at = (int32_t)(next - l->buffer);
  if (l->number == 0 && end - start >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0) start += 3;
  if (end > start && end[-1] == '\r') end--;
  *line = (tide__line){start, end, ++l->number};
  return 1;
}

uint64_t tide__lines_digest(tide__lines *l) {
  tide__ahead_stop(l->ahead);
  l->ahead = NULL;
  return tide__bytes_digest(l->bytes);
}

/* bytes.c -- plain and gzip input behind one read call.
 *
 * Nothing is mapped and nothing is read whole, so that memory does not grow with
 * the file. gzip files may have several members, as `cat a.gz b.gz` makes them. */
#include "data/bytes.h"

#include "core/digest.h"
#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { INPUT = 1 << 17, GZIP_HEADER = 16 + MAX_WBITS };

struct tide__bytes {
  const char *name;
  int file;         /* -1 for memory */
  const char *text; /* what is left of the memory */
  size_t left;
  char *input; /* read but not yet handed out */
  int32_t input_at, input_size;
  bool gzip, ended;
  z_stream zip;
  tide__digest digest;
};

static int32_t read_file(tide__bytes *b, char *out, int32_t size, tide_error *error) {
  ssize_t n;
  do n = read(b->file, out, (size_t)size);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return tide__error(error, TIDE_EIO, "%s: cannot be read: %s", b->name, strerror(errno));
  tide__digest_add(&b->digest, out, (size_t)n);
  return (int32_t)n;
}

/* Compressed or plain bytes as they are. */
static int32_t read_raw(tide__bytes *b, char *out, int32_t size, tide_error *error) {
  if (b->input_at < b->input_size) {
    const int32_t rest = b->input_size - b->input_at, n = rest < size ? rest : size;
    memcpy(out, b->input + b->input_at, (size_t)n);
    b->input_at += n;
    return n;
  }
  if (b->file < 0) {
    const int32_t n = b->left < (size_t)size ? (int32_t)b->left : size;
    if (n > 0) memcpy(out, b->text, (size_t)n);
    b->text += n;
    b->left -= (size_t)n;
    return n;
  }
  return read_file(b, out, size, error);
}

static int32_t refill(tide__bytes *b, tide_error *error) {
  b->input_at = b->input_size = 0;
  const int32_t n = read_raw(b, b->input, INPUT, error);
  if (n > 0) b->input_size = n;
  return n;
}

static int32_t damaged(const tide__bytes *b, tide_error *error) {
  return tide__error(error, TIDE_EDATA, "%s: the gzip data is damaged: %s", b->name,
                     b->zip.msg ? b->zip.msg : "it ends too early");
}

static int32_t read_gzip(tide__bytes *b, char *out, int32_t size, tide_error *error) {
  b->zip.next_out = (Bytef *)out;
  b->zip.avail_out = (uInt)size;
  while (b->zip.avail_out > 0) {
    if (b->input_at == b->input_size) {
      const int32_t n = refill(b, error);
      if (n < 0) return n;
      if (n == 0 && !b->ended) return damaged(b, error);
      if (n == 0) break;
    }
    if (b->ended) {
      if (b->input[b->input_at] != 0x1f) break; /* padding after the last member */
      inflateReset(&b->zip);
      b->ended = false;
    }
    b->zip.next_in = (Bytef *)b->input + b->input_at;
    b->zip.avail_in = (uInt)(b->input_size - b->input_at);
    const int rc = inflate(&b->zip, Z_NO_FLUSH);
    b->input_at = b->input_size - (int32_t)b->zip.avail_in;
    if (rc == Z_STREAM_END)
      b->ended = true;
    else if (rc != Z_OK)
      return damaged(b, error);
  }
  return size - (int32_t)b->zip.avail_out;
}

int32_t tide__bytes_read(tide__bytes *b, char *out, int32_t size, tide_error *error) {
  return b->gzip ? read_gzip(b, out, size, error) : read_raw(b, out, size, error);
}

static int open_file(tide__bytes *b, tide_error *error) {
  struct stat st;
  /* A pipe that nobody writes to is empty; it must not hold us up. */
  b->file = open(b->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (b->file >= 0) fcntl(b->file, F_SETFL, 0);
  if (b->file < 0 || fstat(b->file, &st) != 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return tide__error(error, TIDE_EIO,
                       missing ? "%s: there is no such file" : "%s: cannot be opened: %s", b->name,
                       strerror(errno));
  }
  if (S_ISDIR(st.st_mode))
    return tide__error(error, TIDE_EIO, "%s: this is a folder; name a CSV file in it", b->name);
  return TIDE_OK;
}

/* Tells gzip and the formats that are often mistaken for CSV by their first bytes. */
static int sniff(tide__bytes *b, tide_error *error) {
  static const struct {
    const char *magic;
    const char *what;
  } foreign[] = {
    {"PK\x03\x04", "a zip archive: unpack it first"},
    {"\x28\xb5\x2f\xfd", "zstd data: unpack it first"},
    {"\xfd"
     "7zXZ",
     "xz data: unpack it first"},
    {"BZh", "bzip2 data: unpack it first"},
    {"PAR1", "a Parquet file: write it as CSV first"},
    {"SQLite format", "an SQLite database, no CSV file"},
    {"\xff\xfe", "UTF-16 text: save it as UTF-8"},
    {"\xfe\xff", "UTF-16 text: save it as UTF-8"},
  };
  while (b->input_size < 16) {
    if (b->file < 0) break;
    const int32_t n = read_file(b, b->input + b->input_size, INPUT / 2, error);
    if (n < 0) return n;
    if (n == 0) break;
    b->input_size += n;
  }
  const char *head = b->file < 0 ? b->text : b->input;
  const size_t size = b->file < 0 ? b->left : (size_t)b->input_size;
  for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
    if (size >= strlen(foreign[i].magic) &&
        memcmp(head, foreign[i].magic, strlen(foreign[i].magic)) == 0)
      return tide__error(error, TIDE_EDATA, "%s: this is %s", b->name, foreign[i].what);
  b->gzip = size >= 3 && memcmp(head, "\x1f\x8b\x08", 3) == 0;
  if (b->gzip && inflateInit2(&b->zip, GZIP_HEADER) != Z_OK) {
    b->gzip = false;
    return tide__error(error, TIDE_ENOMEM, "%s: out of memory", b->name);
  }
  return TIDE_OK;
}

tide__bytes *tide__bytes_open(const tide_source *source, int *status, tide_error *error) {
  tide__bytes *b = calloc(1, sizeof *b);
  char *input = malloc(INPUT);
  if (!b || !input) {
    free(b);
    free(input);
    *status = tide__error(error, TIDE_ENOMEM, "%s: out of memory", source->path);
    return NULL;
  }
  *b = (tide__bytes){
    .name = source->path, .file = -1, .text = source->text, .left = source->size, .input = input};
  tide__digest_init(&b->digest);
  *status = source->text ? TIDE_OK : open_file(b, error);
  if (*status == TIDE_OK) *status = sniff(b, error);
  if (*status == TIDE_OK) return b;
  tide__bytes_close(b);
  return NULL;
}

void tide__bytes_close(tide__bytes *b) {
  if (!b) return;
  if (b->gzip) inflateEnd(&b->zip);
  if (b->file >= 0) close(b->file);
  free(b->input);
  free(b);
}

bool tide__bytes_is_gzip(const tide__bytes *b) { return b->gzip; }

uint64_t tide__bytes_digest(tide__bytes *b) {
  while (b->file >= 0 && read_file(b, b->input, INPUT, NULL) > 0) {
  }
  return tide__digest_end(&b->digest);
}
